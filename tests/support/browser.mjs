import puppeteer from 'puppeteer-core';
import { startProcess } from './processes.mjs';
import { removeTemporaryDirectory, temporaryDirectory } from './temporary-directory.mjs';

const executable = process.env.CHROMIUM ?? 'chromium';
const flags = [
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

/** A running Chromium: puppeteer's `browser`, and the process behind it. */
class Chromium {
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

  /** A new tab. */
  newPage() {
    return this.browser.newPage();
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

/**
 * Starts a headless Chromium with a profile of its own.
 *
 * @param {{args?: string[]}} [options] args: further flags
 * @returns {Promise<Chromium>}
 */
export async function launchChromium({ args = [] } = {}) {
  const profile = temporaryDirectory('chromium');
  // Not by puppeteer's launch(), whose own flags would hide how a browser treats hidden tabs.
  const program = await startProcess(executable, [
    ...flags,
    `--user-data-dir=${profile}`,
    ...args,
    'about:blank',
  ]);
  try {
    const [, endpoint] = await program.waitForOutput(/^DevTools listening on (ws:\S+)$/m);
    const browser = await puppeteer.connect({ browserWSEndpoint: endpoint, defaultViewport: null });
    return new Chromium(profile, program, browser);
  } catch (error) {
    await program.kill();
    removeTemporaryDirectory(profile);
    throw error;
  }
}
