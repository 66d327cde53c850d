import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { WebSocketServer } from 'ws';
import { engines, openPage } from '../support/browser-engines.mjs';
import { servePage, transports, visit } from './sockjs-page.mjs';

// A server that breaks the protocol: a typed error in the close event, and a page that lives on.

const timeout = 20_000;
const garbage = {
  'no frame at all': '<html>502</html>',
  'broken JSON': 'a["x"',
  'a close frame without a code': 'c["x"]',
};

const served = servePage();
let server;
let base;
let frame;
before(async () => {
  server = createServer((request, response) => {
    const { origin = '*' } = request.headers;
    const cors = { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' };
    if (/\/info/.test(request.url))
      return response.writeHead(200, cors).end('{"websocket":true,"origins":["*:*"],"entropy":1}');
    const isEventSource = /eventsource/.test(request.url);
    response.writeHead(200, { ...cors, 'Content-Type': isEventSource ? 'text/event-stream' : 'text/plain' });
    for (const each of ['o', frame]) response.write(isEventSource ? `data: ${each}\r\n\r\n` : `${each}\n`);
  });
  new WebSocketServer({ server }).on('connection', (socket) => {
    for (const each of ['o', frame]) socket.send(each);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${server.address().port}/fake`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

for (const { name: browserName, launch } of engines) {
  describe(browserName, () => {
    const place = openPage(launch);
    for (const transport of transports) {
      for (const [name, text] of Object.entries(garbage)) {
        test(`${transport}: ${name}`, { timeout }, async () => {
          frame = text;
          await visit(place, served);
          const end = await place.page.evaluate(
            (url, own) =>
              new Promise((resolve) => {
                const uncaught = [];
                addEventListener('error', ({ message }) => uncaught.push(message));
                addEventListener('unhandledrejection', ({ reason }) => uncaught.push(`${reason}`));
                new window.SockJS(url, null, { transports: own, timeout: 10_000 }).onclose = ({
                  code,
                  wasClean,
                  error,
                }) => resolve({ code, wasClean, name: error?.name, condition: error?.condition, uncaught });
              }),
            base,
            transport,
          );
          assert.deepEqual(end, {
            code: 1002,
            wasClean: false,
            name: 'HoofbeatError',
            condition: 'protocol',
            uncaught: [],
          });
        });
      }
    }
  });
}
