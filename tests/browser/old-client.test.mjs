import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request as ask, createServer } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { engines, openPage } from '../support/browser-engines.mjs';
import { startServer } from '../support/server.mjs';
import { removeTemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.mjs';

// sockjs-client with the transports that only it has, against our server.

const timeout = 30_000;
const script = readFileSync(inRepository('node_modules/sockjs-client/dist/sockjs.js'));
const html =
  '<!doctype html><meta charset="utf-8"><title>sockjs-client</title><script src="/sockjs.js"></script>\n';
// The first are for pages of another origin than the server's, htmlfile is for the same alone.
const transports = [
  'jsonp-polling',
  'iframe-eventsource',
  'iframe-htmlfile',
  'iframe-xhr-polling',
  'htmlfile',
];
const words = ['ünï 😀', '\u2028 "quoted" \\', ...Array.from({ length: 20 }, (_, i) => `message ${i}`)];

let directory;
let pageServer;
let pageUrl;
let server;

/** The page and the old client; all else is the server's, so that it has the page's origin too. */
function answer(request, response) {
  const file = { '/': [html, 'text/html'], '/sockjs.js': [script, 'text/javascript'] }[request.url];
  if (file !== undefined) return response.writeHead(200, { 'Content-Type': file[1] }).end(file[0]);
  const { method, url, headers } = request;
  const onward = ask({ host: '127.0.0.1', port: server.port, method, path: url, headers }, (answered) => {
    response.writeHead(answered.statusCode, answered.headers);
    pipeline(answered, response, () => {});
  });
  pipeline(request, onward, () => {});
  response.on('close', () => onward.destroy());
}

before(async () => {
  directory = temporaryDirectory('old-client');
  pageServer = createServer(answer).listen(0, '127.0.0.1');
  await once(pageServer, 'listening');
  pageUrl = `http://127.0.0.1:${pageServer.address().port}/`;
  const settings = path.join(directory, 'settings.json');
  // The page in an iframe runs the client too.
  writeFileSync(settings, JSON.stringify({ sockjs: { client_url: `${pageUrl}sockjs.js` } }));
  server = await startServer({ args: ['--config', settings, '--test-services'] });
});
after(async () => {
  await server?.stop();
  pageServer?.closeAllConnections();
  pageServer?.close();
  removeTemporaryDirectory(directory);
});

const baseOf = (transport) => (transport === 'htmlfile' ? pageUrl : server.httpUrl);

/** In the page: says all at once, and closes when all has come back. */
function echo(url, transport, texts) {
  return new Promise((resolve) => {
    const socket = new window.SockJS(url, null, { transports: transport, timeout: 10_000 });
    const heard = [];
    let used;
    socket.onopen = () => {
      used = socket.transport;
      for (const text of texts) socket.send(text);
    };
    socket.onmessage = ({ data }) => {
      heard.push(data);
      if (heard.length === texts.length) socket.close(1000, 'enough');
    };
    socket.onclose = ({ code, reason, wasClean }) => resolve({ used, heard, code, reason, wasClean });
  });
}

/** In the page: how the server says goodbye. */
function hearGoodbye(url, transport) {
  return new Promise((resolve) => {
    const options = { transports: transport, timeout: 10_000 };
    new window.SockJS(url, null, options).onclose = ({ code, reason, wasClean }) =>
      resolve({ code, reason, wasClean });
  });
}

/** The document of htmlfile sets its domain, as the protocol has it: browsers let it reach a page that did so too. */
async function load({ page }) {
  await page.goto(pageUrl);
  await page.evaluate(() => {
    document.domain = location.hostname;
  });
}

for (const { name, launch } of engines) {
  describe(name, () => {
    const place = openPage(launch);
    for (const transport of transports) {
      test(`${transport}: messages go both ways, in order`, { timeout }, async () => {
        await load(place);
        const end = await place.page.evaluate(echo, `${baseOf(transport)}echo`, transport, words);
        assert.deepEqual(end, {
          used: transport,
          heard: words,
          code: 1000,
          reason: 'enough',
          wasClean: true,
        });
      });

      test(`${transport}: the server's close arrives`, { timeout }, async () => {
        await load(place);
        const end = await place.page.evaluate(hearGoodbye, `${baseOf(transport)}close`, transport);
        assert.deepEqual(end, { code: 3000, reason: 'Go away!', wasClean: true });
      });
    }
  });
}
