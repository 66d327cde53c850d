import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { serveDirectory } from '../browser/served-directory.mjs';
import { engines, openPage } from '../support/browser-engines.mjs';
import { Visitor } from './visitor.mjs';

// The greeting without modules: the same page with the one script tag or the other.

const timeout = 60_000;
const script = { now: 'hoofbeat.umd.js', before: 'stomp.umd.js' };
const tagOf = (source) => `<script defer src="${source}"></script>`;

const served = serveDirectory('example-classic', (directory) => {
  const greeting = path.join(directory, 'greeting');
  cpSync(inRepository('examples/greeting'), greeting, { recursive: true });
  cpSync(inRepository('examples/theme.css'), path.join(directory, 'theme.css'));
  cpSync(inRepository('dist/umd', script.now), path.join(greeting, script.now));
  const old = inRepository('node_modules/@stomp/stompjs/bundles', script.before);
  cpSync(old, path.join(greeting, script.before));
  const page = readFileSync(path.join(greeting, 'classic.html'), 'utf8');
  const parts = page.split(tagOf(script.now));
  assert.equal(parts.length, 2, 'the page has the tag once');
  writeFileSync(path.join(greeting, 'now.html'), page);
  writeFileSync(path.join(greeting, 'before.html'), parts.join(tagOf(script.before)));
});

function testGreeting(place, variant) {
  const title = `${script[variant]}: Connect, greetings, the server killed in between, Disconnect`;
  test(title, { timeout }, async () => {
    const { server } = served;
    const query = new URLSearchParams({ broker: server.webSocketUrl });
    const ada = await Visitor.open(place.browser, `${server.httpUrl}greeting/${variant}.html?${query}`);
    await ada.press('#connect');
    await ada.waitFor('#send:enabled');
    await ada.fill('#name', 'Ada');
    await ada.pressKey('#name', 'Enter');
    await ada.waitForText('#greetings', '^Hello, Ada!$');
    assert.deepEqual(await ada.page.problems(), []);

    await server.kill();
    try {
      await ada.waitFor('#send:disabled');
    } finally {
      await server.restart();
    }
    await ada.waitFor('#send:enabled');
    await ada.fill('#name', 'Grace');
    await ada.press('#send');
    await ada.waitForText('#greetings', 'Hello, Grace!$');
    await ada.press('#disconnect');
    await ada.waitFor('#connect:enabled');
    await ada.close();
  });
}

for (const { name, launch } of engines) {
  describe(name, () => {
    const place = openPage(launch);
    for (const variant of Object.keys(script)) testGreeting(place, variant);
  });
}
