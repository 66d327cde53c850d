import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { inRepository } from '../../scripts/lib/paths.mjs';

// A SockJS server that streams as fast as the page takes it, and does nothing else: what is measured is the page.

const types = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.html': 'text/html' };
const info = JSON.stringify({ websocket: false, origins: ['*:*'], cookie_needed: false, entropy: 1 });
const page = '<!doctype html><meta charset="utf-8"><title>SockJS bench</title>';

const chunkSize = 65_536;
const chunksOf = new Map();

/** A stream's messages, each so many characters, several to a frame, in pieces as they are written. Made once. */
function chunks(plan) {
  const { count, size, batch } = plan;
  const key = [count, size, batch].join('-');
  if (!chunksOf.has(key)) chunksOf.set(key, [...makeChunks(plan)]);
  return chunksOf.get(key);
}

function* makeChunks({ count, size, batch }) {
  let waiting = '';
  for (let sent = 0; sent < count; sent += batch) {
    const messages = [];
    for (let i = sent; i < Math.min(count, sent + batch); i++)
      messages.push(`${i} `.padEnd(size, 'abcdefg '));
    waiting += `a${JSON.stringify(messages)}\n`;
    if (waiting.length < chunkSize) continue;
    yield Buffer.from(waiting);
    waiting = '';
  }
  yield Buffer.from(waiting);
}

async function stream(response, plan) {
  const pieces = chunks(plan);
  const gone = once(response, 'close');
  response.writeHead(200, { 'Content-Type': 'application/javascript; charset=UTF-8' });
  response.write(`${'h'.repeat(2048)}\no\n`);
  for (const piece of pieces) {
    if (!response.write(piece)) await Promise.race([drained(response), gone]);
    if (response.destroyed) return;
  }
  if (plan.held) await gone;
  else response.end('c[3000,"done"]\n');
}

function drained(response) {
  return new Promise((resolve) => response.once('drain', resolve));
}

function fileFor(pathname) {
  if (pathname.startsWith('/hoofbeat/')) return inRepository('dist', path.basename(pathname));
  if (pathname === '/sockjs.js') return inRepository('node_modules/sockjs-client/dist/sockjs.min.js');
  return inRepository('tests/bench', path.basename(pathname));
}

function sendFile(response, pathname) {
  const file = fileFor(pathname);
  const content = readFileSync(file);
  response.writeHead(200, { 'Content-Type': types[path.extname(file)] ?? 'application/octet-stream' });
  response.end(content);
}

/** Starts it. A stream's plan is in its URL: `/stream-<count>-<size>-<batch>`, and `-held`: it does not end. */
export async function startSource() {
  const server = createServer(async (request, response) => {
    try {
      const { pathname } = new URL(request.url, 'http://localhost');
      if (pathname === '/') return response.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
      if (pathname.endsWith('/info')) return response.writeHead(200).end(info);
      if (pathname === '/favicon.ico') return response.writeHead(204).end();
      const plan = /^\/stream-(\d+)-(\d+)-(\d+)(-held)?\/.*\/xhr_streaming$/.exec(pathname);
      if (!plan) return sendFile(response, pathname);
      const [count, size, batch] = plan.slice(1, 4).map(Number);
      await stream(response, { count, size, batch, held: plan[4] !== undefined });
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
      return once(server, 'close');
    },
  };
}
