import { after, before, describe } from 'node:test';
import { scenarios, shortScenarios } from '../interop/sockjs-scenarios.mjs';
import { engines, openPage } from '../support/browser-engines.mjs';
import { startSockJsPeer } from '../support/sockjs-peer.mjs';
import { servePage, testInPage, transports } from './sockjs-page.mjs';

// Both clients in a page with both servers, by each transport.

const served = servePage();
let peer;
before(async () => {
  peer = await startSockJsPeer();
});
after(() => peer?.stop());

const all = Object.keys(scenarios);
const targets = {
  "npm's sockjs": () => peer,
  'our server, same origin': () => served.same,
  'our server, another origin': () => served.other,
};

// All scenarios where they tell most; elsewhere enough to see that the pair gets on.
const isComplete = {
  Chromium: (client, target) => (client === 'hoofbeat') !== target.includes('another'),
  Firefox: (client, target) => client === 'hoofbeat' && target.includes('same'),
  WebKitGTK: (client, target) => client === 'hoofbeat' && target.includes('same'),
};

for (const { name: browserName, launch } of engines) {
  describe(browserName, () => {
    const place = openPage(launch);
    for (const client of ['hoofbeat', 'sockjs-client']) {
      for (const [target, server] of Object.entries(targets)) {
        const only = isComplete[browserName](client, target) ? all : shortScenarios;
        for (const transport of transports) {
          describe(`${client}, ${target}, ${transport}`, () => {
            testInPage(place, served, server, { client, transport, only });
          });
        }
      }
    }
  });
}
