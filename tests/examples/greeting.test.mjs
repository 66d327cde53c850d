import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testExample } from './stage.mjs';

const timeout = 60_000;

testExample('greeting', (stage) => {
  const open = () => stage.open(stage.server.webSocketUrl);

  test('Connect, a name, a greeting, Disconnect', { timeout }, async () => {
    const ada = await open();
    await ada.waitForText('#status', '^Disconnected$');
    await ada.press('#connect');
    await ada.waitForText('#status', '^Connected$');
    await ada.fill('#name', 'Ada <b>ünï</b>');
    await ada.press('#send');
    await ada.waitForText('#greetings', '^Hello, Ada <b>ünï</b>!$');
    await ada.screenshot(stage.screenshotName('greeting'));
    assert.equal(await ada.overflowsWhenNarrow(), false);
    await ada.press('#disconnect');
    await ada.waitForText('#status', '^Disconnected$');
    assert.equal(await ada.page.$eval('#conversation', ({ hidden }) => hidden), true);
    assert.equal(await ada.page.$eval('#send', ({ disabled }) => disabled), true);
    assert.deepEqual(await ada.page.problems(), []);
  });

  test('connects again after Disconnect', { timeout }, async () => {
    const ada = await open();
    for (const name of ['Ada', 'Grace']) {
      await ada.press('#connect');
      await ada.waitForText('#status', '^Connected$');
      await ada.fill('#name', name);
      await ada.pressKey('#name', 'Enter');
      await ada.waitForText('#greetings', `^Hello, ${name}!$`);
      await ada.press('#disconnect');
      await ada.waitForText('#status', '^Disconnected$');
    }
    assert.deepEqual(await ada.page.problems(), []);
  });

  test('the server is killed and comes back: the page says so, and greets again', { timeout }, async () => {
    const ada = await open();
    await ada.press('#connect');
    await ada.waitForText('#status', '^Connected$');
    await stage.server.kill();
    try {
      await ada.waitForText('#status', '^Connection lost');
      assert.equal(await ada.page.$eval('#send', ({ disabled }) => disabled), true);
    } finally {
      await stage.server.restart();
    }
    await ada.waitForText('#status', '^Connected$');
    await ada.fill('#name', 'Grace');
    await ada.press('#send');
    await ada.waitForText('#greetings', '^Hello, Grace!$');
  });
});
