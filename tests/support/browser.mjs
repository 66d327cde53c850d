import { writeFileSync } from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import { startProcess } from './processes.mjs';
import { removeTemporaryDirectory, temporaryDirectory } from './temporary-directory.mjs';

const chromium = process.env.CHROMIUM ?? 'chromium';
const firefox = process.env.FIREFOX ?? 'firefox-esr';
const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-breakpad',
  '--remote-debugging-port=0',
];

// Nothing is asked of the network that a test did not ask for, and nothing stands between a test and its page.
const firefoxPreferences = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.region.network.url': '',
  'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.search.update': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.prefetch-next': false,
  'network.trr.mode': 5,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.server': '',
  'trailhead.firstrun.didSeeAboutWelcome': true,
};

/** A running browser: puppeteer's `browser`, and the process behind it. */
class Browser {
  #profile;
  #process;

  constructor(profile, program, browser) {
    this.#profile = profile;
    this.#process = program;
    this.browser = browser;
  }

  get pid() {
    return this.#process.pid;
  }

  version() {
    return this.browser.version();
  }

  /** A new tab; with `problems()`, see browser-engines.mjs. */
  async newPage() {
    const page = await this.browser.newPage();
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    return Object.assign(page, { problems: async () => problems });
  }

  cookies() {
    return this.browser.cookies();
  }

  setCookie(...cookies) {
    return this.browser.setCookie(...cookies);
  }

  deleteCookie(...cookies) {
    return this.browser.deleteCookie(...cookies);
  }

  /** Nothing of it runs until `resume`, as while the machine sleeps. */
  suspend() {
    this.#process.suspend();
  }

  resume() {
    this.#process.resume();
  }

  /** Ends it. Nothing of it is left running, nor on disk: rejects where something stays. */
  async close() {
    try {
      await this.browser.close();
      await this.#process.end();
    } finally {
      await this.#process.kill();
      removeTemporaryDirectory(this.#profile);
    }
  }
}

// Not by puppeteer's launch(), whose own flags would hide how a browser treats hidden tabs.
async function launch(profile, executable, args, connect) {
  let program;
  try {
    program = await startProcess(executable, args);
    return new Browser(profile, program, await connect(program));
  } catch (error) {
    await program?.kill();
    removeTemporaryDirectory(profile);
    throw error;
  }
}

/**
 * Starts a headless Chromium with a profile of its own.
 *
 * @param {{args?: string[], networkEnabled?: boolean}} [options] args: further flags; networkEnabled: whether puppeteer
 *   is told of requests, and of each message of each WebSocket, which takes longer than the message itself
 * @returns {Promise<Browser>}
 */
export function launchChromium({ args = [], networkEnabled = true } = {}) {
  const profile = temporaryDirectory('chromium');
  const all = [...chromiumFlags, `--user-data-dir=${profile}`, ...args, 'about:blank'];
  return launch(profile, chromium, all, async (program) => {
    const [, endpoint] = await program.waitForOutput(/^DevTools listening on (ws:\S+)$/m);
    return puppeteer.connect({ browserWSEndpoint: endpoint, defaultViewport: null, networkEnabled });
  });
}

/**
 * Starts a headless Firefox with a profile of its own, driven over WebDriver BiDi. Takes some five seconds.
 *
 * @param {{preferences?: Record<string, string | number | boolean>}} [options] preferences: further ones
 * @returns {Promise<Browser>}
 */
export function launchFirefox({ preferences = {} } = {}) {
  const profile = temporaryDirectory('firefox');
  const lines = Object.entries({ ...firefoxPreferences, ...preferences }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(path.join(profile, 'user.js'), lines.join(''));
  const args = [
    '--headless',
    '--no-remote',
    '--remote-debugging-port=0',
    '--profile',
    profile,
    'about:blank',
  ];
  return launch(profile, firefox, args, async (program) => {
    const [, endpoint] = await program.waitForOutput(/^WebDriver BiDi listening on (ws:\S+)$/m, {
      timeout: 60_000,
    });
    return puppeteer.connect({
      browser: 'firefox',
      protocol: 'webDriverBiDi',
      browserWSEndpoint: `${endpoint}/session`,
      defaultViewport: null,
    });
  });
}
