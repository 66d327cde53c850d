import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { deadlyScenarios, scenarios } from '../interop/sockjs-scenarios.mjs';
import { startServer } from '../support/server.mjs';
import { removeTemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.mjs';

const timeout = 30_000;

// By what the page finds the class of each client: sockjs-client comes as a script, ours as a module.
const ours = 'hoofbeat';
/** The clients that the page knows, with what they can't do, by transport. */
export const clients = {
  [ours]: {},
  'sockjs-client': { eventsource: { 'the server dies': 'it asks again for ever' } },
};

/** What browsers have. Without jsonp-polling, which the Content-Security-Policy of our server's pages forbids. */
export const transports = ['websocket', 'xhr-streaming', 'eventsource', 'xhr-polling'];

/** Fills a directory with the page, the scenarios and the old client. */
function fill(directory) {
  writeFileSync(
    path.join(directory, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>hoofbeat: SockJS</title>\n',
  );
  for (const [from, to] of [
    ['node_modules/sockjs-client/dist/sockjs.js', 'sockjs.js'],
    ['tests/interop/sockjs-scenarios.mjs', 'sockjs-scenarios.mjs'],
    ['tests/interop/scenarios.mjs', 'scenarios.mjs'],
    ['tests/interop/numbered-delivery.mjs', 'numbered-delivery.mjs'],
  ])
    cpSync(inRepository(from), path.join(directory, to));
  const stompjs = inRepository('node_modules/@stomp/stompjs/esm6');
  cpSync(stompjs, path.join(directory, 'stompjs'), { recursive: true });
}

/**
 * For all tests of a file: our server with the test services, which serves the page with the scenarios and all clients
 * as well; and a second one, whose port makes another origin.
 *
 * @returns {{same: object, other: object}} set before the first test runs
 */
export function servePage() {
  const served = {};
  let directory;
  before(async () => {
    directory = temporaryDirectory('sockjs-page');
    fill(directory);
    const args = ['--test-services', '--console', directory, '--package', inRepository('dist')];
    [served.same, served.other] = await Promise.all([startServer({ args }), startServer({ args })]);
  });
  after(async () => {
    await served.same?.stop();
    await served.other?.stop();
    removeTemporaryDirectory(directory);
  });
  return served;
}

/**
 * Loads the page anew, where `window.SockJS` is the class of the client. The old one is there only where it is asked for:
 * it listens for `unload`.
 */
export async function visit({ page }, served, client = ours) {
  await page.goto(served.same.httpUrl);
  if (client !== ours) return page.addScriptTag({ url: '/sockjs.js' });
  return loadSockJS({ page });
}

/** Our class as `window.SockJS`, in a page that is loaded. */
export function loadSockJS({ page }) {
  return page.evaluate(async () => {
    window.SockJS = (await import('/hoofbeat/sockjs.js')).default;
  });
}

/**
 * Registers a test for each scenario, run in a page.
 *
 * @param {{page: object}} place
 * @param {{same: object}} served where the page comes from
 * @param {() => {httpUrl: string, kill(): Promise<void>, restart(): Promise<void>}} server that sessions go to
 * @param {{client: string, transport: string, only?: string[]}} options client: a key of `clients`; only: in place of
 *   all
 */
export function testInPage(place, served, server, { client, transport, only = Object.keys(scenarios) }) {
  const without = clients[client][transport] ?? {};
  for (const name of only) {
    if (name in without) continue;
    test(name, { timeout }, async () => {
      const target = server();
      const { page } = place;
      await visit(place, served, client);
      const isDeadly = deadlyScenarios.includes(name);
      const killed = isDeadly && page.waitForFunction(() => window.isToBeKilled).then(() => target.kill());
      try {
        // Loaded before the server is killed, which may be the one that serves it.
        const done = page.evaluate(runInPage, name, target.httpUrl.replace(/\/$/, ''), transport);
        if (killed) {
          await Promise.race([killed, done]);
          await page.evaluate(() => window.isKilled());
        }
        await done;
      } finally {
        if (isDeadly) {
          await target.kill();
          await target.restart();
        }
      }
    });
  }
}

async function runInPage(name, baseUrl, transport) {
  const { runScenario } = await import('/sockjs-scenarios.mjs');
  const killServer = () =>
    new Promise((resolve) => {
      window.isKilled = resolve;
      window.isToBeKilled = true;
    });
  await runScenario(name, { SockJS: window.SockJS, baseUrl, transport, killServer });
}
