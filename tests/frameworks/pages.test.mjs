import assert from 'node:assert/strict';
import path from 'node:path';
import process from 'node:process';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { Visitor } from '../examples/visitor.mjs';
import { launchChromium } from '../support/browser.mjs';
import { until } from '../support/condition.mjs';
import { freePort } from '../support/ports.mjs';
import { startProcess } from '../support/processes.mjs';
import { startServer } from '../support/server.mjs';
import { connectStomp } from '../support/stomp-socket.mjs';
import { FrameTap } from './frame-tap.mjs';

const directory = inRepository('examples/frameworks');
const timeout = 60_000;
const names = ['vanilla', 'react', 'vue', 'svelte'];
const shared = {};

/** By the frameworks' builds for production, and for development. */
const builds = ['frameworks', 'frameworks-development'];

before(async () => {
  shared.server = await startServer();
  shared.browser = await launchChromium();
});
after(async () => {
  await shared.browser?.close();
  await shared.server?.stop();
});

for (const build of builds)
  describe(build, () => {
    let pages;
    before(async () => {
      shared.port = await freePort();
      const vite = path.join(directory, 'node_modules/vite/bin/vite.js');
      const where = ['--outDir', inRepository('build', build), '--host', '127.0.0.1'];
      const args = [vite, 'preview', ...where, '--port', String(shared.port), '--strictPort'];
      pages = await startProcess(process.execPath, args, { cwd: directory, env: { NO_COLOR: '1' } });
      await pages.waitForOutput(new RegExp(`http://127\\.0\\.0\\.1:${shared.port}`));
    });
    after(() => pages?.end());
    for (const name of names) describe(name, () => testPage(name, build));
  });

function testPage(name, build) {
  // StrictMode mounts, unmounts and mounts again.
  const mountsTwice = name === 'react' && build === 'frameworks-development';
  const destination = `/topic/notes-${name}`;
  let tap;
  let ada;

  beforeEach(async () => {
    tap = await FrameTap.start(shared.server.webSocketUrl);
    const broker = new URLSearchParams({ broker: tap.url });
    ada = await Visitor.open(shared.browser, `http://127.0.0.1:${shared.port}/${name}/?${broker}`);
    await ada.waitForText('.status', '^Connected$');
    await until(() => tap.commands('SUBSCRIBE').length === 1, { what: 'SUBSCRIBE' });
  });
  afterEach(async () => {
    await ada?.close();
    await tap?.stop();
  });

  const notes = () => ada.page.$$eval('.notes li', (items) => items.map((item) => item.textContent));
  /** The ids of the subscriptions that stand. */
  const subscribed = () => {
    const ids = (command) => tap.commands(command).map(({ text }) => /^id:(.*)$/m.exec(text)[1]);
    const gone = ids('UNSUBSCRIBE');
    return ids('SUBSCRIBE').filter((id) => !gone.includes(id));
  };
  const publish = async (text) => {
    await ada.fill('input', text);
    await ada.pressKey('input', 'Enter');
  };
  /** By somebody else, so that nothing of the page stands between. */
  const sendBody = async (body) => {
    const { socket } = await connectStomp(shared.server.webSocketUrl);
    socket.send(`SEND\ndestination:${destination}\n\n${body}\0`);
    socket.close();
  };

  test('connects once, publishes, shows what arrives', { timeout }, async () => {
    await publish('first <b>ünï</b>');
    await ada.waitForText('.notes', '^first <b>ünï</b>$');
    await sendBody('{"text":"from elsewhere"}');
    await ada.waitForText('.notes', '^from elsewherefirst');
    assert.equal(await ada.page.$eval('input', ({ value }) => value), '');
    assert.equal(tap.connections, 1);
    assert.deepEqual(
      tap.frames.map(({ command }) => command).filter((command) => command !== 'SUBSCRIBE'),
      ['CONNECT', 'SEND'],
    );
    await ada.screenshot(`${build}-${name}`);
    assert.equal(await ada.overflowsWhenNarrow(), false);
    assert.deepEqual(await ada.page.problems(), []);
  });

  test('what is no note is told, and what follows it is shown', { timeout }, async () => {
    await sendBody('{"text":7}');
    await ada.waitForText('.board .error', 'no note: it has no text');
    await ada.screenshot(`${build}-${name}-error`);
    await sendBody('{"text":"a note"}');
    await ada.waitForText('.notes', '^a note$');
    assert.equal(await ada.page.$('.board .error'), null);
    assert.deepEqual(await ada.page.problems(), []);
  });

  test('the newest notes alone are kept', { timeout }, async () => {
    for (let number = 1; number <= 10; ++number) await publish(`note ${number}`);
    await ada.waitForText('.notes', '^note 10');
    assert.deepEqual(
      await notes(),
      Array.from({ length: 8 }, (_, index) => `note ${10 - index}`),
    );
  });

  test('the server is killed and comes back: so does the subscription, once', { timeout }, async () => {
    await publish('before');
    await ada.waitForText('.notes', '^before$');
    await shared.server.kill();
    try {
      await ada.waitForText('.status', '^Connection lost');
      assert.equal(await ada.page.$eval('form button', ({ disabled }) => disabled), true);
      await ada.screenshot(`${build}-${name}-lost`);
      tap.clear();
    } finally {
      await shared.server.restart();
    }
    await ada.waitForText('.status', '^Connected$');
    await until(() => tap.commands('SUBSCRIBE').length > 0, { what: 'SUBSCRIBE' });
    for (const text of ['after', 'last']) await publish(text);
    await ada.waitForText('.notes', '^last');
    assert.deepEqual(await notes(), ['last', 'after', 'before']);
    assert.equal(tap.commands('SUBSCRIBE').length, 1);
  });

  test('what is unmounted unsubscribes; mounted again it subscribes, by the same connection', {
    timeout,
  }, async () => {
    await ada.press('.toggle');
    await until(() => tap.commands('UNSUBSCRIBE').length > 0, { what: 'UNSUBSCRIBE' });
    assert.deepEqual(subscribed(), []);
    await publish('to nobody');
    await until(() => tap.commands('SEND').length > 0, { what: 'SEND' });
    await ada.press('.toggle');
    await until(() => tap.commands('SUBSCRIBE').length > 1, { what: 'another SUBSCRIBE' });
    await publish('seen');
    await ada.waitForText('.notes', 'seen');
    assert.equal((await notes())[0], 'seen');
    assert.equal((await notes()).includes('to nobody'), false);
    assert.equal((await notes()).filter((text) => text === 'seen').length, 1);
    assert.equal(subscribed().length, 1);
    assert.equal(tap.commands('UNSUBSCRIBE').length, mountsTwice ? 2 : 1);
    assert.equal(tap.connections, 1);
    assert.deepEqual(await ada.page.problems(), []);
  });

  test('what is unmounted while there is no connection does not come back with it', { timeout }, async () => {
    await shared.server.kill();
    try {
      await ada.waitForText('.status', '^Connection lost');
      await ada.press('.toggle');
      await ada.waitForText('.toggle', 'Show notes');
      tap.clear();
    } finally {
      await shared.server.restart();
    }
    await ada.waitForText('.status', '^Connected$');
    await publish('to nobody');
    await until(() => tap.commands('SEND').length > 0, { what: 'SEND' });
    assert.equal(tap.commands('SUBSCRIBE').length, 0);
    assert.equal(tap.commands('UNSUBSCRIBE').length, 0);
    assert.deepEqual(
      (await ada.page.problems()).filter((problem) => !/WebSocket/.test(problem)),
      [],
    );
  });

  test('a page that is left says DISCONNECT', { timeout }, async () => {
    await ada.page.goto('about:blank');
    await until(() => tap.commands('DISCONNECT').length === 1, { what: 'DISCONNECT' });
    await until(() => tap.open === 0, { what: 'the connection is closed' });
    assert.equal(tap.connections, 1);
  });
}
