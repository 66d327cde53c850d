import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { afterEach, before, describe, test } from 'node:test';
import { messagesOf, Session, sessionPath } from './support/session.mjs';
import { SockJsSocket } from './support/sockjs-socket.mjs';
import { forEachTarget } from './support/targets.mjs';

forEachTarget((target) => {
  /** Somebody who was there before all of it, and does not notice. */
  let bystander;

  before(async () => {
    const session = new Session(target);
    bystander = { session, stream: await session.receive('xhr_streaming') };
    assert.equal(await bystander.stream.frame(), 'o');
  });

  async function assertHealthy() {
    const { session, stream } = bystander;
    await session.send('x');
    let frame = await stream.frame();
    while (frame === 'h') frame = await stream.frame();
    assert.equal(frame, 'a["x"]');
    assert.equal((await target.get('/echo')).status, 200);
  }

  afterEach(assertHealthy);

  describe('elements that are no strings', () => {
    const elements = [
      '1',
      'null',
      'true',
      '{}',
      '{"a":["b"]}',
      '[]',
      '[[["x"]]]',
      '-1.5e300',
      '[null]',
      '1e999',
    ];
    for (const element of elements)
      test(`${element}, by xhr_send`, async () => {
        const session = await Session.opened(target);
        const { status } = await session.post(`["before",${element}]`);
        assert.ok(status === 204 || status === 500, `${status}`);
        await session.send('after');
        assert.equal(messagesOf(await session.poll()).at(-1), 'after');
      });

    test('over WebSocket', async () => {
      for (const element of elements) {
        const socket = await SockJsSocket.open(target, `${sessionPath()}/websocket`);
        assert.equal(await socket.next(), 'o');
        socket.send(`[${element}]`);
        socket.send(element);
        socket.send('["after"]');
        let last = '';
        while (last !== undefined && !last.includes('after')) last = await socket.next();
        socket.terminate();
      }
    });
  });

  describe('broken JSON', () => {
    const deep = target.expects('the depth of arrays in arrays', 100_000);
    const bodies = {
      'arrays in arrays': '['.repeat(deep) + ']'.repeat(deep),
      'arrays that never end': '['.repeat(deep),
      'objects in objects': `${'[{"a":'.repeat(deep)}1${'}]'.repeat(deep)}`,
      'a string that never ends': `["${'x'.repeat(100_000)}`,
      'escapes without end': `["${'\\'.repeat(99_999)}`,
      'commas alone': `[${','.repeat(100_000)}]`,
      'a number of many digits': `[${'9'.repeat(100_000)}]`,
      'octets that are no UTF-8': Buffer.from('5b22fffe80c05d22', 'hex'),
      'octets of chance': randomBytes(10_000),
      NUL: '\0',
      'a byte order mark': '\ufeff["x"]',
    };
    for (const [what, body] of Object.entries(bodies)) {
      test(`${what}, by xhr_send`, async () => {
        const session = await Session.opened(target);
        const { status } = await session.post(body);
        assert.ok([204, 400, 413, 500].includes(status), `${status}`);
        await session.send('after');
        assert.equal(messagesOf(await session.poll()).at(-1), 'after');
      });

      test(`${what}, by jsonp_send`, async () => {
        const session = await Session.opened(target);
        const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
        const form = Buffer.concat([Buffer.from('d='), Buffer.from(body)]);
        const { status } = await target.post(`${session.path}/jsonp_send`, form, { headers });
        assert.ok([200, 400, 413, 500].includes(status), `${status}`);
      });

      test(`${what}, over WebSocket`, async () => {
        const socket = await SockJsSocket.open(target, `${sessionPath()}/websocket`);
        assert.equal(await socket.next(), 'o');
        socket.send(body, { binary: false });
        socket.send('["after"]');
        let last = '';
        while (last !== undefined && !last.endsWith('"after"]')) last = await socket.next();
        socket.terminate();
      });
    }
  });

  describe('POSTs that are too much', () => {
    const announce = async (headers, path) => {
      const connection = await target.connect();
      connection.request('POST', path ?? `${(await Session.opened(target)).path}/xhr_send`, { headers });
      return connection;
    };

    test('a body of 4 GiB is refused before it comes', async () => {
      const connection = await announce({ 'Content-Length': `${2 ** 32}` });
      await target.expects('the refusal of a body', assertRefused)(connection);
    });

    test('so is one of chunks that never end', async () => {
      const connection = await announce({ 'Transfer-Encoding': 'chunked' });
      const size = 2 ** 20;
      const chunk = Buffer.concat([Buffer.from(`${size.toString(16)}\r\n`), Buffer.alloc(size + 2, 'x')]);
      chunk.write('\r\n', chunk.length - 2);
      for (let i = 0; i < target.expects('chunks that it takes', 64) && !connection.isClosed; ++i)
        await connection.writeOut(chunk);
      await target.expects('the refusal of a body', assertRefused)(connection);
    });

    async function assertRefused(connection) {
      assert.equal((await connection.response()).status, 413);
    }

    for (const length of ['-1', '1x', '99999999999999999999', '0x10', '5, 6', ''])
      test(`a Content-Length of '${length}'`, async () => {
        const connection = await announce({ 'Content-Length': length });
        const { status } = await connection.response();
        assert.ok(status === 400 || status === 413, `${status}`);
        await connection.rest();
      });

    test('a length and chunks at once', async () => {
      const connection = await announce({ 'Content-Length': '5', 'Transfer-Encoding': 'chunked' });
      connection.write('0\r\n\r\n');
      assert.equal((await connection.response()).status, 400);
    });

    test('a head without end', async () => {
      const connection = await target.connect();
      connection.write(`POST ${sessionPath()}/xhr HTTP/1.1\r\nHost: localhost\r\n`);
      for (let i = 0; i < 1000 && !connection.isClosed; ++i)
        await connection.writeOut(`X-${i}: ${'x'.repeat(1000)}\r\n`);
      const { status } = await connection.response();
      assert.ok(status === 431 || status === 400, `${status}`);
    });

    test('a path of 100,000 characters', async () => {
      const connection = await target.connect();
      await connection.writeOut(
        `GET /echo/${'x'.repeat(100_000)}/y/jsonp?c=z HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      );
      const { status } = await connection.response();
      assert.ok([400, 404, 414, 431].includes(status), `${status}`);
    });

    test('senders that stop in the middle', async () => {
      for (let i = 0; i < 50; ++i) {
        const connection = await announce({ 'Content-Length': '1000' }, `${sessionPath()}/xhr_send`);
        connection.write('["x');
        if (i % 2 === 0) connection.destroy();
        else connection.halfClose();
      }
    });
  });

  describe('receivers that do not receive', () => {
    test('one that does not read holds up nobody', async () => {
      const session = new Session(target, '/amplify');
      const stream = await session.receive('xhr_streaming');
      assert.equal(await stream.frame(), 'o');
      stream.response.connection.pause();
      for (let i = 0; i < 40 && (await session.isKnown()); ++i) await session.post('["18","18","18","18"]');
      await assertHealthy();
      stream.response.connection.destroy();
    });

    test('one that shut its own direction from the start', async () => {
      const session = new Session(target);
      const connection = await target.connect();
      connection.request('POST', `${session.path}/xhr_streaming`);
      connection.halfClose();
      await connection.rest();
    });

    test('many that vanish as soon as they asked', async () => {
      for (let i = 0; i < 200; ++i) {
        const connection = await target.connect();
        connection.request('GET', `${sessionPath()}/eventsource`);
        if (i % 2 === 0) connection.reset();
        else connection.destroy();
      }
    });
  });

  test('many sessions, each with its own messages', async () => {
    const count = 300;
    const sessions = Array.from({ length: count }, () => new Session(target));
    const streams = await Promise.all(sessions.map((session) => session.receive('xhr_streaming')));
    for (const stream of streams) assert.equal(await stream.frame(), 'o');
    await Promise.all(sessions.map((session, i) => session.send(`${i}`)));
    for (const [i, stream] of streams.entries()) assert.equal(await stream.frame(), `a["${i}"]`);
    for (const stream of streams) stream.abort();
  });

  test('many sessions that nobody comes back for', async () => {
    const connection = await target.connect();
    const count = 2000;
    for (let i = 0; i < count; ++i) connection.request('POST', `${sessionPath()}/xhr`, { body: '' });
    for (let i = 0; i < count; ++i) assert.equal(await (await connection.response()).body(), 'o\n');
  });
});
