import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before } from 'node:test';
import { launchChromium } from '../support/browser.mjs';
import { startServer } from '../support/server.mjs';
import { Site } from '../support/site.mjs';
import { conversation, main, page } from './application.mjs';
import { InstalledPackage } from './installed-package.mjs';

/** For all tests of a file: the installed tarball, a broker and a browser, there before the first test runs. */
export class Stage {
  project = new InstalledPackage('stage');
  #sites = [];

  constructor() {
    before(async () => {
      await this.project.install();
      this.broker = await startServer({ args: ['--test-services'] });
      this.browser = await launchChromium();
    });
    after(async () => {
      for (const site of this.#sites) await site.stop();
      await this.browser?.close();
      await this.broker?.stop();
      this.project.remove();
    });
  }

  /** Serves a directory of the project. See Site. */
  async serve(directory, options) {
    const site = await Site.start(this.project.path(directory), options);
    this.#sites.push(site);
    return site;
  }

  /** Puts an application into the project that imports the package's own files, by their paths. */
  writeUnbundled(form, options) {
    const directory = path.posix.join('/node_modules/hoofbeat/dist', form.replace(/^hoofbeat/, ''));
    const fileOf = (name) => `${directory}/${name}.js`;
    const files = { from: fileOf('index'), sockjs: fileOf('sockjs') };
    this.project.write('conversation.js', conversation(form, { ...files, ...options }));
    this.project.write('main.js', main);
    this.project.write('index.html', page('/main.js'));
  }

  /** What a client is given: WebSocket, and SockJS, which falls back at once. */
  get configs() {
    const { httpUrl, webSocketUrl } = this.broker;
    const brokerURL = new URL('ws', httpUrl).href;
    return [{ brokerURL: webSocketUrl }, { brokerURL, sockjs: { transports: ['xhr-streaming'] } }];
  }

  get echoUrl() {
    return new URL('echo', this.broker.httpUrl).href;
  }

  /**
   * Opens a page and gives it to `use`; nothing may be said on its console, and no policy violated.
   *
   * @param {string} url
   * @param {(tab: object) => Promise<unknown>} use
   * @param {{violations?: string[]}} [options] violations: of the policy, in its place
   */
  async visit(url, use, { violations = [] } = {}) {
    const tab = await this.browser.newPage();
    try {
      await tab.evaluateOnNewDocument(() => {
        window.violations = [];
        addEventListener('securitypolicyviolation', (event) => {
          window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await tab.goto(url);
      await tab.waitForFunction(() => window.application !== undefined, { timeout: 20_000 });
      const result = await use(tab);
      const told = await tab.evaluate(() => window.violations);
      assert.deepEqual(told, violations);
      if (violations.length === 0) assert.deepEqual(await tab.problems(), []);
      return result;
    } finally {
      await tab.close();
    }
  }

  /** The page hears itself over WebSocket, over SockJS, and by SockJS alone. */
  async assertHears(url) {
    const [overWebSocket, overSockJS] = this.configs;
    await this.visit(url, async (tab) => {
      const hear = (config) => tab.evaluate((it) => window.application.hear(it), config);
      assert.equal(await hear(overWebSocket), 'by ws');
      assert.equal(await hear(overSockJS), 'by http');
      const bySockJS = (it) => window.application.hearBySockJS(it);
      assert.equal(await tab.evaluate(bySockJS, this.echoUrl), 'by SockJS');
    });
  }

  /** As `assertHears`, on a page whose bundle is split: what SockJS needs is asked for when it is. */
  async assertHearsInParts(site) {
    const [overWebSocket, overSockJS] = this.configs;
    await this.visit(site.url, async (tab) => {
      const hear = (config) => tab.evaluate((it) => window.application.hear(it), config);
      assert.equal(await hear(overWebSocket), 'by ws');
      const before = site.requests.length;
      assert.equal(await hear(overSockJS), 'by http');
      const asked = site.requests.slice(before);
      assert.ok(
        asked.some((path) => path.endsWith('.js')),
        `for SockJS were fetched: ${asked}`,
      );
    });
  }
}
