import { writeFileSync } from 'node:fs';
import { By, Key } from 'selenium-webdriver';
import { until } from './condition.mjs';

// A WebDriver session does one command after the other, whichever window they are for: none of ours waits in the page,
// which may even be put aside meanwhile.

/**
 * In the page: begins an evaluation, and returns its answer or null where it is asynchronous. Errors are told rather than
 * thrown.
 */
function begin(id, evaluation) {
  const failed = (error) => JSON.stringify({ error: { message: String(error), stack: error?.stack } });
  try {
    const value = evaluation();
    if (typeof value?.then !== 'function') return JSON.stringify({ value });
    window.hoofbeatEvaluations ??= new Map();
    window.hoofbeatEvaluations.set(id, null);
    const tell = (answer) => window.hoofbeatEvaluations.set(id, answer);
    value.then((settled) => tell(JSON.stringify({ value: settled }))).catch((error) => tell(failed(error)));
    return null;
  } catch (error) {
    return failed(error);
  }
}

/** In the page: the answer, or null where there is none yet. */
function ask(id) {
  const answer = window.hoofbeatEvaluations?.get(id);
  if (answer === undefined) return '{"error":{"message":"the page has gone while it evaluated"}}';
  if (answer !== null) window.hoofbeatEvaluations.delete(id);
  return answer;
}

/** In the page: keeps what goes wrong from now on. */
function recordProblems() {
  window.hoofbeatProblems = [];
  const keep = (problem) => window.hoofbeatProblems.push(String(problem));
  addEventListener('error', ({ message }) => keep(message));
  addEventListener('unhandledrejection', ({ reason }) => keep(reason));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    keep(`${violatedDirective} forbids ${blockedURI}`),
  );
  const { error } = console;
  console.error = (...what) => {
    keep(what.join(' '));
    error.apply(console, what);
  };
}

/** A window of WebKitGTK: of puppeteer's `Page` what `Page` in browser-engines.mjs lists. */
export class WebKitPage {
  #window;
  #evaluations = 0;

  /** @param {{run(command: (driver: object) => unknown): Promise<unknown>, close(): Promise<void>}} window */
  constructor(window) {
    this.#window = window;
  }

  keyboard = {
    press: (key) =>
      this.#window.run((driver) => driver.switchTo().activeElement().sendKeys(Key[key.toUpperCase()])),
  };

  async goto(url) {
    await this.#window.run((driver) => driver.get(url));
    await this.evaluate(recordProblems);
  }

  /** By the driver: a page that goes away while it is asked something never answers, and the driver waits for it. */
  async back() {
    await this.#window.run((driver) => driver.navigate().back());
  }

  title() {
    return this.#window.run((driver) => driver.getTitle());
  }

  async evaluate(task, ...values) {
    this.#evaluations += 1;
    const id = this.#evaluations;
    // As text: Content-Security-Policy forbids the page to make functions of strings, and us nothing.
    const evaluation = `() => (${task})(...${JSON.stringify(values)})`;
    const run = (script) => this.#window.run((driver) => driver.executeScript(script));
    const answer =
      (await run(`return (${begin})(${id}, ${evaluation})`)) ??
      (await until(() => run(`return (${ask})(${id})`), { timeout: Infinity }));
    const { value, error } = JSON.parse(answer);
    if (error) throw Object.assign(new Error(error.message), { cause: error });
    return value;
  }

  async waitForFunction(condition, { timeout = 30_000 } = {}, ...values) {
    await until(() => this.evaluate(condition, ...values), { timeout, what: String(condition) });
  }

  $eval(selector, task, ...values) {
    return this.#evaluateWith('querySelector', selector, task, values);
  }

  $$eval(selector, task, ...values) {
    return this.#evaluateWith('querySelectorAll', selector, task, values);
  }

  #evaluateWith(query, selector, task, values) {
    const found = `document.${query}(${JSON.stringify(selector)})`;
    const elements = query === 'querySelectorAll' ? `[...${found}]` : found;
    return this.evaluate(`(...values) => (${task})(${elements}, ...values)`, ...values);
  }

  /** Until what was last changed is where it will be seen, and clicked. */
  #untilDrawn() {
    return this.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
    );
  }

  // In a window that was made smaller the driver still takes for visible what was so before, and does not scroll to it.
  async #scrollTo(selector) {
    await this.$eval(selector, (element) => element.scrollIntoView({ block: 'center' }));
    await this.#untilDrawn();
  }

  async click(selector) {
    await this.#scrollTo(selector);
    await this.#window.run((driver) => driver.findElement(By.css(selector)).click());
  }

  focus(selector) {
    return this.$eval(selector, (element) => element.focus());
  }

  async type(selector, text) {
    await this.#scrollTo(selector);
    await this.#window.run((driver) => driver.findElement(By.css(selector)).sendKeys(text));
  }

  async addScriptTag({ url }) {
    await this.evaluate((src) => {
      const script = Object.assign(document.createElement('script'), { src });
      const loaded = new Promise((resolve, reject) => {
        script.onload = () => resolve();
        script.onerror = () => reject(new Error(`can't be loaded: ${src}`));
      });
      document.head.append(script);
      return loaded;
    }, url);
  }

  /** In CSS pixels, of the page without the window around it. */
  async setViewport({ width, height }) {
    const sizes = () => [outerWidth - innerWidth, outerHeight - innerHeight];
    const [across, down] = await this.evaluate(sizes);
    await this.#window.run((driver) =>
      driver
        .manage()
        .window()
        .setRect({ x: 0, y: 0, width: width + across, height: height + down }),
    );
    await this.waitForFunction((w, h) => innerWidth === w && innerHeight === h, {}, width, height);
  }

  /** Nothing to do: there is no other window in front of it that takes its input. */
  async bringToFront() {}

  async screenshot({ path }) {
    await this.#untilDrawn();
    writeFileSync(path, await this.#window.run((driver) => driver.takeScreenshot()), 'base64');
  }

  /** Those since the page was loaded. */
  problems() {
    return this.evaluate(() => window.hoofbeatProblems ?? []);
  }

  close() {
    return this.#window.close();
  }
}
