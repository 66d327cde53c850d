import { after, before, describe } from 'node:test';
import { startServer } from '../support/server.mjs';
import { startSockJsPeer } from '../support/sockjs-peer.mjs';
import { testSockJsScenarios } from './run-sockjs-scenarios.mjs';
import { old, ours } from './sockjs-clients.mjs';
import { proxies, startBefore } from './sockjs-proxied.mjs';
import { scenarios, shortScenarios } from './sockjs-scenarios.mjs';

// What passes each proxy when a client uses it from the start.

let server;
let peer;
before(async () => {
  server = await startServer({ args: ['--test-services'] });
  peer = await startSockJsPeer();
});
after(async () => {
  await peer?.stop();
  await server?.stop();
});

const dead = 'the proxy goes on, and answers by itself';
const without = { 'the server dies': dead, 'nobody is there': dead };

for (const [client, targetName, target, only] of [
  [ours, 'our server', () => server, Object.keys(scenarios)],
  [ours, "npm's sockjs", () => peer, shortScenarios],
  [old, 'our server', () => server, shortScenarios],
]) {
  for (const { name, start, transports } of proxies) {
    for (const transport of client.transports.filter((each) => transports.includes(each))) {
      describe(`${client.name} in Node, ${targetName} behind ${name}, ${transport}`, () => {
        const place = startBefore(start, target);
        testSockJsScenarios(() => place.proxy, client, { transport, only, without });
      });
    }
  }
}
