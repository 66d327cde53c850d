import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { serveDirectory } from './served-directory.mjs';

// The README's example, as it stands there, in a page.

const served = serveDirectory('readme');

function exampleOf(readme) {
  const [, example] = /```js\n(.*?)```/s.exec(readme) ?? assert.fail('README.md has no example');
  return example;
}

test("the README's example greets", { timeout: 30_000 }, async () => {
  const { directory, server, chromium } = served;
  const example = exampleOf(readFileSync(inRepository('README.md'), 'utf8'));
  const here = example.replace('ws://127.0.0.1:8080/ws', server.webSocketUrl);
  assert.notEqual(here, example, "the example uses the server's default URL");
  writeFileSync(path.join(directory, 'example.js'), here);
  writeFileSync(
    path.join(directory, 'index.html'),
    `<!doctype html><title>example</title>
<script type="importmap">{"imports": {"hoofbeat": "/hoofbeat/index.js"}}</script>
<script type="module" src="/example.js"></script>`,
  );
  const page = await chromium.newPage();
  const printed = new Promise((resolve) => {
    page.on('console', (message) => {
      if (message.type() === 'log') resolve(message.text());
    });
    page.on('pageerror', resolve);
  });
  await page.goto(server.httpUrl);
  assert.equal(await printed, 'Hello, Ada!');
});
