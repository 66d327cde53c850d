import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import OldSockJS from 'sockjs-client';
import { Client, SockJS } from '../../build/testing/hoofbeat.js';
import { FakePlatform } from './support/fake-platform.mjs';
import { connectedFrame, FakeSocket, fakeConnections, recordCallbacks } from './support/fake-socket.mjs';
import { settled, VirtualClock } from './support/virtual-clock.mjs';

const url = 'https://fake.test/ws';
const quiet = { heartbeatIncoming: 0, heartbeatOutgoing: 0, reconnectDelay: 0 };

let platform;
let clock;
let client;
beforeEach(() => {
  platform = new FakePlatform();
  clock = new VirtualClock();
});
afterEach(async () => {
  const done = client?.deactivate({ force: true });
  await clock.advance(0);
  await done;
  clock.restore();
  platform.restore();
});

const frameOf = (text) => `a${JSON.stringify([text])}`;

async function connect(config, heartBeat) {
  client = new Client({ ...quiet, ...config });
  client.activate();
  await settled();
  await settled();
  await platform.openWebSocket();
  const sent = platform.socket.takeSent();
  platform.socket.receive(frameOf(connectedFrame('1.2', heartBeat)));
  return sent.flatMap((text) => JSON.parse(text));
}

describe('where it goes', () => {
  test('https is SockJS, with its options', async () => {
    const sent = await connect({ brokerURL: url, sockjs: { server: 'abc', sessionId: () => 'own' } });
    assert.equal(platform.socket.url, 'wss://fake.test/ws/abc/own/websocket');
    assert.match(sent[0], /^CONNECT\n/);
    assert.equal(client.connected, true);
    assert.ok(client.webSocket instanceof SockJS);
  });

  test('wss is a WebSocket', async () => {
    client = new Client({ ...quiet, brokerURL: 'wss://fake.test/ws' });
    client.activate();
    await settled();
    assert.equal(platform.socket.url, 'wss://fake.test/ws');
    assert.equal(platform.requests.length, 0);
  });

  for (const [page, relative, expected] of [
    ['https://page.test/a/', '/ws', 'wss://page.test/ws'],
    ['http://page.test/a/', 'ws', 'ws://page.test/a/ws'],
    ['https://page.test/a/', '//other.test/ws', 'wss://other.test/ws'],
  ]) {
    test(`${relative} on ${page} is a WebSocket`, async () => {
      platform.set('location', new URL(page));
      client = new Client({ ...quiet, brokerURL: relative });
      client.activate();
      await settled();
      assert.equal(platform.socket.url, expected);
      assert.equal(platform.requests.length, 0);
    });
  }

  test('a factory, as existing code has it', async () => {
    await connect({ webSocketFactory: () => new SockJS(url, null, { transports: ['websocket'] }) });
    assert.equal(client.connected, true);
    assert.equal('binaryType' in client.webSocket, false);
  });

  test('options that SockJS refuses are a failed attempt, and the next follows', async () => {
    client = new Client({ ...quiet, brokerURL: url, sockjs: { timeout: -1 }, reconnectDelay: 100 });
    const seen = recordCallbacks(client, ['onError', 'onReconnecting'], (_, { code, cause, attempt }) => {
      return attempt ?? [code, cause.name];
    });
    client.activate();
    await settled();
    await settled();
    client.sockjs = {};
    await clock.advance(100);
    await settled();
    assert.deepEqual(seen, [
      ['onError', ['transport_failed', 'RangeError']],
      ['onReconnecting', 1],
    ]);
    assert.equal(platform.requests.length, 1);
  });

  test('deactivated while it is loaded: no connection', async () => {
    client = new Client({ ...quiet, brokerURL: url });
    client.activate();
    const done = client.deactivate();
    await settled();
    await settled();
    await clock.advance(0);
    await done;
    assert.equal(platform.requests.length, 0);
  });
});

describe('what goes over it', () => {
  test('messages both ways, and an orderly end', async () => {
    await connect({ brokerURL: url });
    const bodies = [];
    client.subscribe('/a', ({ body }) => bodies.push(body));
    client.publish({ destination: '/a', body: 'é🐎' });
    const sent = platform.socket.takeSent().flatMap((text) => JSON.parse(text));
    assert.match(sent[0], /^SUBSCRIBE\n/);
    assert.match(sent[1], /\n\né🐎\0$/);
    platform.socket.receive(frameOf('MESSAGE\nsubscription:sub-0\nmessage-id:1\n\né🐎\0'));
    assert.deepEqual(bodies, ['é🐎']);
    const done = client.deactivate();
    const [disconnect] = platform.socket.takeSent().flatMap((text) => JSON.parse(text));
    const [, receipt] = /receipt:(.*)/.exec(disconnect);
    platform.socket.receive(frameOf(`RECEIPT\nreceipt-id:${receipt}\n\n\0`));
    await clock.advance(0);
    await done;
    assert.equal(client.connected, false);
  });

  test('octets that are UTF-8 go as text, others are refused', async () => {
    await connect({ brokerURL: url, forceBinaryWSFrames: true });
    client.publish({ destination: '/a', binaryBody: new TextEncoder().encode('é\0x') });
    const [sent] = platform.socket.takeSent().flatMap((text) => JSON.parse(text));
    assert.match(sent, /content-length:4\n\né\0x\0$/);
    const publish = () => client.publish({ destination: '/a', binaryBody: Uint8Array.of(0xff) });
    assert.throws(publish, { name: 'HoofbeatError', code: 'unwritable_body' });
    assert.equal(client.connected, true);
    assert.deepEqual(platform.socket.takeSent(), []);
  });

  test('octets stay octets over a WebSocket', async () => {
    const connections = fakeConnections(Client, quiet);
    client = connections.client;
    client.activate();
    await settled();
    connections.socket().open();
    connections.socket().receive(connectedFrame());
    connections.socket().takeSent();
    client.publish({ destination: '/a', binaryBody: Uint8Array.of(0xff) });
    assert.ok(connections.socket().takeSent()[0] instanceof Uint8Array);
  });

  for (const mark of ['expectNoHeartbeats', '_transportMessage', '_didMessage']) {
    test(`a SockJS by its ${mark}: no binaryType, none is given to it, and text alone`, async () => {
      const socket = new FakeSocket();
      delete socket.binaryType;
      socket[mark] = () => {};
      client = new Client({ ...quiet, webSocketFactory: () => socket, forceBinaryWSFrames: true });
      client.activate();
      await settled();
      socket.open();
      socket.receive(connectedFrame());
      client.publish({ destination: '/a', binaryBody: new TextEncoder().encode('x') });
      assert.deepEqual(
        socket.takeSent().map((message) => typeof message),
        ['string', 'string'],
      );
      assert.equal('binaryType' in socket, false);
    });
  }

  test('sockjs-client has such a mark before it is open', () => {
    const connection = new OldSockJS('http://127.0.0.1:9/none');
    assert.ok('_transportMessage' in connection && !('binaryType' in connection));
    connection.close();
  });
});

describe('heartbeats', () => {
  for (const [agreed, outgoing, calls] of [
    ['STOMP’s are agreed', '1000,0', 1],
    ['none are', '0,0', 0],
  ]) {
    test(`${agreed}: SockJS’s ${calls ? 'are given up' : 'are waited for'}`, async () => {
      const socket = new FakeSocket();
      let given = 0;
      socket.expectNoHeartbeats = () => {
        given += 1;
      };
      client = new Client({ ...quiet, heartbeatIncoming: 1000, webSocketFactory: () => socket });
      client.activate();
      await settled();
      socket.open();
      socket.receive(connectedFrame('1.2', outgoing));
      assert.equal(given, calls);
    });
  }
});
