import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { startConnectionCuttingProxy } from '../proxies/connection-cutting-proxy.mjs';
import { startResponseBufferingProxy } from '../proxies/response-buffering-proxy.mjs';
import { startUpgradeDroppingProxy } from '../proxies/upgrade-dropping-proxy.mjs';
import { until } from './condition.mjs';
import { StreamReader, startHttpUpstream } from './http-upstream.mjs';
import { freePort, isListening } from './ports.mjs';

let upstream;
before(async () => {
  upstream = await startHttpUpstream();
});
after(() => upstream?.stop());

async function through(proxy, run) {
  try {
    await run(proxy);
  } finally {
    await proxy.stop();
  }
  assert.equal(await isListening(proxy.port), false);
}

const post = async (proxy, body) => {
  const response = await fetch(`${proxy.httpUrl}echo`, {
    method: 'POST',
    body,
    headers: { 'x-mark': 'kept' },
  });
  return { cookies: response.headers.getSetCookie(), ...(await response.json()) };
};

async function assertPasses(proxy) {
  const { method, headers, body, cookies } = await post(proxy, 'grün '.repeat(50_000));
  assert.equal(method, 'POST');
  assert.equal(body, 'grün '.repeat(50_000));
  assert.equal(headers['x-mark'], 'kept');
  assert.equal(headers.host, `127.0.0.1:${proxy.port}`);
  assert.deepEqual(cookies, ['a=1', 'b=2']);
}

const openStream = (proxy) =>
  Promise.all([StreamReader.open(`${proxy.httpUrl}stream`), upstream.nextStream()]);

/** A WebSocket that fails or waits, its errors kept from the process. */
function openSocket(proxy) {
  const socket = new WebSocket(proxy.httpUrl.replace('http', 'ws'));
  socket.on('error', () => {}); // a close follows
  return socket;
}

/** Its close code; events.once() would reject where an error comes first. */
const closing = (socket) => new Promise((resolve) => socket.on('close', resolve));

test('the upgrade-dropping proxy closes an Upgrade unanswered', async () => {
  await through(await startUpgradeDroppingProxy(upstream.port, { mode: 'close' }), async (proxy) => {
    const socket = openSocket(proxy);
    assert.equal(await closing(socket), 1006);
    assert.equal(proxy.upgrades, 1);
    assert.equal(proxy.requests, 0);
  });
});

test('the upgrade-dropping proxy that is silent keeps an Upgrade waiting until the client goes', async () => {
  await through(await startUpgradeDroppingProxy(upstream.port, { mode: 'silence' }), async (proxy) => {
    const socket = openSocket(proxy);
    await until(() => proxy.upgrades === 1);
    await assertPasses(proxy);
    assert.equal(socket.readyState, WebSocket.CONNECTING);
    socket.terminate();
    await closing(socket);
  });
});

test('the upgrade-dropping proxy passes all else as it comes', async () => {
  await through(await startUpgradeDroppingProxy(upstream.port, { mode: 'close' }), async (proxy) => {
    await assertPasses(proxy);
    const [reader, stream] = await openStream(proxy);
    for (let count = 1; count <= 3; ++count) {
      stream.write('x');
      assert.equal(await reader.read(count), 'x'.repeat(count));
    }
    stream.end();
    await reader.read(Infinity);
    assert.equal(proxy.requests, 2);
  });
});

test('the upgrade-dropping proxy tells each end that the other went', async () => {
  await through(await startUpgradeDroppingProxy(upstream.port, { mode: 'close' }), async (proxy) => {
    const [left] = await openStream(proxy);
    const before = upstream.aborted;
    left.abort();
    await until(() => upstream.aborted === before + 1);
    const [reader, stream] = await openStream(proxy);
    stream.write('x');
    await reader.read(1);
    stream.destroy();
    await assert.rejects(reader.read(2));
  });
});

test('the response-buffering proxy sends a stream on when it has ended', async () => {
  await through(await startResponseBufferingProxy(upstream.port), async (proxy) => {
    const opening = StreamReader.open(`${proxy.httpUrl}stream`);
    let opened = false;
    opening.then(() => {
      opened = true;
    });
    const stream = await upstream.nextStream();
    stream.write('x'.repeat(200_000));
    await until(() => proxy.pending === 1);
    await assertPasses(proxy);
    assert.equal(opened, false);
    assert.equal(proxy.responses, 1);
    stream.end('end');
    const text = await (await opening).read(Infinity);
    assert.equal(text, `${'x'.repeat(200_000)}end`);
    assert.equal(proxy.responses, 2);
    assert.equal(proxy.pending, 0);
  });
});

test('the response-buffering proxy sends an Upgrade on as a plain request', async () => {
  await through(await startResponseBufferingProxy(upstream.port), async (proxy) => {
    const socket = openSocket(proxy);
    const [, { statusCode }] = await once(socket, 'unexpected-response');
    assert.equal(statusCode, 200);
    socket.terminate();
  });
});

test('the response-buffering proxy tells each end that the other went', async () => {
  await through(await startResponseBufferingProxy(upstream.port), async (proxy) => {
    const abort = new AbortController();
    const request = fetch(`${proxy.httpUrl}stream`, { signal: abort.signal });
    await upstream.nextStream();
    const before = upstream.aborted;
    abort.abort();
    await assert.rejects(request, { name: 'AbortError' });
    await until(() => upstream.aborted === before + 1);
    const broken = StreamReader.open(`${proxy.httpUrl}stream`);
    (await upstream.nextStream()).destroy();
    await assert.rejects(broken);
    await until(() => proxy.pending === 0);
  });
});

test('the connection-cutting proxy cuts what carries octets and what does not', async () => {
  await through(await startConnectionCuttingProxy(upstream.port, { lifetime: 1500 }), async (proxy) => {
    const begin = performance.now();
    const socket = openSocket(proxy);
    const closed = closing(socket);
    await once(socket, 'open');
    const [reader, stream] = await openStream(proxy);
    socket.on('message', (data) => socket.send(String(data)));
    socket.send('to and fro');
    stream.write('x');
    assert.equal(await reader.read(1), 'x');
    await assert.rejects(reader.read(2));
    assert.equal(await closed, 1006);
    // Timers keep whole milliseconds.
    assert.ok(performance.now() - begin >= 1499);
    assert.equal(proxy.cuts, 2);
    assert.equal(proxy.connections, 2);
  });
});

test('the connection-cutting proxy passes what takes less time', async () => {
  await through(await startConnectionCuttingProxy(upstream.port, { lifetime: 60_000 }), async (proxy) => {
    await assertPasses(proxy);
    assert.equal(proxy.cuts, 0);
  });
});

test('without an upstream HTTP is answered with 502, TCP with a close', async () => {
  const port = await freePort();
  for (const start of [startResponseBufferingProxy, (to) => startUpgradeDroppingProxy(to, { mode: 'close' })])
    await through(await start(port), async (proxy) => {
      assert.equal((await fetch(proxy.httpUrl)).status, 502);
    });
  await through(await startConnectionCuttingProxy(port), async (proxy) => {
    await assert.rejects(fetch(proxy.httpUrl));
  });
});

test('a proxy that stops closes what is open', async () => {
  const proxy = await startUpgradeDroppingProxy(upstream.port, { mode: 'silence' });
  const socket = openSocket(proxy);
  await until(() => proxy.upgrades === 1);
  const [reader] = await openStream(proxy);
  const closed = closing(socket);
  const before = upstream.aborted;
  await proxy.stop();
  await closed;
  await assert.rejects(reader.read(1));
  await until(() => upstream.aborted === before + 1);
});
