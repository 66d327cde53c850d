import { artefactPath } from '../support/artefacts.mjs';

/** One tab with the console page, driven as a person would. */
export class ConsolePage {
  #page;
  constructor(page) {
    this.#page = page;
  }

  /** What the browser complained about: exceptions, refused requests, Content-Security-Policy. */
  problems() {
    return this.#page.problems();
  }

  static async open(browser, url, viewport = { width: 1280, height: 900 }) {
    const page = await browser.newPage();
    await page.setViewport(viewport);
    const console = new ConsolePage(page);
    await page.goto(url);
    // By its script: the state stands in the page from the start.
    await page.waitForFunction(() => (document.getElementById('broker-url')?.value ?? '') !== '');
    return console;
  }

  /** To the server that the page came from, or to this URL. */
  async connect(url) {
    if (url !== undefined) await this.fill('#broker-url', url);
    await this.#page.bringToFront();
    await this.#page.click('#connect');
    await this.waitForState('Connected');
  }

  async disconnect() {
    await this.#page.click('#disconnect');
    await this.waitForState('Disconnected');
  }

  waitForState(state) {
    return this.waitForText('#state', `^${state}`);
  }

  /** Until the element's text matches the regular expression. */
  waitForText(selector, pattern) {
    return this.#page.waitForFunction(
      (where, what) => new RegExp(what, 's').test(document.querySelector(where)?.textContent ?? ''),
      { timeout: 20_000 },
      selector,
      pattern,
    );
  }

  text(selector) {
    return this.#page.$eval(selector, (element) => element.textContent);
  }

  /** Replaces what a field holds, by keyboard. */
  async fill(selector, text) {
    await this.#page.bringToFront();
    await this.#page.$eval(selector, (field) => {
      field.value = '';
    });
    await this.#page.type(selector, text);
  }

  async press(selector) {
    await this.#page.bringToFront();
    await this.#page.click(selector);
  }

  async pressKey(selector, key) {
    await this.#page.bringToFront();
    await this.#page.focus(selector);
    await this.#page.keyboard.press(key);
  }

  async subscribe(destination) {
    await this.fill('#subscribe-destination', destination);
    await this.pressKey('#subscribe-destination', 'Enter');
    await this.waitForText('#subscriptions', destination);
  }

  async publish(destination, body) {
    await this.fill('#publish-destination', destination);
    await this.fill('#publish-body', body);
    await this.press('#publish');
  }

  /** Until the log has a frame of this direction and command whose row shows the text. */
  waitForFrame(direction, command, text) {
    return this.#page.waitForFunction(
      (way, name, what) =>
        [...document.querySelectorAll(`#frames [data-direction="${way}"][data-command="${name}"]`)].some(
          (row) => row.textContent.includes(what),
        ),
      { timeout: 20_000 },
      direction,
      command,
      text,
    );
  }

  countFrames(direction, command) {
    return this.#page.$$eval(
      `#frames [data-direction="${direction}"][data-command="${command}"]`,
      (rows) => rows.length,
    );
  }

  /** Whether anything is wider than the window. */
  overflows() {
    return this.#page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  }

  async screenshot(name) {
    await this.#page.bringToFront();
    await this.#page.screenshot({ path: artefactPath(`${name}.png`) });
  }

  close() {
    return this.#page.close();
  }
}
