import { existsSync } from 'node:fs';
import { Builder } from 'selenium-webdriver';
import { WebKitPage } from './browser-webkit-page.mjs';
import { until } from './condition.mjs';
import { freePort, isListening } from './ports.mjs';
import { startProcess } from './processes.mjs';
import { removeTemporaryDirectory, temporaryDirectory } from './temporary-directory.mjs';

const driverProgram = process.env.WEBKIT_DRIVER ?? 'WebKitWebDriver';
const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
const browserProgram = process.env.MINIBROWSER ?? `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`;
// Between choosing a free port and listening on it somebody else may take it.
const attempts = 3;

const capabilities = {
  browserName: 'MiniBrowser',
  'webkitgtk:browserOptions': { binary: browserProgram, args: ['--automation'] },
};

// Of one command, ms. None of ours takes as long.
const longest = 20_000;

function withDeadline(answer) {
  let timer;
  const overdue = new Promise((_, reject) => {
    const error = new Error(`WebKitWebDriver did not answer within ${longest} ms`);
    timer = setTimeout(reject, longest, error);
  });
  return Promise.race([answer, overdue]).finally(() => clearTimeout(timer));
}

// Its own home, and no desktop of the person who runs the tests.
function environment(home, display) {
  return {
    DISPLAY: `:${display}`,
    GDK_BACKEND: 'x11',
    HOME: home,
    XDG_CACHE_HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_DATA_HOME: home,
    XDG_RUNTIME_DIR: home,
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    NO_AT_BRIDGE: '1',
  };
}

/** A running WebKitGTK: the driver, its browser, and the X server that both need. */
class WebKitBrowser {
  #home = temporaryDirectory('webkit');
  #screen;
  #program;
  #driver;
  #first;
  #current;
  #queue = Promise.resolve();

  async start() {
    try {
      const screen = ['-screen', '0', '1400x1100x24', '-nolisten', 'tcp'];
      this.#screen = await startProcess('Xvfb', ['-displayfd', '1', ...screen]);
      const [display] = await this.#screen.waitForOutput(/^\d+$/m);
      const port = await freePort();
      this.#program = await startProcess(driverProgram, ['--host=127.0.0.1', `--port=${port}`], {
        env: environment(this.#home, display),
      });
      await until(() => this.#program.hasEnded || isListening(port), { what: 'WebKitWebDriver listens' });
      if (this.#program.hasEnded) throw new Error(`WebKitWebDriver ended:\n${this.#program.output}`);
      this.#driver = await new Builder()
        .usingServer(`http://127.0.0.1:${port}`)
        .withCapabilities(capabilities)
        .build();
      await this.#driver.manage().setTimeouts({ script: longest, pageLoad: longest });
      this.#first = await this.#driver.getWindowHandle();
      this.#current = this.#first;
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  get pid() {
    return this.#program.pid;
  }

  async version() {
    return (await this.#driver.getCapabilities()).getBrowserVersion();
  }

  /** A new window. The first one stays empty and open: the session would end with the last. */
  newPage() {
    return this.#inTurn(async () => {
      await this.#switchTo(this.#first);
      await this.#driver.switchTo().newWindow('window');
      const handle = await this.#driver.getWindowHandle();
      this.#current = handle;
      return new WebKitPage({
        run: (command) => this.#inTurn(() => this.#switchTo(handle).then(() => command(this.#driver))),
        close: () => this.#inTurn(() => this.#closeWindow(handle)),
      });
    });
  }

  async #switchTo(handle) {
    if (this.#current !== handle) await this.#driver.switchTo().window(handle);
    this.#current = handle;
  }

  async #closeWindow(handle) {
    await this.#switchTo(handle);
    await this.#driver.close();
    await this.#switchTo(this.#first);
  }

  // A session has one current window for all who use it.
  #inTurn(action) {
    const done = this.#queue.then(() => withDeadline(action()));
    this.#queue = done.catch(() => {});
    return done;
  }

  /** Those of the page that was used last. */
  cookies() {
    return this.#inTurn(() => this.#driver.manage().getCookies());
  }

  setCookie(...cookies) {
    return this.#inTurn(async () => {
      for (const cookie of cookies) await this.#driver.manage().addCookie(cookie);
    });
  }

  deleteCookie(...cookies) {
    return this.#inTurn(async () => {
      for (const { name } of cookies) await this.#driver.manage().deleteCookie(name);
    });
  }

  /** Nothing of it runs until `resume`, as while the machine sleeps. */
  suspend() {
    this.#program.suspend();
  }

  resume() {
    this.#program.resume();
  }

  /** Ends it. Nothing of it is left running, nor on disk: rejects where something stays. */
  async close() {
    try {
      await this.#inTurn(() => this.#driver.quit());
      await this.#program.end();
      await this.#screen.end();
    } finally {
      await this.kill();
    }
  }

  /** Ends it as a crash would. */
  async kill() {
    await this.#program?.kill();
    await this.#screen?.kill();
    removeTemporaryDirectory(this.#home);
  }
}

/**
 * Starts a WebKitGTK with a home of its own, on an X server of its own, driven over WebDriver.
 *
 * @returns {Promise<WebKitBrowser>}
 */
export async function launchWebKitGTK() {
  if (!existsSync(browserProgram)) throw new Error('WebKitGTK is missing: node scripts/setup.mjs test');
  for (let attempt = 1; ; ++attempt) {
    const browser = new WebKitBrowser();
    try {
      await browser.start();
      return browser;
    } catch (error) {
      if (attempt === attempts || !/WebKitWebDriver ended/.test(error.message)) throw error;
    }
  }
}
