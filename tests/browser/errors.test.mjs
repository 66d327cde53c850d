import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { engines, openPage } from '../support/browser-engines.mjs';
import { servePage, visit } from './sockjs-page.mjs';

// What a page is told of a server that it can't reach: browsers keep the reason to themselves.

const timeout = 20_000;

const served = servePage();
let withoutCors;
let requests = [];
let base;
let closed;
before(async () => {
  withoutCors = createServer((request, response) => {
    requests.push(request.url.replace(/\?.*/, ''));
    response.end('{"websocket":true,"origins":["*:*"],"entropy":1}');
  });
  withoutCors.listen(0, '127.0.0.1');
  await once(withoutCors, 'listening');
  base = `http://127.0.0.1:${withoutCors.address().port}/service`;
  const unused = createServer().listen(0, '127.0.0.1');
  await once(unused, 'listening');
  closed = `127.0.0.1:${unused.address().port}`;
  await new Promise((resolve) => unused.close(resolve));
});
after(() => {
  withoutCors.closeAllConnections();
  withoutCors.close();
});

/** The first error of a client in the page, and what the page heard of uncaught ones. */
function errorIn({ page }, brokerURL) {
  return page.evaluate(async (url) => {
    const uncaught = [];
    addEventListener('error', ({ message }) => uncaught.push(message));
    addEventListener('unhandledrejection', ({ reason }) => uncaught.push(`${reason}`));
    const { Client } = await import('/hoofbeat/index.js');
    const client = new Client({ brokerURL: url, reconnectDelay: 0 });
    const {
      code,
      url: told,
      message,
    } = await new Promise((resolve) => {
      client.onError = resolve;
      client.activate();
    });
    await client.deactivate({ force: true });
    return { code, url: told, says: message.includes(told), uncaught };
  }, brokerURL);
}

for (const { name: browserName, launch } of engines) {
  describe(browserName, () => {
    const place = openPage(launch);
    const check = (name, urlOf, code) =>
      test(name, { timeout }, async () => {
        requests = [];
        await visit(place, served);
        const url = urlOf();
        assert.deepEqual(await errorIn(place, url), { code, url, says: true, uncaught: [] });
      });
    const wrongPath = () => new URL('/wrong', served.same.httpUrl).href;

    check('SockJS of another origin without CORS', () => base, 'cors_refused');
    test('which was asked twice, and no more', () => {
      assert.deepEqual(requests, ['/service/info', '/service/info']);
    });
    check('SockJS of another origin, where nobody listens', () => `http://${closed}/ws`, 'info_failed');
    check('SockJS of the same origin, a wrong path', wrongPath, 'info_not_found');
    check('a WebSocket, a wrong path', () => wrongPath().replace(/^http/, 'ws'), 'transport_failed');
    check('a WebSocket where nobody listens', () => `ws://${closed}/ws`, 'transport_failed');
    check('a URL without a scheme', () => 'localhost:8080/ws', 'invalid_url');
    check('a scheme that is none of ours', () => 'tcp://127.0.0.1:61613/', 'invalid_url');
  });
}
