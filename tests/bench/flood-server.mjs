// node flood-server.mjs: a program that serves the pages of the benchmarks, and WebSockets that it floods when they ask:
// it writes octets that were made before, so that the page is what limits.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { floodBatch, floodFrames } from './flood-frames.mjs';
import { framesOf, textFrame } from './web-socket-frames.mjs';

const types = { '.js': 'text/javascript', '.mjs': 'text/javascript' };
const page = '<!doctype html><meta charset="utf-8"><title>hoofbeat bench</title>';
const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const writeSize = 256 << 10;
const made = new Map();

/** Frames of WebSocket in their order as one piece to write, and how many. */
function piece(size) {
  if (!made.has(size)) {
    const batch = Buffer.concat(floodFrames(size).map(textFrame));
    const batches = Math.max(1, Math.floor(writeSize / batch.length));
    made.set(size, { octets: Buffer.concat(Array(batches).fill(batch)), frames: batches * floodBatch });
  }
  return made.get(size);
}

async function flood(socket, count, size) {
  const { octets, frames } = piece(size);
  const gone = once(socket, 'close');
  for (let left = count; left > 0 && !socket.destroyed; left -= frames) {
    const part = left >= frames ? octets : octets.subarray(0, (octets.length / frames) * left);
    if (!socket.write(part)) await Promise.race([once(socket, 'drain'), gone]);
  }
}

function answer(socket, text) {
  if (/^(CONNECT|STOMP)\r?\n/.test(text))
    return socket.write(textFrame('CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0'));
  const asked = /flood (\d+) (\d+)/.exec(text);
  if (asked) void flood(socket, Number(asked[1]), Number(asked[2]));
}

function accept(request, socket) {
  const key = request.headers['sec-websocket-key'];
  const digest = createHash('sha1').update(`${key}${guid}`).digest('base64');
  const protocol = request.headers['sec-websocket-protocol']?.split(',')[0].trim();
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
  lines.push(`Sec-WebSocket-Accept: ${digest}`);
  if (protocol !== undefined) lines.push(`Sec-WebSocket-Protocol: ${protocol}`);
  socket.setNoDelay(true);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  let waiting = Buffer.alloc(0);
  socket.on('data', (octets) => {
    const { messages, rest } = framesOf(Buffer.concat([waiting, octets]));
    waiting = rest;
    for (const { isClose, text } of messages) isClose ? socket.end() : answer(socket, text);
  });
  socket.on('error', () => socket.destroy());
}

function fileFor(pathname) {
  const name = path.basename(pathname);
  if (['hoofbeat.js', 'stompjs.js'].includes(name)) return inRepository('build/bench/work', name);
  return inRepository('tests/bench', name);
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const head = { 'Cache-Control': 'no-store', 'Content-Type': 'text/html' };
  if (pathname === '/') return response.writeHead(200, head).end(page);
  if (pathname === '/favicon.ico') return response.writeHead(204).end();
  try {
    const file = fileFor(pathname);
    const content = readFileSync(file);
    response
      .writeHead(200, { ...head, 'Content-Type': types[path.extname(file)] ?? 'text/plain' })
      .end(content);
  } catch (error) {
    response.writeHead(404).end(String(error));
  }
});
server.on('upgrade', (request, socket) => accept(request, socket));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(`listening ${server.address().port}`);
