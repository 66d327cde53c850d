import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { artefactPath } from './artefacts.mjs';
import { engines } from './browser-engines.mjs';
import { until } from './condition.mjs';
import { isRunning } from './process-family.mjs';

const emptyModule = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const userAgents = {
  Chromium: /Chrome\//,
  Firefox: /Firefox\//,
  WebKitGTK: /^(?!.*Chrome\/).*AppleWebKit\/.*Safari\//,
};

const form = `data:text/html,<title>hoofbeat</title><input id="name"><button onclick="
  document.getElementById('said').textContent = document.getElementById('name').value">say</button>
  <p id="said" class="line"></p><p class="line"></p>`;

for (const { name, launch } of engines) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      assert.equal(isRunning(browser?.pid), false);
    });

    test('opens a page and runs WebAssembly', async () => {
      const page = await browser.newPage();
      await page.goto('data:text/html,<title>hoofbeat</title>');
      assert.equal(await page.title(), 'hoofbeat');
      assert.match(await page.evaluate(() => navigator.userAgent), userAgents[name]);
      assert.match(await browser.version(), /\d+\.\d+/);
      const kind = await page.evaluate(async (octets) => {
        const { module } = await WebAssembly.instantiate(new Uint8Array(octets));
        return String(module);
      }, emptyModule);
      assert.equal(kind, '[object WebAssembly.Module]');
    });

    test('is used as by a person, and looked into', async () => {
      const page = await browser.newPage();
      await page.setViewport({ width: 500, height: 400 });
      await page.goto(form);
      await page.type('#name', 'Ada 7');
      await page.click('button');
      await page.waitForFunction(
        (text) => document.getElementById('said').textContent === text,
        { timeout: 5000 },
        'Ada 7',
      );
      assert.equal(await page.$eval('#said', (element, mark) => element.textContent + mark, '!'), 'Ada 7!');
      assert.equal(await page.$$eval('.line', (lines) => lines.length), 2);
      assert.deepEqual(await page.evaluate(() => [innerWidth, innerHeight]), [500, 400]);
      await page.type('#name', ' ü');
      await page.focus('button');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.getElementById('said').textContent === 'Ada 7 ü');
      assert.deepEqual(await page.problems(), []);
      const picture = artefactPath(`browser-${name}.png`);
      await page.screenshot({ path: picture });
      assert.ok(existsSync(picture));
    });

    test('two pages at once, one of which waits for the other; errors come back', async () => {
      const [one, two] = [await browser.newPage(), await browser.newPage()];
      for (const page of [one, two]) await page.goto('data:text/html,<title>x</title>');
      const waiting = one.evaluate(
        (word) =>
          new Promise((resolve) => {
            window.go = () => resolve({ word });
          }),
        'ünï 😀',
      );
      await two.evaluate(() => {
        document.title = 'two';
      });
      await one.evaluate(() => window.go());
      assert.deepEqual(await waiting, { word: 'ünï 😀' });
      assert.deepEqual([await one.title(), await two.title()], ['x', 'two']);
      assert.equal(await one.evaluate(() => {}), undefined);
      await assert.rejects(
        two.evaluate(async () => {
          throw new TypeError('as it should');
        }),
        /as it should/,
      );
      await assert.rejects(two.waitForFunction(() => false, { timeout: 200 }));
      await one.close();
      await two.evaluate(() => {
        console.error('told to the console');
        setTimeout(() => {
          throw new Error('nobody catches it');
        });
      });
      // Of an exception in a script of the driver's WebKit tells no more than that there was one.
      const problems = await until(async () => (await two.problems()).length >= 2 && two.problems());
      assert.match(problems.join(), /told to the console.*(nobody catches it|Script error)/s);
    });

    test('runs twice beside that', async () => {
      const browsers = await Promise.all([launch(), launch()]);
      try {
        const sums = browsers.map(async (browser) => (await browser.newPage()).evaluate(() => 1 + 1));
        assert.deepEqual(await Promise.all(sums), [2, 2]);
      } finally {
        await Promise.all(browsers.map((browser) => browser.close()));
      }
    });
  });
}
