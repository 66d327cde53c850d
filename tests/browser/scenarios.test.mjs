import { cpSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { scenarios } from '../interop/scenarios.mjs';
import { engines, openPage } from '../support/browser-engines.mjs';
import { startRabbitMQ } from '../support/rabbitmq.mjs';
import { serveDirectory } from './served-directory.mjs';

// The same scenarios as in Node, in a page: our server serves it together with the package.

const here = path.dirname(fileURLToPath(import.meta.url));
const served = serveDirectory('page', (directory) => {
  cpSync(path.join(here, 'page'), directory, { recursive: true });
  cpSync(path.join(here, '../interop/scenarios.mjs'), path.join(directory, 'scenarios.mjs'));
});

function testInPage(place, broker, { connectHeaders = {}, without = {} } = {}) {
  for (const name of Object.keys(scenarios)) {
    if (name in without) continue;
    test(name, { timeout: 60_000 }, async () => {
      await place.page.goto(served.server.httpUrl);
      await place.page.evaluate(
        async (scenario, brokerURL, headers) => {
          const { runScenario } = await import('/scenarios.mjs');
          const { Client, Versions } = await import('/hoofbeat/index.js');
          await runScenario(scenario, { Client, Versions, config: { brokerURL, connectHeaders: headers } });
        },
        name,
        broker().webSocketUrl,
        connectHeaders,
      );
    });
  }
}

const brokers = {};
for (const frame of ['text', 'binary']) {
  before(async () => {
    brokers[frame] = await startRabbitMQ({ frame });
  });
  after(() => brokers[frame]?.stop());
}

for (const { name, launch } of engines) {
  describe(name, () => {
    const place = openPage(launch);
    describe('our server', () => {
      testInPage(place, () => served.server);
    });

    for (const frame of ['text', 'binary']) {
      describe(`RabbitMQ with ${frame} frames`, () => {
        const without =
          frame === 'text' ? { 'octets go there and back': 'a text message can not carry them' } : {};
        const connectHeaders = { login: 'guest', passcode: 'guest' };
        testInPage(place, () => brokers[frame], { connectHeaders, without });
      });
    }
  });
}
