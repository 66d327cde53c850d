import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engines, openPage } from '../support/browser-engines.mjs';
import { until } from '../support/condition.mjs';
import { PageClient, watchUncaught } from './page-client.mjs';
import { startStrictBroker } from './strict-broker.mjs';

// What happens to a page that is visible: its network goes, its machine sleeps, its wall clock is set. The clients would
// wait for a minute before they connect again.

const timeout = 40_000;
const tolerance = 4000;

/** What a client may see, in any order, of a connection that broke. */
const lossEvents = ['onError transport_closed', 'onWebSocketClose 1006', 'onWebSocketError'];

async function assertOnlyLost(client) {
  const { connected, events } = await client.state();
  assert.equal(connected, true);
  assert.deepEqual(
    events.filter((event) => !lossEvents.includes(event)),
    [],
  );
}

/** The browser does nothing until `task` is done. */
async function asleep({ browser }, task) {
  browser.suspend();
  try {
    await task();
  } finally {
    browser.resume();
  }
}

async function untilSilentFor(visit, ms) {
  visit.forgetSilence();
  await until(() => visit.longestSilence > ms, { what: `a silence of ${ms} ms` });
}

/** With all that a page may say of it. `shift`: ms, from now on. */
function setWallClock(page, shift) {
  return page.evaluate((by) => {
    window.OriginalDate ??= Date;
    const Original = window.OriginalDate;
    window.Date = class extends Original {
      constructor(...args) {
        if (args.length === 0) super(Original.now() + by);
        else super(...args);
      }
      static now() {
        return Original.now() + by;
      }
    };
  }, shift);
}

function testNetwork(place) {
  test('a client whose network went waits, and tries at once when it is told that it is back', {
    timeout,
  }, async () => {
    const client = await PageClient.start(place.page, place.broker, 'offline');
    client.visits[0].cut();
    await until(async () => (await client.state()).events.includes('onWebSocketClose 1006'));
    assert.equal(client.visits.length, 1);
    await place.page.evaluate(() => {
      window.dispatchEvent(new Event('online'));
    });
    await client.visit(2, { timeout: 5000 });
    await assertOnlyLost(client);
    await client.end();
  });
}

// Where the browser can be told, it says so itself.
function testOffline(place) {
  test('offline, as the browser has it, and online again', { timeout }, async () => {
    const devTools = await place.page.createCDPSession();
    const become = (offline) =>
      devTools.send('Network.emulateNetworkConditions', {
        offline,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput: -1,
      });
    const client = await PageClient.start(place.page, place.broker, 'emulated');
    await become(true);
    await until(() => place.page.evaluate(() => !navigator.onLine));
    client.visits[0].cut();
    await until(async () => (await client.state()).events.includes('onWebSocketClose 1006'));
    assert.equal(client.visits.length, 1);
    await become(false);
    await client.visit(2, { timeout: 5000 });
    await assertOnlyLost(client);
    await client.end();
  });
}

function testSleep(place) {
  test('a machine that sleeps for longer than the broker waits: connected again soon', {
    timeout,
  }, async () => {
    const client = await PageClient.start(place.page, place.broker, 'sleep');
    const [visit] = client.visits;
    await asleep(place, () => until(() => visit.isOver, { what: 'the broker lets the page go' }));
    assert.equal(visit.wasSilent, true);
    await client.visit(2, { timeout: 5000 });
    await assertOnlyLost(client);
    await client.end();
  });

  test('a shorter sleep loses nothing: messages arrive once, in order', { timeout }, async () => {
    const client = await PageClient.start(place.page, place.broker, 'nap');
    const [visit] = client.visits;
    const numbers = Array.from({ length: 100 }, (_, i) => `number ${i}`);
    for (const body of numbers.slice(0, 20)) visit.publish(body);
    await asleep(place, async () => {
      for (const body of numbers.slice(20, 80)) visit.publish(body);
      await untilSilentFor(visit, 1600);
    });
    for (const body of numbers.slice(80)) visit.publish(body);
    await until(async () => (await client.state()).bodies.length >= numbers.length);
    assert.deepEqual(await client.state(), { connected: true, bodies: numbers, events: [] });
    assert.equal(client.visits.length, 1);
    await client.end();
  });
}

// What follows is the core's alone, and takes its time: the broker gets five seconds to be heard again.
function testForgottenConnection(place) {
  test('a machine that sleeps while its connection is forgotten on the way: connected again soon', {
    timeout,
  }, async () => {
    const client = await PageClient.start(place.page, place.broker, 'forgotten');
    const [visit] = client.visits;
    await asleep(place, async () => {
      // A timer that is over two seconds late tells of the sleep.
      await untilSilentFor(visit, 3500);
      visit.vanish();
    });
    await client.visit(2, { timeout: 15_000 });
    const { connected, events } = await client.state();
    assert.equal(connected, true);
    assert.ok(events.includes('onHeartbeatLost'), events.join());
    await client.end();
  });
}

function testWallClock(place) {
  test('the wall clock is set by an hour, both ways: nothing is lost, nothing is said', {
    timeout,
  }, async () => {
    const client = await PageClient.start(place.page, place.broker, 'clock');
    const [visit] = client.visits;
    for (const shift of [3_600_000, -3_600_000]) {
      await setWallClock(place.page, shift);
      const { beats } = visit;
      await until(() => visit.beats >= beats + 3 || visit.isOver);
    }
    await setWallClock(place.page, 0);
    assert.ok(visit.longestSilence < tolerance, `silent for ${visit.longestSilence} ms`);
    assert.deepEqual(visit.frames, ['CONNECT', 'SUBSCRIBE']);
    assert.deepEqual(await client.state(), { connected: true, bodies: [], events: [] });
    await client.end();
  });
}

// Engines tell of it by an exception or by an event.
function testPolicy(place) {
  test('a policy that forbids workers does so quietly, and heartbeats are those of a page without', {
    timeout,
  }, async () => {
    const { page, broker } = place;
    await page.goto(`http://${broker.origin}/without-workers`);
    await page.evaluate(watchUncaught);
    const client = await PageClient.start(page, broker, 'policed', { heartbeatStrategy: 'worker' });
    await until(() => page.evaluate(() => window.violated), { what: 'the policy forbids a worker' });
    const [visit] = client.visits;
    await until(() => visit.beats >= 2 || visit.isOver);
    assert.deepEqual(await client.state(), { connected: true, bodies: [], events: [] });
    assert.deepEqual(await page.evaluate(() => [window.violated, window.uncaught]), ['worker-src', []]);
    await client.end();
  });
}

// Engines word it differently, and some leave the directive out.
function testRefusedWasm(place) {
  test('a policy that forbids WebAssembly is told by activate, with the directive that is missing', {
    timeout,
  }, async () => {
    await place.page.goto(`http://${place.broker.origin}/without-wasm`);
    const told = await place.page.evaluate(async () => {
      const { Client } = await import('/hoofbeat/index.js');
      const client = new Client({ brokerURL: '/never' });
      try {
        client.activate();
      } catch ({ message, cause }) {
        return { message, hasCause: cause instanceof Error, active: client.active };
      }
    });
    assert.match(told.message, /Content-Security-Policy.*script-src.*'wasm-unsafe-eval'/);
    assert.deepEqual([told.hasCause, told.active], [true, false]);
    await place.page.goto(`http://${place.broker.origin}/`);
  });
}

for (const { name, launch } of engines) {
  describe(name, () => {
    const place = openPage(launch);
    before(async () => {
      place.broker = await startStrictBroker({ tolerance });
      await place.page.goto(`http://${place.broker.origin}/`);
    });
    after(() => place.broker?.stop());
    testNetwork(place);
    testSleep(place);
    testWallClock(place);
    testPolicy(place);
    testRefusedWasm(place);
    if (name !== 'Chromium') return;
    testForgottenConnection(place);
    testOffline(place);
  });
}
