import { after, before } from 'node:test';
import { launchChromium, launchFirefox } from './browser.mjs';
import { launchWebKitGTK } from './browser-webkit.mjs';

/**
 * What a test may use of a page, whatever the engine. Values that go in and out are JSON. As in puppeteer, whose own
 * pages Chromium and Firefox have:
 *
 * - `goto(url)`, `title()`, `close()`, `bringToFront()`, `setViewport({width, height})`, `screenshot({path})`
 * - `evaluate(task, ...values)`, `$eval(selector, task, ...values)`, `$$eval(selector, task, ...values)`: the task runs
 *   in the page, and may be asynchronous
 * - `waitForFunction(condition, {timeout}, ...values)`
 * - `click(selector)`, `focus(selector)`, `type(selector, text)`, `keyboard.press('Enter')`
 * - `addScriptTag({url})`
 * - `back()`, of WebKitGTK alone: to the page before, and until it is there
 *
 * and `problems()`: a promise of what the browser complained about, exceptions and Content-Security-Policy included.
 *
 * @typedef {object} Page
 */

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {(options?: object) => Promise<{newPage(): Promise<Page>, close(): Promise<void>, version():
 *   Promise<string>, suspend(): void, resume(): void}>} launch a browser with a profile of its own
 */

/** @type {Engine[]} all that tests run in: `for (const { name, launch } of engines) describe(name, …)` */
export const engines = [
  { name: 'Chromium', launch: launchChromium },
  { name: 'Firefox', launch: launchFirefox },
  { name: 'WebKitGTK', launch: launchWebKitGTK },
];

/**
 * For the tests of one `describe`: a browser with one page.
 *
 * @param {Engine['launch']} launch
 * @param {object} [options] of `launch`
 * @returns {{browser: object, page: Page}} set before the first test runs
 */
export function openPage(launch, options) {
  const place = {};
  before(async () => {
    place.browser = await launch(options);
    place.page = await place.browser.newPage();
  });
  after(() => place.browser?.close());
  return place;
}
