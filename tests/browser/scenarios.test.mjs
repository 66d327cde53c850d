import { cpSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { scenarios } from '../interop/scenarios.mjs';
import { startRabbitMQ } from '../support/rabbitmq.mjs';
import { serveDirectory } from './served-directory.mjs';

// The same scenarios as in Node, in a page: our server serves it together with the package.

const here = path.dirname(fileURLToPath(import.meta.url));
const served = serveDirectory('page', (directory) => {
  cpSync(path.join(here, 'page'), directory, { recursive: true });
  cpSync(path.join(here, '../interop/scenarios.mjs'), path.join(directory, 'scenarios.mjs'));
});

function testInPage(broker, { connectHeaders = {}, without = {} } = {}) {
  for (const name of Object.keys(scenarios)) {
    if (name in without) continue;
    test(name, { timeout: 60_000 }, async () => {
      const page = await served.chromium.newPage();
      try {
        await page.goto(served.server.httpUrl);
        await page.evaluate(
          async (scenario, brokerURL, headers) => {
            const { runScenario } = await import('/scenarios.mjs');
            const { Client, Versions } = await import('/hoofbeat/index.js');
            await runScenario(scenario, { Client, Versions, config: { brokerURL, connectHeaders: headers } });
          },
          name,
          broker().webSocketUrl,
          connectHeaders,
        );
      } finally {
        await page.close();
      }
    });
  }
}

describe('our client in Chromium, our server', () => {
  testInPage(() => served.server);
});

for (const frame of ['text', 'binary']) {
  describe(`our client in Chromium, RabbitMQ with ${frame} frames`, () => {
    let broker;
    before(async () => {
      broker = await startRabbitMQ({ frame });
    });
    after(() => broker?.stop());
    const without =
      frame === 'text' ? { 'octets go there and back': 'a text message can not carry them' } : {};
    testInPage(() => broker, { connectHeaders: { login: 'guest', passcode: 'guest' }, without });
  });
}
