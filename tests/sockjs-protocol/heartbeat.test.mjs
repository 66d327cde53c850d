import assert from 'node:assert/strict';
import { test } from 'node:test';
import { receivers, streamingReceivers } from './support/receivers.mjs';
import { Session, sessionPath } from './support/session.mjs';
import { SockJsSocket } from './support/sockjs-socket.mjs';
import { forEachTarget } from './support/targets.mjs';

const heartbeat = 200;

forEachTarget(
  (target) => {
    for (const name of Object.keys(streamingReceivers))
      test(`${name} gets one again and again, and messages between them`, async () => {
        const begin = performance.now();
        const session = new Session(target);
        const stream = await session.receive(name);
        assert.equal(await stream.frame(), 'o');
        for (let i = 0; i < 3; ++i) assert.equal(await stream.frame(), 'h');
        assert.ok(performance.now() - begin >= 3 * heartbeat - 50);
        await session.send('x');
        assert.equal(await stream.frame(), 'a["x"]');
        assert.equal(await stream.frame(), 'h');
      });

    for (const name of Object.keys(receivers).filter((name) => !receivers[name].streams))
      test(`${name} is answered by one`, async () => {
        const session = await Session.opened(target);
        const begin = performance.now();
        for (let i = 0; i < 2; ++i) assert.equal(await (await session.receive(name)).lastFrame(), 'h');
        assert.ok(performance.now() - begin >= 2 * heartbeat - 50);
      });

    test('a WebSocket session gets them', async () => {
      const socket = await openedSocket();
      for (let i = 0; i < 3; ++i) assert.equal(await heartbeatOf(socket), 'h');
    });

    test('raw WebSocket gets none', async () => {
      const raw = await SockJsSocket.open(target, '/echo/websocket');
      const framed = await openedSocket();
      for (let i = 0; i < 3; ++i) await heartbeatOf(framed);
      raw.send('x');
      assert.equal(await raw.next(), 'x');
    });

    async function openedSocket() {
      const socket = await SockJsSocket.open(target, `${sessionPath()}/websocket`);
      assert.equal(await socket.next(), 'o');
      return socket;
    }

    const heartbeatOf = target.expects('the heartbeat of a WebSocket session', (socket) => socket.next());
  },
  { heartbeat },
);
