import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium } from './browser.mjs';
import { isRunning } from './process-family.mjs';

test('Chromium opens a page, runs WebAssembly, and closes with all its processes', async () => {
  const chromium = await launchChromium();
  const page = await chromium.newPage();
  await page.goto('data:text/html,<title>hoofbeat</title>');
  assert.equal(await page.title(), 'hoofbeat');
  const emptyModule = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const kind = await page.evaluate(async (octets) => {
    const { module } = await WebAssembly.instantiate(new Uint8Array(octets));
    return String(module);
  }, emptyModule);
  assert.equal(kind, '[object WebAssembly.Module]');
  const { pid } = chromium;
  await chromium.close();
  assert.equal(isRunning(pid), false);
});
