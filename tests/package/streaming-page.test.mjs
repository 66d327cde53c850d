import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { Stage } from './stage.mjs';

// hoofbeat/streaming in Chromium: what a server may answer.

const stage = new Stage();
const timeout = 60_000;
const directory = '/node_modules/hoofbeat/dist/streaming';

/** What `hear` comes to, or is rejected with. */
const outcome = (tab) =>
  tab.evaluate(
    (config) => window.application.hear(config).catch(({ code, message }) => ({ code, message })),
    stage.configs[0],
  );

test('each module is fetched when it is asked for, once', { timeout }, async () => {
  stage.writeUnbundled('hoofbeat/streaming');
  const site = await stage.serve('.');
  const asked = () => site.requests.filter((path) => path.endsWith('.wasm'));
  const [overWebSocket, overSockJS] = stage.configs;
  const hear = (tab, config) => tab.evaluate((it) => window.application.hear(it), config);
  await stage.visit(site.url, async (tab) => {
    assert.deepEqual(asked(), []);
    for (let i = 0; i < 2; i++) assert.equal(await hear(tab, overWebSocket), 'by ws');
    assert.deepEqual(asked(), [`${directory}/hoofbeat.wasm`]);
    for (let i = 0; i < 2; i++) assert.equal(await hear(tab, overSockJS), 'by http');
    assert.deepEqual(asked(), [`${directory}/hoofbeat.wasm`, `${directory}/hoofbeat-sockjs.wasm`]);
  });
});

test('a server that does not know what a .wasm is', { timeout }, async () => {
  stage.writeUnbundled('hoofbeat/streaming');
  for (const type of ['application/octet-stream', 'text/plain']) {
    const site = await stage.serve('.', { types: { '.wasm': type } });
    await stage.assertHears(site.url);
  }
});

test('a file that is not there, and one that is none, are told by their URL', { timeout }, async () => {
  stage.writeUnbundled('hoofbeat/streaming');
  rmSync(stage.project.installed('dist/streaming/hoofbeat.wasm'));
  const site = await stage.serve('.');
  const url = new URL(`${directory}/hoofbeat.wasm`, site.url).href;
  const visit = async () => {
    const tab = await stage.browser.newPage();
    await tab.goto(site.url);
    await tab.waitForFunction(() => window.application !== undefined);
    const { code, message } = await outcome(tab);
    await tab.close();
    assert.equal(code, 'wasm_failed');
    assert.ok(message.includes(`${url}: `), message);
    return message;
  };
  assert.match(await visit(), /: The answer has the status 404$/);
  stage.project.write(`.${directory}/hoofbeat.wasm`, '<!doctype html>');
  assert.match(await visit(), /expected magic word/);
});
