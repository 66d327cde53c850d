import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Connection } from '../sockjs-protocol/support/connection.mjs';
import { startServer } from '../support/server.mjs';

// What a request may do to the connection that it comes on, and to the others.

let server;
before(async () => {
  server = await startServer({ args: ['--test-services'] });
});
after(() => server?.stop());

async function withConnection(run) {
  const connection = await Connection.open(server.port);
  try {
    return await run(connection);
  } finally {
    connection.destroy();
  }
}

const chunkedPost =
  'POST /echo/000/x/xhr_send HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n';

for (const [what, begin, endless] of [
  ['trailers', '0\r\n', 'X: aaaaaaaaaaaaaaaa\r\n'],
  ['a chunk extension', '1', ';e=aaaaaaaaaaaaaaaa'],
]) {
  test(`${what} without an end: refused after little of it`, async () => {
    await withConnection(async (connection) => {
      connection.write(chunkedPost + begin);
      for (let sent = 0; sent < 2 ** 20; sent += 65_536) {
        connection.write(endless.repeat(Math.ceil(65_536 / endless.length)));
      }
      const { status } = await connection.response();
      assert.ok(status === 431 || status === 400, `${status}`);
    });
  });
}

for (const [coding, version] of [
  ['gzip', '1.1'],
  ['chunked, identity', '1.1'],
  ['chunked', '1.0'],
]) {
  test(`a body whose end can't be told (${coding}, HTTP/${version}) is no further request`, async () => {
    await withConnection(async (connection) => {
      connection.request('POST', '/echo/000/x/xhr_send', {
        version,
        headers: { 'Transfer-Encoding': coding },
        body: 'GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n',
      });
      const response = await connection.response();
      assert.equal(response.status, 400);
      await response.body();
      await connection.rest();
    });
  });
}

test('HEAD gets no body, whatever the answer is', async () => {
  await withConnection(async (connection) => {
    connection.request('HEAD', '/echo/nope');
    connection.request('GET', '/echo');
    const first = await connection.response({ method: 'HEAD' });
    assert.equal(first.status, 404);
    const second = await connection.response();
    assert.deepEqual([second.status, await second.body()], [200, 'Welcome to SockJS!\n']);
  });
});

test('only messages may be large', async () => {
  for (const path of ['/echo', '/echo/info', '/echo/000/x/xhr']) {
    await withConnection(async (connection) => {
      connection.request('POST', path, { headers: { 'Content-Length': '1000000' } });
      assert.equal((await connection.response()).status, 413, path);
    });
  }
});

test('many amplified messages stall nobody', async () => {
  await withConnection(async (connection) => {
    connection.request('POST', '/amplify/000/many/xhr');
    assert.equal(await (await connection.response()).body(), 'o\n');
    connection.request('POST', '/amplify/000/many/xhr_send', {
      body: JSON.stringify(Array(100_000).fill('19')),
    });
    assert.equal((await connection.response()).status, 204);
    connection.request('POST', '/amplify/000/many/xhr');
    assert.match(await (await connection.response()).body(), /^c\[1008,/);
  });
});

test('who sends requests far ahead of a stream loses it, and its session with it', async () => {
  await withConnection(async (connection) => {
    connection.request('POST', '/echo/000/ahead/xhr_streaming');
    const stream = await connection.response();
    assert.equal(stream.status, 200);
    connection.write('GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(1000));
    await connection.rest();
  });
  await withConnection(async (connection) => {
    connection.request('POST', '/echo/000/ahead/xhr');
    assert.match(await (await connection.response()).body(), /^(o|c\[1002,"Connection interrupted"\])\n$/);
  });
});

test('a second stream is sent away as a stream: the prelude, the frame, the end', async () => {
  await withConnection(async (first) => {
    first.request('POST', '/echo/000/two/xhr_streaming');
    const stream = await first.response();
    assert.equal((await stream.chunk()).length, 2049);
    await withConnection(async (second) => {
      second.request('POST', '/echo/000/two/xhr_streaming');
      const response = await second.response();
      assert.equal(response.framing, 'chunked');
      assert.equal((await response.chunk()).length, 2049);
      assert.deepEqual(await response.chunks(), ['c[2010,"Another connection still open"]\n']);
    });
  });
});

test('a message can not hide the end of the script that carries it', async () => {
  await withConnection(async (connection) => {
    connection.request('GET', '/echo/000/script/htmlfile?c=cb');
    const page = await connection.response();
    await page.chunk();
    await page.chunk();
    await withConnection(async (sender) => {
      sender.request('POST', '/echo/000/script/xhr_send', { body: '["<!--<script>"]' });
      assert.equal((await sender.response()).status, 204);
    });
    const chunk = await page.chunk();
    assert.ok(!chunk.includes('<!--'), chunk);
    const [, literal] = /^<script>\np\((.*)\);\n<\/script>\r\n$/.exec(chunk);
    assert.deepEqual(JSON.parse(JSON.parse(literal.replaceAll('\\!', '!')).slice(1)), ['<!--<script>']);
  });
});
