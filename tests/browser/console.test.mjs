import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engines, openPage } from '../support/browser-engines.mjs';
import { startServer } from '../support/server.mjs';
import { ConsolePage } from './console-page.mjs';
import { startForgivingBroker } from './forgiving-broker.mjs';

let server;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

// CSS pixels. The toolbar of WebKitGTK's browser is wider than 400.
const narrow = { Chromium: 400, Firefox: 400, WebKitGTK: 450 };

for (const { name, launch } of engines) {
  describe(name, () => {
    const place = openPage(launch);
    testConsole(name, place);
  });
}

function testConsole(name, place) {
  /** Runs in a tab of its own, in which nothing may have gone wrong. */
  async function inConsole(run, viewport) {
    const tab = await ConsolePage.open(place.browser, server.httpUrl, viewport);
    try {
      await run(tab);
      assert.deepEqual(await tab.problems(), []);
    } finally {
      await tab.close();
    }
  }

  test('connects, subscribes, publishes and receives', async () => {
    await inConsole(async (tab) => {
      await tab.connect();
      assert.match(await tab.text('#version'), /1\.2/);
      assert.match(await tab.text('#heartbeat'), /10 s/);
      await tab.subscribe('/topic/prices');
      await tab.publish('/topic/prices', 'ünï <b>not bold</b>');
      await tab.waitForFrame('out', 'SEND', '/topic/prices');
      await tab.waitForFrame('in', 'MESSAGE', '/topic/prices');
      await tab.waitForText('#round-trip', String.raw`\d.*ms`);
      await tab.screenshot(`console-${name}-1280`);
      await tab.disconnect();
    });
  });

  test('the greeting of the guide', async () => {
    await inConsole(async (tab) => {
      await tab.connect();
      await tab.press('#greet');
      await tab.waitForText('#greeting', '^Hello, .+!');
    });
  });

  test('two tabs chat', async () => {
    await inConsole(async (ann) => {
      await inConsole(async (bob) => {
        await ann.connect();
        await bob.connect();
        await ann.fill('#chat-name', 'Ann');
        await ann.fill('#chat-text', '<img src=x> hello Bob');
        await ann.press('#chat-send');
        await bob.waitForText('#chat-log', 'Ann.*<img src=x> hello Bob');
        await bob.fill('#chat-name', 'Bob');
        await bob.fill('#chat-text', 'hello Ann');
        await bob.pressKey('#chat-text', 'Enter');
        await ann.waitForText('#chat-log', 'Bob.*hello Ann');
      });
    });
  });

  test('the server is killed and comes back: the page recovers by itself, subscriptions and all', async () => {
    const tab = await ConsolePage.open(place.browser, server.httpUrl);
    try {
      await tab.connect();
      await tab.subscribe('/topic/after');
      await server.kill();
      await tab.waitForState('Reconnecting');
      await tab.waitForText('#errors', 'lost');
      await tab.screenshot(`console-${name}-reconnecting`);
      await server.restart();
      await tab.waitForState('Connected');
      await tab.publish('/topic/after', 'back again');
      await tab.waitForFrame('in', 'MESSAGE', '/topic/after');
      // Browsers themselves log each refused connection.
      const refused = /WebSocket connection to|ERR_CONNECTION_REFUSED|can.t establish a connection/;
      const unexpected = (await tab.problems()).filter((problem) => !refused.test(problem));
      assert.deepEqual(unexpected, []);
    } finally {
      await tab.close();
    }
  });

  test(`is legible at ${narrow[name]} px`, async () => {
    await inConsole(
      async (tab) => {
        await tab.connect();
        await tab.subscribe('/topic/narrow');
        await tab.publish('/topic/narrow', 'x'.repeat(500));
        await tab.waitForFrame('in', 'MESSAGE', '/topic/narrow');
        assert.equal(await tab.overflows(), false);
        await tab.screenshot(`console-${name}-narrow`);
      },
      { width: narrow[name], height: 800 },
    );
  });

  test('an ERROR is told in words', async () => {
    await inConsole(async (tab) => {
      await tab.connect();
      await tab.publish('/nowhere/at/all', 'x');
      await tab.waitForText('#errors', 'nowhere');
    });
  });

  test('a broker that goes on after an ERROR is measured and used again', async () => {
    const broker = await startForgivingBroker();
    try {
      await inConsole(async (tab) => {
        await tab.connect(broker.url);
        await tab.waitForText('#round-trip', String.raw`\d.*ms`);
        await tab.publish('/refused', 'x');
        await tab.waitForText('#errors', 'refused here');
        // Longer than a probe's interval, with not one octet of the broker's.
        await broker.untilSilentFor(2500);
        const before = broker.probes;
        broker.beat();
        await tab.publish('/topic/after', 'still there');
        await broker.until(() => broker.bodies.includes('still there') && broker.probes > before);
      });
    } finally {
      await broker.close();
    }
  });

  test('connects by SockJS where the URL is one of HTTP', async () => {
    await inConsole(async (tab) => {
      await tab.connect(`${server.httpUrl}ws`);
      await tab.subscribe('/topic/sockjs');
      await tab.publish('/topic/sockjs', 'ünï 😀');
      await tab.waitForFrame('in', 'MESSAGE', '/topic/sockjs');
      await tab.waitForText('#frames', 'SockJS over');
      await tab.screenshot(`console-${name}-sockjs`);
    });
  });
}
