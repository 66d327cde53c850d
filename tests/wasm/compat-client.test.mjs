import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import * as stompjs from '@stomp/stompjs';
import * as hoofbeat from '../../build/testing/hoofbeat.js';
import { connectedFrame, FakeSocket } from './support/fake-socket.mjs';
import { settled } from './support/virtual-clock.mjs';

const libraries = { '@stomp/stompjs': stompjs, hoofbeat };

let sockets;
const makeSocket = (...args) => {
  const socket = Object.assign(new FakeSocket(), { args });
  sockets.push(socket);
  return socket;
};

let log;
let warn;
beforeEach(() => {
  sockets = [];
  log = mock.method(console, 'log', () => {});
  warn = mock.method(console, 'warn', () => {});
});
afterEach(() => mock.restoreAll());

// Ours says host, unless it is told otherwise.
const firstLines = (message) => message.split('\n').filter((line) => !line.startsWith('host:/'));

for (const [name, { Client, CompatClient, Stomp }] of Object.entries(libraries)) {
  const quiet = (client) => Object.assign(client, { debug: () => {} });
  const over = () => quiet(Stomp.over(() => makeSocket()));
  async function connected(client = over()) {
    client.heartbeat = { incoming: 0, outgoing: 0 };
    client.connect({}, () => {});
    await settled();
    sockets.at(-1).open();
    sockets.at(-1).receive(connectedFrame());
    sockets.at(-1).takeSent();
    return client;
  }

  describe(`Stomp, of ${name}`, () => {
    test('client makes WebSockets, of another class where one is told', async () => {
      class Own extends FakeSocket {
        constructor(...args) {
          super();
          this.args = args;
          sockets.push(this);
        }
      }
      const { WebSocket } = globalThis;
      globalThis.WebSocket = Own;
      try {
        assert.equal(Stomp.WebSocketClass, null);
        quiet(Stomp.client('ws://a.test/')).activate();
        await settled();
        assert.deepEqual(sockets[0].args, ['ws://a.test/', ['v12.stomp', 'v11.stomp', 'v10.stomp']]);
        globalThis.WebSocket = undefined;
        Stomp.WebSocketClass = Own;
        quiet(Stomp.client('ws://b.test/', ['v10.stomp'])).activate();
        await settled();
        assert.deepEqual(sockets[1].args, ['ws://b.test/', ['v10.stomp']]);
      } finally {
        globalThis.WebSocket = WebSocket;
        Stomp.WebSocketClass = null;
      }
    });

    test('over takes a factory, and warns of a socket', async () => {
      assert.ok(Stomp.over(() => makeSocket()) instanceof CompatClient);
      assert.equal(warn.mock.callCount(), 0);
      const socket = makeSocket();
      const client = await connected(quiet(Stomp.over(socket)));
      assert.equal(client.ws, socket);
      assert.match(warn.mock.calls[0].arguments[0], /^Stomp\.over did not receive a factory/);
    });
  });

  describe(`CompatClient, of ${name}`, () => {
    test('is a client that does not reconnect, and logs to the console', async () => {
      const client = Stomp.over(() => makeSocket());
      assert.ok(client instanceof CompatClient && client instanceof Client);
      assert.equal(client.reconnectDelay, 0);
      assert.equal(client.maxWebSocketFrameSize, 16 * 1024);
      client.debug('a', 'b');
      assert.deepEqual(log.mock.calls[0].arguments, ['a', 'b']);
      client.connect({}, () => {});
      await settled();
      const lines = log.mock.calls.map(({ arguments: [line] }) => line);
      assert.ok(lines.includes('Opening Web Socket...'), lines.join());
      client.deactivate();
    });

    test('reconnect_delay sets reconnectDelay', () => {
      const client = over();
      client.reconnect_delay = 300;
      assert.equal(client.reconnectDelay, 300);
      assert.equal(client.reconnect_delay, undefined);
    });

    const [onConnect, onError, onClose] = [() => {}, () => {}, () => {}];
    const ways = {
      'headers and a callback': [{ login: 'a' }, onConnect],
      'headers and two callbacks': [{ login: 'a' }, onConnect, onError],
      'headers and three': [{ login: 'a' }, onConnect, onError, onClose],
      'login, passcode and a callback': ['a', 'b', onConnect],
      'and two': ['a', 'b', onConnect, onError],
      'and three': ['a', 'b', onConnect, onError, onClose],
      'and the host': ['a', 'b', onConnect, onError, onClose, 'h'],
      'no headers': [null, onConnect],
      'no login': [undefined, undefined, onConnect],
    };
    for (const [way, args] of Object.entries(ways)) {
      test(`connect: ${way}`, async () => {
        const client = over();
        client.heartbeat = { incoming: 0, outgoing: 0 };
        client.connect(...args);
        if (args.includes(onConnect)) assert.equal(client.onConnect, onConnect);
        assert.equal(client.onStompError === onError, args.includes(onError));
        assert.equal(client.onWebSocketClose === onClose, args.includes(onClose));
        await settled();
        sockets[0].open();
        const [sent] = sockets[0].takeSent();
        const byName = args[1] !== undefined && typeof args[1] !== 'function';
        const wanted = [args[0]?.login ?? args[0], byName ? args[1] : undefined, args[5]];
        for (const [i, header] of ['login', 'passcode', 'host'].entries()) {
          const value = wanted[i];
          if (value) assert.ok(firstLines(sent).includes(`${header}:${value}`), sent);
          else if (name === 'hoofbeat') assert.ok(!firstLines(sent).join().includes(`${header}:`), sent);
        }
        client.deactivate({ force: true });
      });
    }

    test('connect wants two arguments', () => {
      assert.throws(() => over().connect({}), { message: 'Connect requires at least 2 arguments' });
      assert.throws(() => over().connect(), Error);
    });

    test('disconnect', async () => {
      const client = await connected();
      let disconnected = 0;
      client.disconnect(() => disconnected++, { receipt: 'bye' });
      assert.deepEqual(sockets[0].takeSent(), ['DISCONNECT\nreceipt:bye\n\n\0']);
      sockets[0].receive('RECEIPT\nreceipt-id:bye\n\n\0');
      sockets[0].closed(1000);
      await settled();
      assert.equal(disconnected, 1);
      assert.equal(client.active, false);
      client.disconnect();
    });

    test('send', async () => {
      const client = await connected();
      const headers = { priority: 9, 'content-length': false };
      client.send('/a', headers, 'body');
      client.send('/b', { x: 'y' }, 'body');
      client.send('/c');
      assert.deepEqual(sockets[0].takeSent(), [
        'SEND\ndestination:/a\npriority:9\n\nbody\0',
        'SEND\ndestination:/b\nx:y\ncontent-length:4\n\nbody\0',
        'SEND\ndestination:/c\n\n\0',
      ]);
      assert.deepEqual(headers, { priority: 9, 'content-length': false });
      client.disconnect();
    });

    test('ws and version', async () => {
      const client = over();
      assert.equal(client.ws, undefined);
      assert.equal(client.version, undefined);
      await connected(client);
      assert.equal(client.ws, sockets[0]);
      assert.equal(client.version, '1.2');
    });

    test('onreceive and onreceipt', async () => {
      const client = await connected();
      const calls = [];
      client.onreceive = (message) => calls.push(message.body);
      client.onreceipt = (frame) => calls.push(frame.headers['receipt-id']);
      assert.equal(client.onreceive, client.onUnhandledMessage);
      assert.equal(client.onreceipt, client.onUnhandledReceipt);
      sockets[0].receive('MESSAGE\nmessage-id:m\n\nbody\0');
      sockets[0].receive('RECEIPT\nreceipt-id:r\n\n\0');
      assert.deepEqual(calls, ['body', 'r']);
    });

    test('heartbeat is what is asked for, both ways', () => {
      const client = over();
      const { heartbeat } = client;
      assert.deepEqual([heartbeat.incoming, heartbeat.outgoing], [10_000, 10_000]);
      heartbeat.incoming = 1;
      heartbeat.outgoing = 2;
      assert.deepEqual([client.heartbeatIncoming, client.heartbeatOutgoing], [1, 2]);
      client.heartbeatIncoming = 3;
      assert.equal(heartbeat.incoming, 3);
      client.heartbeat = { incoming: 0, outgoing: 5 };
      assert.deepEqual([heartbeat.incoming, heartbeat.outgoing], [0, 5]);
      assert.equal(client.heartbeat, heartbeat);
    });
  });
}
