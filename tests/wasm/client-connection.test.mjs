import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ActivationState, Client, HoofbeatError, Versions } from '../../build/testing/hoofbeat.js';
import { connectedFrame } from './support/fake-socket.mjs';
import { startRecorded } from './support/life-cycle.mjs';
import { settled, VirtualClock } from './support/virtual-clock.mjs';

let clock;
before(() => {
  clock = new VirtualClock();
});
after(() => clock.restore());

let connections;
let calls;
function start(config = {}) {
  ({ connections, calls } = startRecorded(config));
  return connections;
}

describe('connecting', () => {
  test('CONNECT is what the specification and the options say', async () => {
    const { client, socket } = start({
      connectHeaders: { login: 'user', passcode: 'a:b' },
      heartbeatIncoming: 4000,
      heartbeatOutgoing: 5000,
      stompVersions: new Versions(['1.1', '1.2']),
    });
    client.activate();
    assert.equal(client.webSocket, undefined);
    await settled();
    assert.equal(client.webSocket, socket());
    assert.equal(socket().binaryType, 'arraybuffer');
    socket().open();
    assert.deepEqual(socket().takeSent(), [
      'CONNECT\nlogin:user\npasscode:a:b\naccept-version:1.2,1.1\nheart-beat:5000,4000\nhost:/\n\n\0',
    ]);
    assert.equal(client.connected, false);
    socket().receive(connectedFrame('1.1', '3000,9000'));
    assert.equal(client.connected, true);
    assert.equal(client.connectedVersion, '1.1');
    assert.deepEqual(client.agreedHeartbeat, { outgoing: 9000, incoming: 4000 });
    assert.deepEqual(calls, [
      ['onChangeState', 'ACTIVE'],
      ['onConnect', 'CONNECTED'],
    ]);
    await client.deactivate({ force: true });
  });

  test('host: another, none, or the application’s header', async () => {
    for (const [config, line] of [
      [{ host: 'example.com' }, 'host:example.com\n'],
      [{ host: null }, ''],
      [{ connectHeaders: { host: 'mine' } }, 'host:mine\n'],
    ]) {
      const { client, socket } = start(config);
      client.activate();
      await settled();
      socket().open();
      const [frame] = socket().takeSent();
      assert.deepEqual(frame.match(/^host:.*\n/gm) ?? [], line === '' ? [] : [line]);
      await client.deactivate({ force: true });
    }
  });

  test('a socket that is open already is used at once', async () => {
    const { client, sockets } = start();
    const factory = client.webSocketFactory;
    client.webSocketFactory = () => {
      const socket = factory();
      socket.readyState = 1;
      return socket;
    };
    client.activate();
    await settled();
    assert.match(sockets[0].takeSent()[0], /^CONNECT\n/);
    await client.deactivate({ force: true });
  });

  test('beforeConnect is awaited, gets the client, and may change what CONNECT says', async () => {
    const { client, sockets, socket } = start();
    let proceed;
    client.beforeConnect = async (argument) => {
      assert.equal(argument, client);
      await new Promise((resolve) => {
        proceed = resolve;
      });
      client.connectHeaders = { token: 'fresh' };
    };
    client.activate();
    await settled();
    assert.equal(sockets.length, 0);
    proceed();
    await settled();
    socket().open();
    assert.match(socket().takeSent()[0], /^CONNECT\ntoken:fresh\n/);
    await client.deactivate({ force: true });
  });

  for (const [what, fail] of [
    ['beforeConnect throws', (client) => (client.beforeConnect = () => assert.fail('no token'))],
    ['beforeConnect rejects', (client) => (client.beforeConnect = async () => assert.fail('no token'))],
    ['the factory throws', (client) => (client.webSocketFactory = () => assert.fail('no socket'))],
    ['the factory returns nothing', (client) => (client.webSocketFactory = () => undefined)],
  ]) {
    test(`${what}: a failed attempt, which is followed by the next`, async () => {
      const { client, sockets, socket } = start();
      const { beforeConnect, webSocketFactory } = client;
      const causes = [];
      fail(client);
      client.onError = (error) => causes.push(error.code, error.cause instanceof Error);
      client.activate();
      await settled();
      assert.deepEqual(causes, ['transport_failed', true]);
      assert.deepEqual(calls, [
        ['onChangeState', 'ACTIVE'],
        ['onReconnecting', { attempt: 1, delay: 400 }],
      ]);
      assert.equal(client.active, true);
      Object.assign(client, { beforeConnect, webSocketFactory });
      await clock.advance(400);
      assert.equal(sockets.length, 1);
      socket().open();
      socket().receive(connectedFrame());
      assert.equal(client.connected, true);
      await client.deactivate({ force: true });
    });
  }

  test('without a URL or a factory, and without WebSocket, the error says what to do', async () => {
    const WebSocket = globalThis.WebSocket;
    globalThis.WebSocket = undefined;
    try {
      for (const [config, message] of [
        [{}, /brokerURL or webSocketFactory/],
        [{ brokerURL: 'ws://127.0.0.1:1/' }, /webSocketFactory.*ws/],
      ]) {
        const client = new Client({ reconnectDelay: 0, ...config });
        const errors = [];
        client.onError = (error) => errors.push(error);
        client.activate();
        await settled();
        assert.match(errors[0].cause.message, message);
        await client.deactivate();
      }
    } finally {
      globalThis.WebSocket = WebSocket;
    }
  });

  test('brokerURL opens a WebSocket with the subprotocols of the versions', async () => {
    const WebSocket = globalThis.WebSocket;
    const opened = [];
    globalThis.WebSocket = class {
      constructor(...args) {
        opened.push(args);
        this.readyState = 0;
      }
      close() {}
    };
    try {
      const client = new Client({
        brokerURL: 'ws://127.0.0.1/stomp',
        stompVersions: new Versions(['1.2', '1.0']),
      });
      client.activate();
      await settled();
      assert.deepEqual(opened, [['ws://127.0.0.1/stomp', ['v12.stomp', 'v10.stomp']]]);
      await client.deactivate({ force: true });
    } finally {
      globalThis.WebSocket = WebSocket;
    }
  });

  test('connectionTimeout and connectedTimeout drop an attempt', async () => {
    for (const [config, opens, code] of [
      [{ connectionTimeout: 1000 }, false, 'connection_timeout'],
      [{ connectedTimeout: 1000 }, true, 'connected_timeout'],
    ]) {
      const { client, socket } = start(config);
      client.activate();
      await settled();
      if (opens) socket().open();
      await clock.advance(1000);
      assert.deepEqual(calls.at(-1), ['onError', code]);
      assert.equal(socket().closes.length, 1);
      await client.deactivate({ force: true });
    }
  });

  test('a broker that answers with ERROR, a version not offered, or not in STOMP', async () => {
    for (const [answer, code] of [
      ['ERROR\nmessage:no\n\n\0', 'connection_refused_by_broker'],
      ['CONNECTED\nversion:9.9\n\n\0', 'version_not_offered'],
      ['CONNECTED\nversion:1.2\nheart-beat:abc,def\n\n\0', 'invalid_heart_beat'],
      ['HTTP/1.1 400 Bad Request\r\n', 'invalid_command'],
    ]) {
      const { client, socket } = start();
      const errors = [];
      client.onError = (error) => errors.push(error);
      client.activate();
      await settled();
      socket().open();
      socket().receive(answer);
      assert.deepEqual(
        errors.map((error) => error.code),
        [code],
      );
      assert.ok(errors[0] instanceof HoofbeatError);
      assert.equal(errors[0].condition, 'protocol');
      assert.equal(client.connected, false);
      await client.deactivate({ force: true });
    }
  });
});

describe('options', () => {
  for (const [config, heartBeat] of [
    [{ heartbeatIncoming: '1000', heartbeatOutgoing: ' 2000 ' }, '2000,1000'],
    [{ heartbeatIncoming: null, heartbeatOutgoing: false }, '0,0'],
    [{ heartbeatIncoming: Number.POSITIVE_INFINITY, heartbeatOutgoing: 2 ** 53 }, '2147483647,2147483647'],
    [{ heartbeatIncoming: -1, heartbeatOutgoing: Number.NEGATIVE_INFINITY }, '0,0'],
  ]) {
    const values = Object.values(config).map((value) => JSON.stringify(String(value)));
    test(`that are numbers in other clothes: ${values}`, async () => {
      const { client, socket } = start(config);
      client.activate();
      await settled();
      socket().open();
      assert.ok(socket().sent[0].includes(`heart-beat:${heartBeat}\n`), socket().sent[0]);
      await client.deactivate({ force: true });
    });
  }

  for (const reconnectDelay of ['400', '4e2']) {
    test(`a delay that is a text: ${reconnectDelay}`, async () => {
      const { client, sockets, socket } = start({
        reconnectDelay,
        maxReconnectDelay: Number.POSITIVE_INFINITY,
      });
      client.activate();
      await settled();
      socket().closed(1006);
      await clock.advance(399);
      assert.equal(sockets.length, 1);
      await clock.advance(1);
      assert.equal(sockets.length, 2);
      await client.deactivate({ force: true });
    });
  }

  test('that can’t be used are named by activate', () => {
    for (const [config, type] of [
      [{ reconnectDelay: Number.NaN }, TypeError],
      [{ reconnectDelay: '' }, TypeError],
      [{ heartbeatIncoming: 'soon' }, TypeError],
      [{ heartbeatOutgoing: {} }, TypeError],
      [{ connectionTimeout: true }, TypeError],
      [{ host: 5 }, TypeError],
      [{ stompVersions: new Versions(['3.0']) }, RangeError],
      [{ limits: { maxHeaders: -1 } }, RangeError],
    ]) {
      const [name] = Object.keys(config);
      const { client } = start(config);
      assert.throws(
        () => client.activate(),
        (error) => error instanceof type && error.message.includes(name),
      );
      assert.equal(client.state, ActivationState.INACTIVE);
      assert.deepEqual(calls, []);
    }
  });

  test('undefined stands for the default', () => {
    const client = new Client({
      reconnectDelay: undefined,
      onConnect: undefined,
      brokerURL: 'ws://127.0.0.1',
    });
    assert.equal(client.reconnectDelay, 5000);
    assert.equal(typeof client.onConnect, 'function');
    client.configure({ brokerURL: undefined });
    assert.equal(client.brokerURL, undefined);
  });

  test('that beforeConnect breaks are a failed attempt', async () => {
    const { client } = start();
    client.beforeConnect = () => {
      client.connectedTimeout = 'soon';
    };
    const errors = [];
    client.onError = (error) => errors.push(error);
    client.activate();
    await settled();
    assert.match(errors[0].cause.message, /connectedTimeout/);
    await client.deactivate();
  });
});
