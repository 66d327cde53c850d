import { artefactPath } from '../support/artefacts.mjs';

const size = { width: 1000, height: 760 };
const narrow = { width: 450, height: 760 }; // The least that WebKitGTK's browser admits is 447.
// Not at each picture, of which a page behind another has none.
const patiently = { timeout: 20_000, polling: 100 };

/** Somebody before a page: sees what it shows, types and clicks. */
export class Visitor {
  /** @param {import('../support/browser-engines.mjs').Page} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {{newPage(): Promise<object>}} browser */
  static async open(browser, url) {
    const page = await browser.newPage();
    await page.setViewport(size);
    await page.goto(url);
    return new this(page);
  }

  text(selector) {
    return this.page.$eval(selector, (element) => element.textContent);
  }

  /** Until there is such an element. */
  async waitFor(selector) {
    const isThere = (where) => document.querySelector(where) !== null;
    await this.page.waitForFunction(isThere, patiently, selector);
  }

  /** Until the element's text matches the regular expression. */
  async waitForText(selector, pattern) {
    const matches = (where, what) =>
      new RegExp(what, 's').test(document.querySelector(where)?.textContent ?? '');
    try {
      await this.page.waitForFunction(matches, patiently, selector, pattern);
    } catch (error) {
      const shown = await this.text(selector).catch(() => 'nothing');
      throw new Error(`${selector} does not show ${pattern}, but: ${shown}`, { cause: error });
    }
  }

  /** Replaces what a field holds, by keyboard. */
  async fill(selector, text) {
    await this.page.bringToFront();
    await this.page.$eval(selector, (field) => {
      field.value = '';
    });
    await this.page.type(selector, text);
  }

  async press(selector) {
    await this.page.bringToFront();
    await this.page.click(selector);
  }

  async pressKey(selector, key) {
    await this.page.bringToFront();
    await this.page.focus(selector);
    await this.page.keyboard.press(key);
  }

  /** Whether anything is wider than the window where that is narrow. */
  async overflowsWhenNarrow() {
    await this.page.setViewport(narrow);
    const overflows = await this.page.evaluate(
      () => document.documentElement.scrollWidth > window.innerWidth,
    );
    await this.page.setViewport(size);
    return overflows;
  }

  /** Kept for people to look at. */
  async screenshot(name) {
    await this.page.bringToFront();
    await this.page.screenshot({ path: artefactPath(`${name}.png`) });
  }

  close() {
    return this.page.close();
  }
}
