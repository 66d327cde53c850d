import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { engines, openPage } from '../support/browser-engines.mjs';
import { serveDirectory } from './served-directory.mjs';

// The README's example, as it stands there, in a page.

const served = serveDirectory('readme');

function exampleOf(readme) {
  const [, example] = /```js\n(.*?)```/s.exec(readme) ?? assert.fail('README.md has no example');
  return example;
}

/** The page, as soon as the server's URL is known. */
function writePage() {
  const example = exampleOf(readFileSync(inRepository('README.md'), 'utf8'));
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
  });
}
