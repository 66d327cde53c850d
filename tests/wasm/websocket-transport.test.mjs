import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Client } from '../../build/testing/hoofbeat.js';
import {
  connect,
  connectedFrame,
  FakeSocket,
  fakeConnections,
  recordCallbacks,
} from './support/fake-socket.mjs';

const frame = (body) => Buffer.from(`MESSAGE\nid:x\n\n${body}\0`);
const arrayBuffer = (octets) => new Uint8Array(octets).buffer;

let client;
let socket;
let bodies;
beforeEach(async () => {
  const connections = fakeConnections(Client, { reconnectDelay: 0 });
  client = connections.client;
  socket = await connect(connections);
  bodies = [];
  client.onUnhandledMessage = ({ body }) => bodies.push(body);
});
afterEach(() => client.deactivate({ force: true }));

describe('what sockets deliver', () => {
  test('text, ArrayBuffer, and views', () => {
    const pooled = Buffer.concat([Buffer.from('noise'), frame('view é'), Buffer.from('noise')]);
    const view = pooled.subarray(5, pooled.length - 5);
    socket.receive(frame('text é').toString());
    socket.receive(arrayBuffer(frame('buffer é')));
    let kept;
    client.onUnhandledMessage = (message) => {
      kept = message;
    };
    socket.receive(view);
    pooled.fill(0);
    assert.equal(kept.body, 'view é');
    assert.deepEqual(bodies, ['text é', 'buffer é']);
  });

  test('an ArrayBuffer that the socket fills anew', () => {
    let kept;
    client.onUnhandledMessage = (message) => {
      kept = message;
    };
    const buffer = arrayBuffer(frame('first'));
    socket.receive(buffer);
    new Uint8Array(buffer).fill(0x7a);
    assert.deepEqual([kept.headers.id, kept.body], ['x', 'first']);
  });

  test('Blobs keep their place among the others, and before the close', async () => {
    const log = bodies;
    client.onWebSocketClose = () => log.push('closed');
    socket.receive(frame('1').toString());
    socket.receive(new Blob([frame('2')]));
    socket.receive(frame('3').toString());
    socket.receive(new Blob([frame('4').subarray(0, 5)]));
    socket.receive(new Blob([frame('4').subarray(5)]));
    socket.receive(arrayBuffer(frame('5')));
    const closed = new Promise((resolve) => {
      client.onWebSocketClose = () => {
        log.push('closed');
        resolve();
      };
    });
    socket.closed();
    assert.deepEqual(log, ['1']);
    await closed;
    assert.deepEqual(log, ['1', '2', '3', '4', '5', 'closed']);
  });

  test('after the last Blob nothing waits', async () => {
    socket.receive(new Blob([frame('1')]));
    while (bodies.length < 1) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    socket.receive(frame('2').toString());
    assert.deepEqual(bodies, ['1', '2']);
  });

  test('one text frame and one binary frame in two messages each, mixed', () => {
    const text = frame('mixed').toString();
    socket.receive(text.slice(0, 10));
    socket.receive(arrayBuffer(Buffer.from(text.slice(10))));
    assert.deepEqual(bodies, ['mixed']);
  });
});

describe('a socket without binaryType that is no SockJS', () => {
  async function start(config) {
    const bare = new FakeSocket();
    delete bare.binaryType;
    client = new Client({ ...config, reconnectDelay: 0, webSocketFactory: () => bare });
    client.activate();
    await new Promise((resolve) => setImmediate(resolve));
    bare.open();
    bare.receive(connectedFrame());
    return bare;
  }

  test('is told how octets are wanted, and sends them', async () => {
    const bare = await start();
    assert.equal(bare.binaryType, 'arraybuffer');
    bare.takeSent();
    client.publish({ destination: '/a', binaryBody: Uint8Array.of(0xff) });
    assert.ok(bare.takeSent()[0] instanceof Uint8Array);
  });

  test('sends all as octets where that is asked for', async () => {
    const bare = await start({ forceBinaryWSFrames: true });
    client.publish({ destination: '/a', body: 'text' });
    assert.ok(bare.takeSent().every((message) => message instanceof Uint8Array));
  });
});

describe('what sockets report', () => {
  test('error and close, with their own events', () => {
    const seen = recordCallbacks(client, ['onWebSocketError', 'onWebSocketClose'], (_, event) => event);
    const error = { type: 'error' };
    socket.onerror(error);
    const close = socket.closed(1011, 'broken');
    assert.equal(seen[0][1], error);
    assert.equal(seen[1][1], close);
  });

  test('close codes: their own where a page may send it', async () => {
    const failing = fakeConnections(Client, { reconnectDelay: 0 });
    const failingSocket = await connect(failing);
    failingSocket.receive('not STOMP');
    assert.deepEqual(failingSocket.closes, [[4002]]);
    await failing.client.deactivate({ force: true });
    client.deactivate();
    socket.receive('RECEIPT\nreceipt-id:close-0\n\n\0');
    assert.deepEqual(socket.closes, [[]]);
  });

  test('nothing, once they have closed', async () => {
    const seen = recordCallbacks(client, ['onWebSocketError', 'onWebSocketClose', 'onConnect', 'onError']);
    client.deactivate();
    socket.closed(1000);
    const { length } = seen;
    socket.onopen({});
    socket.receive(frame('late').toString());
    socket.receive(arrayBuffer(frame('late')));
    socket.onerror({});
    socket.closed(1000);
    assert.equal(seen.length, length);
    assert.deepEqual(bodies, []);
  });

  test('terminate is used where a socket has it', async () => {
    let terminated = 0;
    socket.terminate = () => {
      terminated += 1;
    };
    await client.deactivate({ force: true });
    assert.equal(terminated, 1);
  });
});
