import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until } from '../support/condition.mjs';
import { receivers, streamingReceivers } from './support/receivers.mjs';
import { Session, sessionPath } from './support/session.mjs';
import { SockJsSocket } from './support/sockjs-socket.mjs';
import { forEachTarget } from './support/targets.mjs';

const anotherOpen = 'c[2010,"Another connection still open"]';
const interrupted = 'c[1002,"Connection interrupted"]';
const goAway = 'c[3000,"Go away!"]';

const expired = (session, timeout = 5_000) =>
  until(async () => !(await session.isKnown()), { timeout, what: 'the session expires' });

const sessionExpiry = 1000;

forEachTarget(
  (target) => {
    // By itself, lest the others take the time between two polls.
    test('polling keeps it, from one poll to the next', async () => {
      const session = await Session.opened(target);
      const witness = await Session.opened(target);
      for (let i = 0; await witness.isKnown(); ++i) {
        await session.send(`${i}`);
        assert.equal(await session.poll(), `a["${i}"]`);
      }
      await session.send('x');
      assert.equal(await session.poll(), 'a["x"]');
    });

    describe('expiry', { concurrency: true }, () => {
      test('a session that nobody receives expires, and its id is free again', async () => {
        const begin = performance.now();
        const session = await Session.opened(target);
        await session.send('lost');
        await expired(session);
        assert.ok(performance.now() - begin >= sessionExpiry - 50);
        assert.equal(await session.poll(), 'o');
      });

      test('sending does not keep it', async () => {
        const session = await Session.opened(target);
        await until(async () => (await session.post('["x"]')).status === 404, {
          what: 'the session expires',
        });
      });

      for (const name of Object.keys(streamingReceivers))
        test(`while ${name} receives, it does not expire`, async () => {
          const session = new Session(target);
          const stream = await session.receive(name);
          assert.equal(await stream.frame(), 'o');
          // The time that passes is measured by sessions that expire.
          for (let i = 0; i < 2; ++i) await expired(await Session.opened(target));
          await session.send('x');
          assert.equal(await stream.frame(), 'a["x"]');
        });

      test('a closed session says so until it expires', async () => {
        const session = await Session.opened(target, '/close');
        for (let i = 0; i < 3; ++i) assert.equal(await session.poll(), goAway);
        await expired(session);
        assert.equal(await session.poll(), 'o');
      });

      test('a closed session says so to every kind of receiver', async () => {
        const session = await Session.opened(target, '/close');
        for (const name of Object.keys(receivers)) {
          const receiver = await session.receive(name);
          assert.equal(await receiver.lastFrame(), goAway, name);
        }
      });

      test('WebSockets do not expire', async () => {
        const framed = await SockJsSocket.open(target, `${sessionPath()}/websocket`);
        const raw = await SockJsSocket.open(target, '/echo/websocket');
        assert.equal(await framed.next(), 'o');
        for (let i = 0; i < 2; ++i) await expired(await Session.opened(target));
        framed.send('"x"');
        assert.equal(await framed.next(), 'a["x"]');
        raw.send('x');
        assert.equal(await raw.next(), 'x');
      });
    });
  },
  { sessionExpiry },
);

forEachTarget((target) => {
  test('without a setting, a session expires after 5 s', async () => {
    const begin = performance.now();
    const session = await Session.opened(target);
    await expired(session, 10_000);
    const took = performance.now() - begin;
    assert.ok(took > 4_500 && took < 8_000, `${took} ms`);
  });

  describe('a second receiver', () => {
    for (const first of Object.keys(streamingReceivers))
      for (const second of Object.keys(receivers))
        test(`${second} beside ${first} is sent away, and the first one goes on`, async () => {
          const session = new Session(target);
          const stream = await session.receive(first);
          assert.equal(await stream.frame(), 'o');
          const other = await session.receive(second);
          assert.equal(await other.lastFrame(), anotherOpen);
          await session.send('x');
          assert.equal(await stream.frame(), 'a["x"]');
        });

    test('may come when the first has ended', async () => {
      const session = new Session(target);
      const stream = await session.receive('xhr_streaming');
      assert.equal(await stream.frame(), 'o');
      await session.send('x'.repeat(5000));
      await stream.response.body();
      const other = await session.receive('xhr_streaming');
      await session.send('y');
      assert.equal(await other.frame(), 'a["y"]');
    });
  });

  describe('after a receiver that went away', () => {
    const ways = {
      closes: (stream) => stream.response.connection.destroy(),
      resets: (stream) => stream.response.connection.reset(),
      'closes its direction alone': (stream) => stream.response.connection.halfClose(),
    };
    // Until the server has noticed, it takes the next one for a second receiver.
    const nextAnswer = (session) =>
      until(
        async () => {
          const frame = await session.poll();
          return frame !== anotherOpen && frame;
        },
        { what: 'the server notices' },
      );

    for (const name of Object.keys(streamingReceivers))
      for (const [way, leave] of Object.entries(ways))
        test(`${name} that ${way}, the session is over`, async () => {
          const session = new Session(target);
          const stream = await session.receive(name);
          assert.equal(await stream.frame(), 'o');
          leave(stream);
          const frame = await nextAnswer(session);
          assert.ok(frame === 'o' || frame === interrupted, frame);
        });

    test('one with more requests behind its own, the session is over', async () => {
      const session = new Session(target);
      const stream = await session.receive('xhr_streaming');
      assert.equal(await stream.frame(), 'o');
      for (let i = 0; i < 10; ++i) stream.response.connection.request('GET', '/echo/info');
      stream.abort();
      const frame = await nextAnswer(session);
      assert.ok(frame === 'o' || frame === interrupted, frame);
    });

    for (const name of ['xhr', 'jsonp'])
      test(`${name} that waited, the session is over`, async () => {
        const session = await Session.opened(target);
        const { method, path } = receivers[name];
        const connections = await Promise.all([target.connect(), target.connect()]);
        // One of them is sent away, so that the other is known to wait.
        const sentAway = await Promise.race(
          connections.map(async (connection) => {
            connection.request(method, session.path + path);
            await connection.response();
            return connection;
          }),
        );
        connections.find((connection) => connection !== sentAway).destroy();
        const frame = await nextAnswer(session);
        assert.ok(frame === 'o' || frame === interrupted, frame);
      });

    test('what was not delivered is not delivered to the next session of that id', async () => {
      const session = new Session(target);
      const stream = await session.receive('xhr_streaming');
      assert.equal(await stream.frame(), 'o');
      stream.abort();
      let frame = await nextAnswer(session);
      if (frame === interrupted) {
        await expired(session, 10_000);
        frame = await session.poll();
      }
      assert.equal(frame, 'o');
      await session.send('new');
      assert.equal(await session.poll(), 'a["new"]');
    });
  });
});
