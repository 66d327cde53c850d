import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium, launchFirefox } from './browser.mjs';
import { isRunning } from './process-family.mjs';

const emptyModule = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

for (const [name, launch, userAgent] of [
  ['Chromium', launchChromium, /Chrome\//],
  ['Firefox', launchFirefox, /Firefox\//],
]) {
  test(`${name} opens a page, runs WebAssembly, and closes with all its processes`, async () => {
    const browser = await launch();
    const { pid } = browser;
    try {
      const page = await browser.newPage();
      await page.goto('data:text/html,<title>hoofbeat</title>');
      assert.equal(await page.title(), 'hoofbeat');
      assert.match(await page.evaluate(() => navigator.userAgent), userAgent);
      const kind = await page.evaluate(async (octets) => {
        const { module } = await WebAssembly.instantiate(new Uint8Array(octets));
        return String(module);
      }, emptyModule);
      assert.equal(kind, '[object WebAssembly.Module]');
    } finally {
      await browser.close();
    }
    assert.equal(isRunning(pid), false);
  });
}

test('two of Firefox run beside each other', async () => {
  const browsers = await Promise.all([launchFirefox(), launchFirefox()]);
  try {
    const sums = browsers.map(async (browser) => (await browser.newPage()).evaluate(() => 1 + 1));
    assert.deepEqual(await Promise.all(sums), [2, 2]);
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
});
