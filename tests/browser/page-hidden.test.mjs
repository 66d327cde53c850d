import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launchChromium } from '../support/browser.mjs';
import { until } from '../support/condition.mjs';
import { PageClient, watchUncaught } from './page-client.mjs';
import { startStrictBroker } from './strict-broker.mjs';

// Hidden tabs, with all that Chromium does to them: timers once a second, and after a while, which is shortened here,
// once a minute. In Chromium alone, which has the switch that shortens it.

const timeout = 60_000;
const tolerance = 2000;
const throttling = '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/1';

let broker;
let browser;
let page;
const closing = [];
before(async () => {
  [broker, browser] = await Promise.all([
    startStrictBroker({ tolerance }),
    launchChromium({ args: [throttling] }),
  ]);
});
beforeEach(async () => {
  page = await browser.newPage();
});
afterEach(async () => {
  for (const one of [page, ...closing.splice(0)]) await one.close();
});
after(async () => {
  await browser?.close();
  await broker?.stop();
});

/** Puts another tab in front, until the test is over. */
async function hide() {
  const other = await browser.newPage();
  closing.push(other);
  await other.bringToFront();
  await until(() => page.evaluate(() => document.visibilityState === 'hidden'), { what: 'a hidden page' });
}

/** Counts what a chain of the page's own timers does. */
function watchTimers() {
  return page.evaluate(() => {
    const tick = () => {
      window.lastTick = performance.now();
      setTimeout(tick, 200);
    };
    tick();
  });
}

const timersStoodFor = () => page.evaluate(() => performance.now() - window.lastTick);

/** Until its timers stand still, as they do for a minute. */
function throttled() {
  return until(async () => (await timersStoodFor()) > 3000, { what: 'throttling', timeout: 20_000 });
}

async function untilLost(visit) {
  await until(() => visit.isOver, { what: 'the broker lets the page go', timeout: 20_000 });
  assert.equal(visit.wasSilent, true);
}

test('heartbeats keep their time in both directions, where those of @stomp/stompjs do not', {
  timeout,
}, async () => {
  await page.goto(`http://${broker.origin}/`);
  const ours = await PageClient.start(page, broker, 'ours');
  const theirs = await PageClient.start(page, broker, 'theirs', {}, 'stompjs');
  await watchTimers();
  await hide();
  await throttled();
  await untilLost(theirs.visits[0]);
  const [visit] = ours.visits;
  assert.ok(visit.longestSilence < tolerance, `silent for ${visit.longestSilence} ms`);
  assert.deepEqual(await ours.state(), { connected: true, bodies: [], events: [] });
});

test('a broker that fell silent is missed in time, and reconnection comes in its time', {
  timeout,
}, async () => {
  await page.goto(`http://${broker.origin}/`);
  const client = await PageClient.start(page, broker, 'missing', { reconnectDelay: 500 });
  await watchTimers();
  await hide();
  await throttled();
  const stood = await timersStoodFor();
  client.visits[0].vanish();
  const began = performance.now();
  await client.visit(2);
  assert.ok(performance.now() - began > 2000, 'no sooner than the heartbeats of both allow');
  client.visits[1].cut();
  await client.visit(3);
  assert.ok((await timersStoodFor()) > stood, 'while timers of the page stood still');
  const { connected, events } = await client.state();
  assert.equal(connected, true);
  assert.ok(events.includes('onHeartbeatLost'), events.join());
});

test('where a policy forbids workers, timers are late and nobody is told; all is well when the page is shown', {
  timeout,
}, async () => {
  await page.goto(`http://${broker.origin}/without-workers`);
  await page.evaluate(watchUncaught);
  const client = await PageClient.start(page, broker, 'policed');
  await hide();
  await until(() => page.evaluate(() => window.violated), { what: 'the policy forbids a worker' });
  assert.deepEqual((await client.state()).events, []);
  await untilLost(client.visits[0]);
  await page.bringToFront();
  await client.visit(2);
  const { events, connected } = await client.state();
  assert.deepEqual([connected, events], [true, ['onError transport_closed', 'onWebSocketClose 1006']]);
  assert.deepEqual(await page.evaluate(() => [window.violated, window.uncaught]), ['worker-src', []]);
});
