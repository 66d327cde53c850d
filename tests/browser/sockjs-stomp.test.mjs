import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { scenarios } from '../interop/scenarios.mjs';
import { engines, openPage } from '../support/browser-engines.mjs';
import { startServer } from '../support/server.mjs';
import { startSockJsPeer } from '../support/sockjs-peer.mjs';
import { servePage, transports, visit } from './sockjs-page.mjs';

// STOMP over SockJS in a page, by each transport.

const timeout = 20_000;
const served = servePage();
let broker;
let peer;
before(async () => {
  broker = await startServer();
  peer = await startSockJsPeer({ stompPort: broker.tcpPort });
});
after(async () => {
  await peer?.stop();
  await broker?.stop();
});

// A message of SockJS is a string, so that a body has to be UTF-8.
const all = Object.keys(scenarios).filter((name) => name !== 'octets go there and back');
const few = [
  'text goes there and back',
  '1,000 messages keep their order',
  'ERROR is told, and the client goes on',
  'deactivate, then activate again',
];

/** What an application has: the library's module, and whether it makes its SockJS itself, and of which client. */
const kinds = {
  'our client by brokerURL': { library: '/hoofbeat/index.js' },
  'our client over our SockJS': { library: '/hoofbeat/index.js', factoryOf: 'hoofbeat' },
  'our client over sockjs-client': { library: '/hoofbeat/index.js', factoryOf: 'sockjs-client' },
  '@stomp/stompjs over our SockJS': { library: '/stompjs/index.js', factoryOf: 'hoofbeat' },
};

/** In the page: one after the other, since a browser has six connections for HTTP to one server. */
async function runInPage({ names, library, isFactory, url, transport }) {
  const { runScenario } = await import('/scenarios.mjs');
  const { Client, Versions } = await import(library);
  const options = { transports: transport, timeout: 10_000 };
  const config = isFactory
    ? { webSocketFactory: () => new window.SockJS(url, null, options) }
    : { brokerURL: url, sockjs: options };
  for (const name of names) {
    await runScenario(name, { Client, Versions, config }).catch((error) => {
      throw new Error(`${name}: ${error.message}`);
    });
  }
}

function testStomp(place, url, kind, { transport, names }) {
  const { library, factoryOf } = kinds[kind];
  test(`${kind}, ${transport}`, { timeout }, async () => {
    await visit(place, served, factoryOf);
    const isFactory = factoryOf !== undefined;
    await place.page.evaluate(runInPage, { names, library, isFactory, url: url(), transport });
  });
}

for (const { name: browserName, launch } of engines) {
  describe(browserName, () => {
    const place = openPage(launch);
    for (const [target, url] of [
      ["npm's sockjs in front of our broker", () => `${peer.httpUrl}stomp`],
      ['our server', () => `${served.same.httpUrl}ws`],
    ]) {
      describe(target, () => {
        for (const transport of transports) {
          for (const kind of Object.keys(kinds)) {
            const isComplete =
              kind === 'our client by brokerURL' && target === 'our server' && browserName === 'Chromium';
            testStomp(place, url, kind, { transport, names: isComplete ? all : few });
          }
        }
      });
    }

    for (const [kind, path, expected] of [
      ['relative', '/ws/websocket', 'a WebSocket'],
      ['absolute, without a choice of transports', undefined, 'a SockJS over websocket'],
    ]) {
      test(`a brokerURL that is ${kind}: ${expected}`, { timeout }, async () => {
        await visit(place, served);
        const used = await place.page.evaluate(async (brokerURL) => {
          const { Client } = await import('/hoofbeat/index.js');
          const client = new Client({ brokerURL: brokerURL ?? new URL('/ws', location.href).href });
          await new Promise((resolve, reject) => {
            client.onConnect = resolve;
            client.onError = reject;
            client.activate();
          });
          const { webSocket } = client;
          const { transport } = webSocket;
          await client.deactivate();
          return webSocket instanceof WebSocket ? 'a WebSocket' : `a SockJS over ${transport}`;
        }, path);
        assert.equal(used, expected);
      });
    }
  });
}
