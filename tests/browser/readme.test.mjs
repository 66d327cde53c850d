import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { engines, openPage } from '../support/browser-engines.mjs';
import { serveDirectory } from './served-directory.mjs';

// What the README tells of browsers: its example, as it stands there, in a page, and their versions.

const readme = readFileSync(inRepository('README.md'), 'utf8');
const served = serveDirectory('readme');

function exampleOf(text) {
  const [, example] = /```js\n(.*?)```/s.exec(text) ?? assert.fail('README.md has no example');
  return example;
}

/** [major, minor] of the version that the README's table has for an engine. */
function versionInTable(engine) {
  const [, version] =
    new RegExp(`^\\| ${engine} \\|.*\\| ([\\d.]+) \\|$`, 'm').exec(readme) ??
    assert.fail(`README.md: ${engine}`);
  return numbersOf(version);
}

function numbersOf(version) {
  const [, major, minor = '0'] = /(\d+)(?:\.(\d+))?/.exec(version);
  return [Number(major), Number(minor)];
}

/** The page, as soon as the server's URL is known. */
function writePage() {
  const example = exampleOf(readme);
  const here = example.replace('ws://127.0.0.1:8080/ws', served.server.webSocketUrl);
  assert.notEqual(here, example, "the example uses the server's default URL");
  const files = {
    'example.js': here,
    'record.js': `window.printed = [];
console.log = (text) => printed.push(text);
for (const type of ['error', 'unhandledrejection']) addEventListener(type, (event) => printed.push(event.type));`,
    'index.html': `<!doctype html><title>example</title>
<script src="/record.js"></script>
<script type="importmap">{"imports": {"hoofbeat": "/hoofbeat/index.js"}}</script>
<script type="module" src="/example.js"></script>`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(served.directory, name), text);
}

for (const { name, launch } of engines) {
  describe(name, () => {
    const place = openPage(launch);
    test("the README's example greets", { timeout: 30_000 }, async () => {
      writePage();
      await place.page.goto(served.server.httpUrl);
      await place.page.waitForFunction(() => window.printed.length > 0);
      assert.deepEqual(await place.page.evaluate(() => window.printed), ['Hello, Ada!']);
    });

    test("the README's table has no later version", async (t) => {
      const version = await place.browser.version();
      t.diagnostic(`${name} ${version}`);
      const [major, minor] = numbersOf(version);
      const [tableMajor, tableMinor] = versionInTable(name);
      assert.ok(major > tableMajor || (major === tableMajor && minor >= tableMinor), version);
    });
  });
}
