import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { receivers, streamingReceivers } from './support/receivers.mjs';
import { messagesOf, Session } from './support/session.mjs';
import { forEachTarget } from './support/targets.mjs';

/** Every kind of answer that is complete at once, with the status it has. */
const answers = [
  ['GET', '/echo', 200],
  ['GET', '/echo/info', 200],
  ['GET', '/echo/iframe.html', 200],
  ['OPTIONS', '/echo/info', 204],
  ['GET', '/echo/nothing', 404],
  ['GET', '/nothing', 404],
  ['PUT', '/echo/info', 405],
  ['POST', '/close/a/b/xhr', 200],
  ['GET', '/echo/a/b/jsonp', 500],
  ['GET', '/echo/a/b/htmlfile', 500],
  ['GET', '/echo/websocket', 400],
];

forEachTarget((target) => {
  describe('HTTP/1.1', () => {
    test('one connection carries every kind of answer', async () => {
      const connection = await target.connect();
      for (const [method, path, status] of answers) {
        connection.request(method, path, method === 'POST' ? { body: '' } : {});
        const response = await connection.response({ method });
        if (status !== 204) assert.equal(response.status, status, `${method} ${path}`);
        else assert.ok([200, 204].includes(response.status));
        assert.notEqual(response.framing, 'close', `${method} ${path} is not delimited`);
        await response.body();
        assert.notEqual(response.header('connection'), 'close', `${method} ${path}`);
      }
    });

    test('204 has no body and nothing that tells of one', async () => {
      const session = await Session.opened(target);
      const { headers } = await session.post('[]');
      const names = headers.map(([name]) => name);
      for (const name of ['content-length', 'transfer-encoding']) assert.ok(!names.includes(name), name);
    });

    test('Connection: close is obeyed', async () => {
      for (const [method, path] of answers) {
        const options = { headers: { Connection: 'close' }, ...(method === 'POST' && { body: '' }) };
        const response = await target.open(method, path, options);
        assert.equal(response.header('connection'), 'close');
        await response.body();
        await response.connection.closed();
      }
    });

    test('requests in one segment are answered in their order', async () => {
      const connection = await target.connect();
      const paths = ['/echo', '/echo/nothing', '/echo/info', '/echo/iframe.html', '/echo'];
      connection.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`).join(''));
      const statuses = [];
      for (const _ of paths) {
        const response = await connection.response();
        statuses.push(response.status);
        await response.body();
      }
      assert.deepEqual(statuses, [200, 404, 200, 200, 200]);
    });

    test('polls and sends in one segment', async () => {
      const { path } = new Session(target);
      const connection = await target.connect();
      connection.request('POST', `${path}/xhr`, { body: '' });
      connection.request('POST', `${path}/xhr_send`, { body: '["a"]' });
      connection.request('POST', `${path}/xhr`, { body: '' });
      assert.equal(await (await connection.response()).body(), 'o\n');
      assert.equal((await connection.response()).status, 204);
      assert.equal(await (await connection.response()).body(), 'a["a"]\n');
    });

    test('a request behind one for a stream is answered when the stream is over', async () => {
      const connection = await target.connect();
      connection.request('POST', `${new Session(target, '/close').path}/xhr_streaming`, { body: '' });
      connection.request('GET', '/echo');
      const stream = await connection.response();
      assert.deepEqual((await stream.chunks()).slice(1), ['o\n', 'c[3000,"Go away!"]\n']);
      assert.equal(await (await connection.response()).body(), 'Welcome to SockJS!\n');
    });

    test('a request octet by octet', async () => {
      const session = await Session.opened(target);
      const connection = await target.connect();
      const body = '["ü€"]';
      const head = `POST ${session.path}/xhr_send HTTP/1.1\r\nHost: localhost\r\nContent-Length: `;
      for (const octet of Buffer.from(`${head}${Buffer.byteLength(body)}\r\n\r\n${body}`))
        await connection.writeOut(Buffer.from([octet]));
      assert.equal((await connection.response()).status, 204);
      assert.equal(await session.poll(), `a${body}`);
    });

    test('a body in chunks', async () => {
      const session = await Session.opened(target);
      const connection = await target.connect();
      connection.request('POST', `${session.path}/xhr_send`, { headers: { 'Transfer-Encoding': 'chunked' } });
      const body = Buffer.from('["ü",');
      for (const part of [body.subarray(0, 3), body.subarray(3), Buffer.from('"x"]')]) {
        await connection.writeOut(`${part.length.toString(16)}\r\n`);
        await connection.writeOut(Buffer.concat([part, Buffer.from('\r\n')]));
      }
      await connection.writeOut('0\r\n\r\n');
      assert.equal((await connection.response()).status, 204);
      assert.equal(await session.poll(), 'a["ü","x"]');
    });

    test('who expects to be told to continue is told so', async () => {
      const session = await Session.opened(target);
      const connection = await target.connect();
      const headers = { Expect: '100-continue', 'Content-Length': '5' };
      connection.request('POST', `${session.path}/xhr_send`, { headers });
      assert.equal((await connection.response()).status, 100);
      connection.write('["x"]');
      assert.equal((await connection.response()).status, 204);
      assert.equal(await session.poll(), 'a["x"]');
    });

    test('names of headers are told apart by no case', async () => {
      const connection = await target.connect();
      connection.write('GET /echo/info HTTP/1.1\r\nhOST: localhost\r\nORIGIN: http://a.example\r\n\r\n');
      const response = await connection.response();
      assert.equal(response.header('access-control-allow-origin'), 'http://a.example');
    });

    for (const name of Object.keys(streamingReceivers))
      test(`${name} with Connection: close ends with the connection, in chunks`, async () => {
        const session = new Session(target, '/close');
        const stream = await session.receive(name, { headers: { Connection: 'close' } });
        assert.equal(await stream.frame(), 'o');
        assert.equal(await stream.frame(), 'c[3000,"Go away!"]');
        assert.equal(await stream.frame(), undefined);
        await stream.response.connection.closed();
      });
  });

  describe('HTTP/1.0', () => {
    const old = { version: '1.0' };

    test('every kind of answer ends with the connection, and has no chunks', async () => {
      for (const [method, path, status] of answers) {
        const response = await target.open(method, path, { ...old, ...(method === 'POST' && { body: '' }) });
        if (status !== 204) assert.equal(response.status, status, `${method} ${path}`);
        assert.equal(response.header('transfer-encoding'), undefined);
        await response.body();
        await response.connection.closed();
      }
    });

    test('where the connection is to be kept, answers are delimited or it closes', async () => {
      for (const [method, path] of answers) {
        const options = {
          ...old,
          headers: { Connection: 'keep-alive' },
          ...(method === 'POST' && { body: '' }),
        };
        const response = await target.open(method, path, options);
        assert.equal(response.header('transfer-encoding'), undefined);
        const kept = /^keep-alive$/i.test(response.header('connection') ?? 'close');
        if (kept) assert.notEqual(response.framing, 'close', `${method} ${path} is kept and not delimited`);
        await response.body();
        if (!kept) {
          await response.connection.closed();
          continue;
        }
        response.connection.request('GET', '/echo', old);
        assert.equal(await (await response.connection.response()).body(), 'Welcome to SockJS!\n');
      }
    });

    for (const name of ['xhr', 'jsonp'])
      test(name, async () => {
        const { method, path, unwrap } = receivers[name];
        const session = new Session(target);
        const response = await target.exchange(method, session.path + path, old);
        assert.equal(unwrap(response.text), 'o');
        await session.send('x');
        assert.equal(unwrap((await target.exchange(method, session.path + path, old)).text), 'a["x"]');
      });

    for (const [name, { method, path, isPrelude, unwrap }] of Object.entries(streamingReceivers))
      for (const connection of [undefined, 'keep-alive'])
        test(`${name}${connection ? `, Connection: ${connection}` : ''}`, async () => {
          const session = new Session(target);
          const options = { ...old, headers: connection ? { Connection: connection } : {} };
          const response = await target.open(method, session.path + path, options);
          assert.equal(response.framing, 'close');
          assert.notEqual(response.header('connection'), 'keep-alive');
          // The opening frame is known by how it begins, as nothing tells where the prelude ends.
          const begin = { xhr_streaming: 'o\n', eventsource: 'data: o', htmlfile: '<script>\np("o")' }[name];
          const prelude = await response.connection.upTo(begin);
          assert.ok(isPrelude(prelude), JSON.stringify(prelude));
          const { length } = { xhr_streaming: '', eventsource: '\r\n\r\n', htmlfile: ';\n</script>\r\n' }[
            name
          ];
          await response.text(length);
          await session.send('y'.repeat(5000));
          assert.deepEqual(messagesOf(unwrap(await response.body())), ['y'.repeat(5000)]);
          await response.connection.closed();
        });

    test('a request without any header', async () => {
      const connection = await target.connect();
      connection.write('GET /echo HTTP/1.0\r\n\r\n');
      assert.equal(await (await connection.response()).body(), 'Welcome to SockJS!\n');
      await connection.closed();
    });

    test('xhr_send', async () => {
      const session = await Session.opened(target);
      assert.equal((await session.post('["x"]', old)).status, 204);
      assert.equal(await session.poll(), 'a["x"]');
    });
  });
});
