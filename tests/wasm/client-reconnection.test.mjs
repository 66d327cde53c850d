import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ActivationState } from '../../build/testing/hoofbeat.js';
import { connect, connectedFrame, recordCallbacks } from './support/fake-socket.mjs';
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

describe('reconnection', () => {
  test('after a loss, with a delay that grows, and anew after CONNECTED', async () => {
    const { client, sockets, socket } = start({ reconnectTimeMode: 1, maxReconnectDelay: 1000 });
    await connect(connections);
    socket().closed(1006, 'gone');
    const delays = [];
    for (let i = 0; i < 4; i++) {
      const { delay } = calls.at(-1)[1];
      delays.push(delay);
      const before = sockets.length;
      await clock.advance(delay - 1);
      assert.equal(sockets.length, before);
      await clock.advance(1);
      assert.equal(sockets.length, before + 1);
      socket().closed();
    }
    assert.deepEqual(delays, [400, 800, 1000, 1000]);
    await clock.advance(1000);
    socket().open();
    socket().receive(connectedFrame());
    socket().closed();
    assert.deepEqual(calls.slice(-2), [
      ['onWebSocketClose', 1006],
      ['onReconnecting', { attempt: 1, delay: 400 }],
    ]);
    await client.deactivate();
  });

  test('reconnectDelay 0, also when it is set late, means never', async () => {
    const { client, sockets, socket } = start();
    await connect(connections);
    client.reconnectDelay = 0;
    socket().closed();
    assert.deepEqual(calls.at(-1), ['onWebSocketClose', 1006]);
    await clock.advance(10_000_000);
    assert.equal(sockets.length, 1);
    assert.equal(clock.pending, 0);
    await client.deactivate();
    assert.equal(client.state, ActivationState.INACTIVE);
  });

  test('maxReconnectAttempts ends it', async () => {
    const { client, sockets, socket } = start({ maxReconnectAttempts: 2 });
    client.activate();
    await settled();
    socket().closed();
    await clock.advance(400);
    socket().closed();
    await clock.advance(400);
    socket().closed();
    assert.deepEqual(calls.slice(-2), [
      ['onError', 'attempts_exhausted'],
      ['onChangeState', 'INACTIVE'],
    ]);
    assert.equal(sockets.length, 3);
    assert.equal(client.active, false);
  });

  test('retryNow does not wait', async () => {
    const { client, sockets, socket } = start({ reconnectDelay: 60_000 });
    await connect(connections);
    socket().closed();
    client.retryNow();
    await settled();
    assert.equal(sockets.length, 2);
    await client.deactivate({ force: true });
    client.retryNow();
    assert.equal(sockets.length, 2);
  });

  test('forceDisconnect counts as a loss', async () => {
    const { client, sockets, socket } = start();
    await connect(connections);
    client.forceDisconnect();
    assert.equal(socket().closes.length, 1);
    socket().closed(4006);
    await clock.advance(400);
    assert.equal(sockets.length, 2);
    await client.deactivate({ force: true });
  });

  test('what an old socket still says is not listened to', async () => {
    const { client, sockets } = start();
    await connect(connections);
    sockets[0].closed();
    await clock.advance(400);
    sockets[0].onmessage({ data: connectedFrame() });
    sockets[0].onclose({ code: 1006 });
    sockets[0].onopen({});
    assert.equal(client.webSocket, sockets[1]);
    assert.deepEqual(calls.filter((call) => call[0] === 'onConnect').length, 1);
    await client.deactivate({ force: true });
  });

  test('a socket that does not close is let go of', async () => {
    const { client, sockets } = start();
    await connect(connections);
    client.forceDisconnect();
    await clock.advance(3000);
    assert.deepEqual(calls.at(-2), ['onWebSocketClose', 1006]);
    await clock.advance(400);
    assert.equal(sockets.length, 2);
    await client.deactivate({ force: true });
  });

  test('discardWebsocketOnCommFailure does not wait for it to close', async () => {
    const { client } = start({ discardWebsocketOnCommFailure: true });
    await connect(connections);
    client.forceDisconnect();
    assert.deepEqual(calls.slice(-2), [
      ['onWebSocketClose', 4001],
      ['onReconnecting', { attempt: 1, delay: 400 }],
    ]);
    await client.deactivate();
  });

  test('a send that throws is a loss', async () => {
    const { client, socket } = start();
    await connect(connections);
    socket().send = () => assert.fail('the cable is cut');
    client.publish({ destination: '/a' });
    assert.deepEqual(calls.at(-1), ['onReconnecting', { attempt: 1, delay: 400 }]);
    await client.deactivate();
  });
});

describe('heartbeats', () => {
  test('are sent, received, and missed', async () => {
    const { client, socket } = start({ heartbeatIncoming: 1000, heartbeatOutgoing: 1000 });
    const beats = recordCallbacks(client, ['onHeartbeatReceived', 'onHeartbeatLost']);
    await connect(connections, '1.2', '1000,1000');
    await clock.advance(1000);
    assert.deepEqual(socket().takeSent(), ['\n']);
    socket().receive('\n');
    assert.deepEqual(beats, ['onHeartbeatReceived']);
    await clock.advance(1999);
    assert.deepEqual(beats, ['onHeartbeatReceived']);
    await clock.advance(2);
    assert.deepEqual(beats, ['onHeartbeatReceived', 'onHeartbeatLost']);
    assert.deepEqual(calls.at(-1), ['onError', 'heartbeat_lost']);
    await client.deactivate({ force: true });
    assert.equal(clock.pending, 0);
  });

  test('a thousand messages set no timer of their own', async () => {
    const { client, socket } = start({ heartbeatIncoming: 1000 });
    await connect(connections, '1.2', '1000,1000');
    for (let i = 0; i < 1000; i++) socket().receive('\n');
    assert.equal(clock.pending, 1);
    await client.deactivate({ force: true });
  });
});
