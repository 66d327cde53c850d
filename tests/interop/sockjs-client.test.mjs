import { after, before, describe } from 'node:test';
import { startServer } from '../support/server.mjs';
import { startSockJsPeer } from '../support/sockjs-peer.mjs';
import { testSockJsScenarios } from './run-sockjs-scenarios.mjs';
import { old, ours } from './sockjs-clients.mjs';

// Both clients with both servers. The old pair is known to get on: what fails there is wrong with a scenario.

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

for (const client of [ours, old]) {
  for (const [name, target] of [
    ["npm's sockjs", () => peer],
    ['our server', () => server],
  ]) {
    for (const transport of client.transports) {
      describe(`${client.name} in Node, ${name}, ${transport}`, () => {
        testSockJsScenarios(target, client, { transport });
      });
    }
  }
}
