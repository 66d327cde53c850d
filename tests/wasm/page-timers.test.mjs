import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { Client, clock, PageTimers } from '../../build/testing/hoofbeat.js';
import { FakePage } from './support/fake-page.mjs';
import { FakePlatform } from './support/fake-platform.mjs';
import { connect, fakeConnections } from './support/fake-socket.mjs';
import { settled } from './support/virtual-clock.mjs';

let page;
let timers;
let fired;
const note = (name) => () => fired.push(name);
beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  page = new FakePage();
  timers = new PageTimers();
  fired = [];
});
afterEach(() => {
  mock.timers.reset();
  page.restore();
});

describe('a visible page', () => {
  test('uses timers of its own', () => {
    timers.schedule(note('a'), 100, false);
    const b = timers.schedule(note('b'), 100, false);
    timers.cancel(b);
    mock.timers.tick(99);
    assert.deepEqual(fired, []);
    mock.timers.tick(1);
    assert.deepEqual(fired, ['a']);
    assert.equal(page.workers.length, 0);
  });

  test('and a worker’s for those that are wanted steady; the first to come counts', async () => {
    timers.schedule(note('a'), 100, true);
    assert.deepEqual(page.worker.posted, [[1, 100]]);
    page.worker.onmessage({ data: 1 });
    page.worker.onmessage({ data: 1 });
    mock.timers.tick(100);
    assert.deepEqual(fired, ['a']);
    await settled();
    assert.equal(page.worker.isTerminated, true);
  });
});

describe('a hidden page', () => {
  test('hands what is pending to a worker, and what follows', async () => {
    timers.schedule(note('a'), 100, false);
    page.hide();
    assert.equal(page.workers.length, 1);
    const [[id, delay]] = page.worker.posted;
    assert.ok(delay > 0 && delay <= 100, String(delay));
    timers.schedule(note('b'), 200, false);
    assert.deepEqual(page.worker.posted[1], [2, 200]);
    page.worker.onmessage({ data: id });
    assert.deepEqual(fired, ['a']);
    timers.cancel(2);
    assert.deepEqual(page.worker.posted.at(-1), [2]);
    mock.timers.tick(1000);
    assert.deepEqual(fired, ['a']);
  });

  test('keeps its worker while a timer is set anew, and ends it when it is shown', async () => {
    page.hide();
    timers.schedule(() => timers.schedule(note('b'), 100, false), 100, false);
    page.worker.onmessage({ data: 1 });
    await settled();
    assert.equal(page.workers.length, 1);
    assert.equal(page.worker.isTerminated, false);
    page.show();
    await settled();
    assert.equal(page.worker.isTerminated, true);
    mock.timers.tick(100);
    assert.deepEqual(fired, ['b']);
  });

  for (const [how, refuse] of [
    [
      'by an exception',
      () =>
        page.setWorker(() => {
          throw new DOMException('refused', 'SecurityError');
        }),
    ],
    ['by an event', () => page.setWorker(() => ({ postMessage() {}, terminate() {} }))],
    ['since it has none', () => page.setWorker(undefined)],
  ]) {
    test(`where a policy refuses the worker ${how}, its own timers do`, () => {
      refuse();
      page.hide();
      timers.schedule(note('a'), 100, false);
      page.worker?.onerror?.({ preventDefault: note('quiet') });
      timers.schedule(note('b'), 100, false);
      assert.ok(page.workers.length <= 1);
      mock.timers.tick(100);
      assert.deepEqual(
        fired.filter((name) => name !== 'quiet'),
        ['a', 'b'],
      );
    });
  }
});

test('nothing stays behind: no worker, no listener', async () => {
  for (let i = 0; i < 100; i++) {
    const id = timers.schedule(note('never'), 1000, i % 2 === 0);
    if (i % 3 === 0) page.hide();
    timers.cancel(id);
    await settled();
    page.show();
  }
  assert.deepEqual(fired, []);
  assert.ok(page.workers.every(({ isTerminated }) => isTerminated));
  assert.equal(page.listeners, 0);
});

test('longer than a timer can be: it comes early, and not at once', () => {
  timers.schedule(note('a'), 2 ** 40, false);
  mock.timers.tick(2 ** 31 - 2);
  assert.deepEqual(fired, []);
  mock.timers.tick(1);
  assert.deepEqual(fired, ['a']);
});

test('longer than a timer can be: a worker’s is cut, too, or it would fire at once', () => {
  timers.schedule(note('steady'), 4e9, true);
  timers.schedule(note('a'), 4e9, false);
  page.hide();
  assert.equal(page.worker.posted.length, 3);
  for (const [, delay] of page.worker.posted) assert.ok(delay <= 2 ** 31 - 1 && delay > 2 ** 31 - 1000);
});

for (const jump of [3_600_000, -3_600_000]) {
  test(`the system’s clock is none the wiser where the wall clock jumps by ${jump} ms`, (t) => {
    const { now } = Date;
    const before = clock.now();
    t.mock.method(Date, 'now', () => now() + jump);
    const passed = clock.now() - before;
    assert.ok(passed >= 0 && passed < 60_000, String(passed));
  });
}

/** In small steps: a timer that is set within a tick begins at the tick's end. */
async function pass(milliseconds) {
  for (let passed = 0; passed < milliseconds; passed += 50) {
    mock.timers.tick(50);
    await settled();
  }
}

describe('where performance.now stands still', () => {
  test('a timer that has fired proves that its delay has passed', (t) => {
    t.mock.method(performance, 'now', () => 1000);
    const start = timers.now();
    for (const delay of [1, 10, 1000, 60_000]) {
      const set = timers.now();
      timers.schedule(note(delay), delay, false);
      mock.timers.tick(delay);
      assert.ok(timers.now() >= set + delay - 1e-6, String(delay));
    }
    assert.equal(fired.length, 4);
    assert.ok(timers.now() - start < 62_000);
  });

  test('where it tells the time in coarse steps, nothing is made up for', (t) => {
    const start = 1000;
    let time = start;
    t.mock.method(performance, 'now', () => Math.floor(time / 100) * 100);
    for (let i = 0; i < 100; i++) {
      timers.schedule(note('a'), 1050, false);
      time += 1050;
      mock.timers.tick(1050);
      assert.ok(timers.now() <= time);
    }
  });

  test('a client beats, and reconnects', async () => {
    const connections = fakeConnections(Client, { reconnectDelay: 5000, heartbeatOutgoing: 1000 });
    const { client, sockets } = connections;
    const socket = await connect(connections, '1.2', '0,1000');
    socket.takeSent();
    await pass(10_000);
    assert.ok(socket.takeSent().length >= 9);
    socket.closed(1006);
    await pass(4500);
    assert.equal(sockets.length, 1);
    await pass(1000);
    assert.equal(sockets.length, 2);
    await client.deactivate({ force: true });
  });
});

for (const [what, shim] of [
  ['nothing', {}],
  ['functions that take no listener away', { addEventListener() {} }],
]) {
  test(`a document that has ${what}: timers and clients do without it`, async () => {
    const platform = new FakePlatform();
    platform.set('document', shim);
    platform.set('addEventListener', undefined);
    try {
      timers.schedule(note('a'), 10, false);
      mock.timers.tick(10);
      assert.deepEqual(fired, ['a']);
      const connections = fakeConnections(Client, { reconnectDelay: 5000 });
      await connect(connections);
      await connections.client.deactivate({ force: true });
    } finally {
      platform.restore();
    }
  });
}
