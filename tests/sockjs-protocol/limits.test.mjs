import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until } from '../support/condition.mjs';
import { assertCors } from './support/assertions.mjs';
import { handshake } from './support/handshake.mjs';
import { messagesOf, Session, sessionPath } from './support/session.mjs';
import { SockJsSocket } from './support/sockjs-socket.mjs';
import { forEachTarget } from './support/targets.mjs';

const targets = ['hoofbeat-server'];
const limited = (limits, options) => ({ targets, settings: { limits }, ...options });
const origin = 'http://page.example';

forEachTarget(
  (target) => {
    describe('max_sockjs_sessions', () => {
      test('one more is refused; the others go on, and when one expires there is room', async () => {
        const path = `${sessionPath()}/websocket`;
        const first = await SockJsSocket.open(target, path);
        assert.equal(await first.next(), 'o');
        const second = new Session(target);
        const stream = await second.receive('xhr_streaming');
        assert.equal(await stream.frame(), 'o');
        const third = await Session.opened(target);

        const refused = await target.post(`${sessionPath()}/xhr`, '', { headers: { Origin: origin } });
        assert.equal(refused.status, 503);
        assertCors(refused, origin);
        for (const path of [`${sessionPath()}/websocket`, '/echo/websocket'])
          assert.equal((await handshake(target, path)).status, 503);

        await second.send('x');
        assert.equal(await stream.frame(), 'a["x"]');
        first.send('"x"');
        assert.equal(await first.next(), 'a["x"]');
        await until(async () => !(await third.isKnown()), { what: 'the third one expires' });
        await Session.opened(target);
        stream.abort();
        first.close(1000);
        assert.equal((await first.closed).code, 1000);
      });
    });
  },
  limited({ max_sockjs_sessions: 3 }, { sessionExpiry: 3000 }),
);

forEachTarget(
  (target) => {
    describe('max_sockjs_queue_bytes', () => {
      // 256 KiB come back for it.
      const large = '18';

      test('a session that nobody receives is closed', async () => {
        const session = await Session.opened(target, '/amplify');
        for (let i = 0; i < 8; ++i) await session.post(JSON.stringify([large]));
        await until(async () => /^c\[1008,"/.test(await session.poll()), { what: 'a close frame' });
      });

      test('so is one whose receiver does not read', async () => {
        for (const name of ['xhr_streaming', 'eventsource', 'htmlfile']) {
          const session = new Session(target, '/amplify');
          const stream = await session.receive(name);
          assert.equal(await stream.frame(), 'o');
          stream.response.connection.pause();
          // The system's buffers take some of it.
          for (let i = 0; i < 32; ++i) await session.post(JSON.stringify(Array(4).fill(large)));
          stream.abort();
          await until(async () => /^c\[1008,"/.test(await session.poll()), { what: 'a close frame' });
        }
      });
    });
  },
  limited({ max_sockjs_queue_bytes: 2 ** 20 }),
);

forEachTarget(
  (target) => {
    describe('max_sockjs_post_bytes', () => {
      const messageOf = (octets) => JSON.stringify(['x'.repeat(octets - 4)]);

      test('as many are taken', async () => {
        const session = await Session.opened(target);
        assert.equal((await session.post(messageOf(1000))).status, 204);
        assert.deepEqual(messagesOf(await session.poll()), ['x'.repeat(996)]);
      });

      test('one more is refused', async () => {
        const session = await Session.opened(target);
        const response = await session.post(messageOf(1001), { headers: { Origin: origin } });
        assert.equal(response.status, 413);
        assertCors(response, origin);
        assert.equal((await target.post(`${session.path}/jsonp_send`, messageOf(1001))).status, 413);
        await session.send('after');
        assert.equal(await session.poll(), 'a["after"]');
      });

      test('one more is refused in chunks, too', async () => {
        const session = await Session.opened(target);
        const connection = await target.connect();
        connection.request('POST', `${session.path}/xhr_send`, {
          headers: { 'Transfer-Encoding': 'chunked' },
        });
        connection.write(`3e9\r\n${messageOf(1001)}\r\n0\r\n\r\n`);
        assert.equal((await connection.response()).status, 413);
      });
    });
  },
  limited({ max_sockjs_post_bytes: 1000 }),
);

forEachTarget(
  (target) => {
    describe('max_sockjs_frame_messages', () => {
      const messages = (count) => JSON.stringify(Array(count).fill('x'));

      test('as many are taken', async () => {
        const session = await Session.opened(target);
        assert.equal((await session.post(messages(10))).status, 204);
        assert.equal(messagesOf(await session.poll()).length, 10);
      });

      test('one more is refused', async () => {
        const session = await Session.opened(target);
        for (const name of ['xhr_send', 'jsonp_send'])
          assert.equal((await target.post(`${session.path}/${name}`, messages(11))).status, 413);
        await session.send('after');
        assert.equal(await session.poll(), 'a["after"]');
      });

      test('one more closes a WebSocket', async () => {
        const socket = await SockJsSocket.open(target, `${sessionPath()}/websocket`);
        assert.equal(await socket.next(), 'o');
        socket.send(messages(11));
        const { code } = await socket.closed;
        assert.ok([1002, 1008, 1009].includes(code), `${code}`);
      });
    });
  },
  limited({ max_sockjs_frame_messages: 10 }),
);

forEachTarget(
  (target) => {
    describe('allowed_origins', () => {
      const from = (origin) => (origin === undefined ? {} : { Origin: origin });

      for (const [origin, isLetIn] of [
        ['http://good.example', true],
        [undefined, true],
        ['http://bad.example', false],
        ['http://good.example.bad.example', false],
        ['null', false],
      ])
        test(`${origin ?? 'no origin'} is ${isLetIn ? 'let in' : 'refused'}`, async () => {
          const headers = from(origin);
          const statuses = {
            info: (await target.get('/echo/info', { headers })).status,
            preflight: (await target.exchange('OPTIONS', '/echo/info', { headers })).status,
            xhr: (await target.post(`${sessionPath()}/xhr`, '', { headers })).status,
            eventsource: (await target.open('GET', `${sessionPath()}/eventsource`, { headers })).status,
            websocket: (await handshake(target, `${sessionPath()}/websocket`, headers)).status,
            raw: (await handshake(target, '/echo/websocket', headers)).status,
          };
          assert.deepEqual(
            statuses,
            isLetIn
              ? { info: 200, preflight: 204, xhr: 200, eventsource: 200, websocket: 101, raw: 101 }
              : { info: 403, preflight: 403, xhr: 403, eventsource: 403, websocket: 403, raw: 403 },
          );
        });

      test('what is refused is told to no page', async () => {
        const response = await target.get('/echo/info', { headers: from('http://bad.example') });
        assert.equal(response.header('access-control-allow-origin'), undefined);
      });
    });
  },
  { targets, settings: { allowed_origins: ['http://good.example'] } },
);
