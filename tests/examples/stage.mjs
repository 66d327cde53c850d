import process from 'node:process';
import { after, afterEach, before, describe } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { engines } from '../support/browser-engines.mjs';
import { freePort } from '../support/ports.mjs';
import { startProcess } from '../support/processes.mjs';
import { startServer } from '../support/server.mjs';
import { Visitor } from './visitor.mjs';

/** What the examples are built with: the libraries that they were written for, and ours. */
export const variants = [
  { name: '@stomp/stompjs and sockjs-client', args: ['--before'] },
  { name: 'hoofbeat', args: [] },
];

/**
 * Registers the same tests of an example for each engine and each pair of libraries.
 *
 * @param {string} example a directory of examples/
 * @param {(stage: Stage) => void} register the stage is set before its first test runs
 *
 * @typedef {object} Stage
 * @property {object} server that the pages talk to
 * @property {(broker: string) => Promise<Visitor>} open the page, for this broker; closed after the test
 * @property {(what: string) => string} screenshotName
 */
export function testExample(example, register) {
  for (const engine of engines) {
    describe(engine.name, () => {
      const shared = {};
      before(async () => {
        shared.server = await startServer();
        shared.browser = await engine.launch();
      });
      after(async () => {
        await shared.browser?.close();
        await shared.server?.stop();
      });
      for (const variant of variants)
        describe(variant.name, () => register(stageOf(example, engine, variant, shared)));
    });
  }
}

function stageOf(example, engine, variant, shared) {
  const visitors = [];
  let pages;
  let url;
  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}/${example}/`;
    const args = [inRepository('examples/serve.mjs'), '--port', String(port), ...variant.args];
    pages = await startProcess(process.execPath, args);
    await pages.waitForOutput(new RegExp(`^${url}$`, 'm'));
  });
  afterEach(async () => {
    for (const visitor of visitors.splice(0)) await visitor.close();
  });
  after(() => pages?.end());
  const library = variant.args.length > 0 ? 'before' : 'now';
  return {
    get server() {
      return shared.server;
    },
    async open(broker) {
      const visitor = await Visitor.open(shared.browser, `${url}?${new URLSearchParams({ broker })}`);
      visitors.push(visitor);
      return visitor;
    },
    screenshotName: (what) => `example-${what}-${engine.name.toLowerCase()}-${library}`,
  };
}
