import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { Agent, get, request } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from '../support/server.mjs';
import { temporaryDirectory } from '../support/temporary-directory.mjs';
import { WebSocketPeer } from './peers.mjs';
import { startServerWith } from './settings-file.mjs';

const importMap = '{"imports": {"hoofbeat": "/hoofbeat/index.js"}}';
const page = `<!doctype html><title>x</title><script type="importmap">${importMap}</script>`;

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;

before(async () => {
  const root = temporaryDirectory('static');
  const consoleDirectory = path.join(root, 'console');
  const packageDirectory = path.join(root, 'package');
  for (const directory of [consoleDirectory, packageDirectory, path.join(consoleDirectory, 'sub dir')])
    mkdirSync(directory);
  const files = {
    'secret.txt': 'secret',
    'console/index.html': page,
    'console/a.css': 'a{}',
    'console/mark.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'console/sub dir/ü.mjs': 'export {};',
    'package/index.js': 'export const a = 1;',
    'package/index.js.map': '{}',
    'package/core.wasm': '\0asm',
    'package/other.bin': 'x',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text);
  symlinkSync(path.join(root, 'secret.txt'), path.join(consoleDirectory, 'link.txt'));
  symlinkSync(root, path.join(consoleDirectory, 'up'));
  server = await startServer({ args: ['--console', consoleDirectory, '--package', packageDirectory] });
});
after(() => server.stop());

/** Sends octets as they are; resolves with all that comes until the server closes. */
async function raw(octets) {
  const socket = connect(server.port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  socket.on('error', () => {});
  socket.write(octets);
  await once(socket, 'close');
  return answer;
}

async function statusOf(target, options = {}) {
  const sent = request({ host: '127.0.0.1', port: server.port, path: target, ...options }).end();
  const [response] = await once(sent, 'response');
  let body = '';
  for await (const part of response) body += part;
  return { status: response.statusCode, headers: response.headers, body };
}

test('files have their content types', async () => {
  const types = {
    '/': 'text/html; charset=utf-8',
    '/index.html?x=1': 'text/html; charset=utf-8',
    '/a.css': 'text/css; charset=utf-8',
    '/mark.svg': 'image/svg+xml',
    '/sub%20dir/%C3%BC.mjs': 'text/javascript; charset=utf-8',
    '/hoofbeat/index.js': 'text/javascript; charset=utf-8',
    '/hoofbeat/index.js.map': 'application/json',
    '/hoofbeat/core.wasm': 'application/wasm',
    '/hoofbeat/other.bin': 'application/octet-stream',
  };
  for (const [target, type] of Object.entries(types)) {
    const { status, headers } = await statusOf(target);
    assert.equal(status, 200, target);
    assert.equal(headers['content-type'], type, target);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(headers.server, /^hoofbeat\//);
  }
});

test('a page has a policy that lets in its own scripts, its import map and WebAssembly, and nothing inline', async () => {
  const { headers, body } = await statusOf('/');
  assert.equal(body, page);
  const policy = headers['content-security-policy'];
  const hash = createHash('sha256').update(importMap).digest('base64');
  assert.ok(policy.includes(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}';`), policy);
  assert.ok(policy.startsWith("default-src 'none';"), policy);
  assert.ok(!policy.includes('unsafe-inline'), policy);
});

test('HEAD has the headers of GET and no body', async () => {
  for (const target of ['/', '/hoofbeat/index.js', '/missing']) {
    const [head, got] = [await statusOf(target, { method: 'HEAD' }), await statusOf(target)];
    assert.equal(head.body, '');
    assert.equal(head.status, got.status);
    assert.equal(head.headers['content-length'], String(Buffer.byteLength(got.body)));
    assert.equal(head.headers.etag, got.headers.etag);
  }
});

test('an ETag that is known is answered with 304', async () => {
  const { headers } = await statusOf('/a.css');
  const known = await statusOf('/a.css', { headers: { 'If-None-Match': `"x", ${headers.etag}` } });
  assert.equal(known.status, 304);
  assert.equal(known.body, '');
  assert.equal(known.headers.etag, headers.etag);
  assert.equal((await statusOf('/a.css', { headers: { 'If-None-Match': '"x"' } })).status, 200);
});

test('what lies outside of the directories is not there', async () => {
  const targets = [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/sub%20dir/../../secret.txt',
    '/hoofbeat/../console/index.html',
    '/hoofbeat/%2e%2e/secret.txt',
    '/hoofbeat//../secret.txt',
    '//etc/passwd',
    '/hoofbeat//etc/passwd',
    '/link.txt',
    '/up/secret.txt',
    '/a.css%00.html',
    '/a.css%0',
    '/%zz',
    '/sub%20dir',
    '/missing',
    '/hoofbeat',
    'http://127.0.0.1/../secret.txt',
  ];
  for (const target of targets) {
    const { status, body, headers } = await statusOf(target);
    assert.equal(status, 404, target);
    assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
    assert.ok(!body.includes('secret'), target);
  }
});

test('other methods are not allowed', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const { status, headers } = await statusOf('/', { method });
    assert.equal(status, 405);
    assert.equal(headers.allow, 'GET, HEAD');
  }
});

test('plain HTTP at the path of the WebSocket is greeted, as SockJS has it', async () => {
  const { status, body } = await statusOf('/ws');
  assert.deepEqual([status, body], [200, 'Welcome to SockJS!\n']);
});

test('what is no HTTP is answered with 400, then closed', async () => {
  for (const garbage of [
    'CONNECT\naccept-version:1.2\n\n\0',
    '\0\0\0\0\r\n\r\n',
    'GET\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
  ])
    assert.match(await raw(garbage), /^HTTP\/1\.1 400 /, JSON.stringify(garbage));
});

test('a header or body that is too large is refused', async () => {
  const header = `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`;
  assert.match(await raw(header), /^HTTP\/1\.1 431 /);
  const body = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n${'x'.repeat(70_000)}`;
  assert.match(await raw(body), /^HTTP\/1\.1 413 /);
});

test('requests follow each other on one connection', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const sockets = new Set();
  for (const target of ['/', '/a.css', '/missing', '/hoofbeat/index.js']) {
    const [response] = await once(
      get({ host: '127.0.0.1', port: server.port, path: target, agent }),
      'response',
    );
    sockets.add(response.socket);
    for await (const _ of response);
  }
  assert.equal(sockets.size, 1);
  agent.destroy();
});

test('pipelined requests are answered in order', async () => {
  const one = (target, more = '') => `GET ${target} HTTP/1.1\r\nHost: a\r\n${more}\r\n`;
  const answer = await raw(one('/a.css') + one('/missing') + one('/a.css', 'Connection: close\r\n'));
  assert.deepEqual(
    [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status),
    ['200', '404', '200'],
  );
});

test('origins that are not allowed get neither WebSocket nor CORS headers', async () => {
  const strict = await startServerWith({ allowed_origins: ['http://good.example'] });
  const target = `${strict.httpUrl}index.html`;
  const corsOf = async (origin) =>
    (await fetch(target, { headers: { Origin: origin } })).headers.get('access-control-allow-origin');
  assert.equal(await corsOf('http://good.example'), 'http://good.example');
  assert.equal(await corsOf('http://bad.example'), null);
  const good = await WebSocketPeer.open(strict.webSocketUrl, { origin: 'http://good.example' });
  await good.connect();
  await good.terminate();
  await assert.rejects(WebSocketPeer.open(strict.webSocketUrl, { origin: 'http://bad.example' }), /403/);
  await strict.stop();
});
