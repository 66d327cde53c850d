import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { until } from './condition.mjs';
import { StreamReader, startHttpUpstream } from './http-upstream.mjs';
import { startNginx } from './nginx.mjs';
import { isListening } from './ports.mjs';

let upstream;
before(async () => {
  upstream = await startHttpUpstream();
});
after(() => upstream?.stop());

async function behind(configuration, run) {
  const nginx = await startNginx({ configuration, upstreamPort: upstream.port });
  try {
    await run(nginx);
  } finally {
    // Rejects where a process of it stays.
    await nginx.stop();
  }
  assert.equal(await isListening(nginx.port), false);
}

/** The status that refuses it, or 101. */
async function upgradeStatus(nginx) {
  const socket = new WebSocket(nginx.httpUrl.replace('http', 'ws'));
  const refused = new Promise((resolve) => {
    socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode));
    socket.on('open', () => resolve(101));
  });
  const status = await refused;
  socket.on('error', () => {}); // of terminate() before it was open
  socket.terminate();
  return status;
}

/** Each piece arrives before the next is sent. */
async function assertStreams(nginx) {
  const [reader, stream] = await Promise.all([
    StreamReader.open(`${nginx.httpUrl}stream`),
    upstream.nextStream(),
  ]);
  for (let count = 1; count <= 3; ++count) {
    stream.write('x');
    assert.equal(await reader.read(count), 'x'.repeat(count));
  }
  stream.end();
  await reader.read(Infinity);
  assert.equal(reader.ended, true);
}

test('websocket-and-streaming.conf: WebSocket, streams, and who asked', async () => {
  await behind('websocket-and-streaming.conf', async (nginx) => {
    const socket = new WebSocket(nginx.httpUrl.replace('http', 'ws'));
    await once(socket, 'open');
    socket.send('grün');
    assert.equal(String((await once(socket, 'message'))[0]), 'grün');
    socket.close();
    await until(() => nginx.requests.includes('GET / 101'));

    await assertStreams(nginx);

    const { headers } = await (await fetch(`${nginx.httpUrl}echo`)).json();
    assert.equal(headers.host, `127.0.0.1:${nginx.port}`);
    assert.equal(headers['x-forwarded-for'], '127.0.0.1');
    assert.equal(headers['x-forwarded-proto'], 'http');
    assert.equal(headers['x-forwarded-host'], headers.host);
    assert.notEqual(headers.connection, 'close');
    await until(() => nginx.requests.includes('GET /echo 200'));
  });
});

test('websocket-and-streaming.conf: a POST of some megabytes passes', async () => {
  await behind('websocket-and-streaming.conf', async (nginx) => {
    const body = 'x'.repeat(3 * 1024 * 1024);
    const answer = await (await fetch(`${nginx.httpUrl}echo`, { method: 'POST', body })).json();
    assert.equal(answer.body.length, body.length);
  });
});

test('websocket-and-streaming.conf: the server hears of it when a client goes', async () => {
  await behind('websocket-and-streaming.conf', async (nginx) => {
    const [reader] = await Promise.all([StreamReader.open(`${nginx.httpUrl}stream`), upstream.nextStream()]);
    const before = upstream.aborted;
    reader.abort();
    await until(() => upstream.aborted === before + 1);
  });
});

test('buffering.conf: a stream comes when it has ended, and an Upgrade does not reach the server', async () => {
  await behind('buffering.conf', async (nginx) => {
    const opening = StreamReader.open(`${nginx.httpUrl}stream`);
    const stream = await upstream.nextStream();
    let opened = false;
    opening.then(() => {
      opened = true;
    });
    // More than SockJS's longest stream.
    stream.write('x'.repeat(140 * 1024));
    if (stream.writableNeedDrain) await once(stream, 'drain');
    const answer = await (await fetch(`${nginx.httpUrl}echo`, { method: 'POST', body: 'meanwhile' })).json();
    assert.equal(answer.body, 'meanwhile');
    assert.equal(opened, false);
    stream.end();
    const reader = await opening;
    assert.equal((await reader.read(Infinity)).length, 140 * 1024);
    assert.equal(await upgradeStatus(nginx), 200);
  });
});

test('no-upgrade.conf: an Upgrade is refused, streams pass', async () => {
  await behind('no-upgrade.conf', async (nginx) => {
    assert.equal(await upgradeStatus(nginx), 403);
    await assertStreams(nginx);
  });
});

test('an nginx that is killed leaves nothing behind', async () => {
  const nginx = await startNginx({ configuration: 'no-upgrade.conf', upstreamPort: upstream.port });
  await nginx.kill();
  assert.equal(await isListening(nginx.port), false);
});

test('a configuration that nginx does not understand, and one without the addresses, are errors', async () => {
  const upstreamPort = upstream.port;
  const sound = 'upstream hoofbeat {\n  server 127.0.0.1:8080;\n}\nserver {\n  listen 80;\n}\n';
  await assert.rejects(
    startNginx({ configuration: `${sound}nonsense;\n`, upstreamPort }),
    /unknown directive "nonsense"/,
  );
  await assert.rejects(
    startNginx({ configuration: sound.replace('listen', 'hark'), upstreamPort }),
    /0 times listen/,
  );
});
