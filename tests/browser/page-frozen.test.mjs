import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { launchChromium } from '../support/browser.mjs';
import { openPage } from '../support/browser-engines.mjs';
import { until } from '../support/condition.mjs';
import { PageClient } from './page-client.mjs';
import { startStrictBroker } from './strict-broker.mjs';

// Pages that Chromium freezes: nothing runs in them, nor in their workers. It gives up their connections, which they
// learn when they go on: hidden still, as by then they are. The other engines have no such state, nor would their
// drivers bring it about.

const timeout = 30_000;

describe('Chromium', () => {
  const place = openPage(launchChromium);
  let broker;
  let devTools;
  before(async () => {
    broker = await startStrictBroker();
    devTools = await place.page.createCDPSession();
  });
  beforeEach(() => place.page.goto(`http://${broker.origin}/`));
  after(() => broker?.stop());

  const become = (state) => devTools.send('Page.setWebLifecycleState', { state });

  /** In the page: when it went on, and how long after that it made its next attempt to connect, in ms. */
  function watchResume(name) {
    return place.page.evaluate((which) => {
      const { client } = window.clients[which];
      document.addEventListener('resume', () => {
        window.resumed = performance.now();
      });
      client.beforeConnect = () => {
        window.attemptAfter = performance.now() - window.resumed;
      };
      client.onReconnecting = ({ delay }) => {
        window.reconnectDelay = delay;
      };
    }, name);
  }

  async function goOn(client) {
    await become('active');
    await client.visit(2);
    const [attemptAfter, delay] = await place.page.evaluate(() => [
      window.attemptAfter,
      window.reconnectDelay,
    ]);
    assert.equal(delay, 0);
    assert.ok(attemptAfter < 300, `${attemptAfter} ms after the page went on`);
    const { connected, events } = await client.state();
    assert.equal(connected, true);
    assert.ok(!events.includes('onHeartbeatLost'), events.join());
  }

  test('a page that was frozen for longer than the broker waits is connected again at once', {
    timeout,
  }, async () => {
    const client = await PageClient.start(place.page, broker, 'for-long');
    await watchResume(client.name);
    await become('frozen');
    await until(() => client.visits[0].isOver, { what: 'the broker lets the page go' });
    assert.equal(client.visits[0].wasSilent, true);
    await goOn(client);
  });

  test('and so is one that was frozen for a moment: its browser gave up the connection, the client did not', {
    timeout,
  }, async () => {
    const client = await PageClient.start(place.page, broker, 'for-a-moment');
    await watchResume(client.name);
    await become('frozen');
    await until(() => client.visits[0].longestSilence > 1300 || client.visits[0].isOver);
    assert.equal(client.visits[0].isOver, false);
    await goOn(client);
    assert.equal(client.visits[0].wasSilent, false);
  });
});
