import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { FakePage } from './support/fake-page.mjs';
import { connect } from './support/fake-socket.mjs';
import { startRecorded } from './support/life-cycle.mjs';
import { settled, VirtualClock } from './support/virtual-clock.mjs';

let clock;
let page;
beforeEach(() => {
  clock = new VirtualClock();
  page = new FakePage();
});
afterEach(() => {
  page.restore();
  clock.restore();
});

const wakes = {
  'the network is back': () => page.window.dispatchEvent(new Event('online')),
  'the page was frozen': () => page.document.dispatchEvent(new Event('resume')),
  'the page was hidden': () => {
    page.hide();
    page.show();
  },
  'the page comes from the back/forward cache': () =>
    page.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true })),
};

for (const [what, wake] of Object.entries(wakes)) {
  describe(what, () => {
    test('a client that waits tries at once', async () => {
      const { connections } = startRecorded({ reconnectDelay: 5000 });
      const socket = await connect(connections);
      socket.closed();
      wake();
      await settled();
      assert.equal(connections.sockets.length, 2);
      await connections.client.deactivate({ force: true });
    });

    test('a connection that stands sends a beat; if it is lost, another follows at once', async () => {
      const config = { heartbeatOutgoing: 10_000, heartbeatIncoming: 10_000, reconnectDelay: 5000 };
      const { connections, calls } = startRecorded(config);
      const socket = await connect(connections, '1.2', '10000,10000');
      socket.takeSent();
      clock.stall(3_600_000);
      wake();
      assert.deepEqual(socket.takeSent(), ['\n']);
      socket.closed(1006);
      assert.deepEqual(calls.at(-1), ['onReconnecting', { attempt: 1, delay: 0 }]);
      await clock.advance(0);
      assert.equal(connections.sockets.length, 2);
      await connections.client.deactivate({ force: true });
    });
  });
}

test('a page that was asleep for long finds its broker there', async () => {
  const config = { heartbeatOutgoing: 10_000, heartbeatIncoming: 10_000 };
  const { connections, calls } = startRecorded(config);
  const socket = await connect(connections, '1.2', '10000,10000');
  clock.stall(3_600_000);
  await clock.advance(1);
  socket.receive('\n');
  await clock.advance(9000);
  assert.equal(connections.client.connected, true);
  assert.ok(!calls.some(([name]) => name === 'onError'));
  await connections.client.deactivate({ force: true });
});

test('an attempt at once has a timer of its own: one that is overdue may be held back for a minute', async () => {
  const config = { heartbeatOutgoing: 10_000, heartbeatIncoming: 10_000, reconnectDelay: 5000 };
  const { connections } = startRecorded(config);
  const socket = await connect(connections, '1.2', '10000,10000');
  clock.stall(20_000);
  page.document.dispatchEvent(new Event('resume'));
  const delays = [];
  clock.schedule = (callback, delay) => {
    delays.push(delay);
    return VirtualClock.prototype.schedule.call(clock, callback, delay);
  };
  socket.closed(1006);
  assert.deepEqual(delays, [0]);
  await clock.advance(0);
  assert.equal(connections.sockets.length, 2);
  await connections.client.deactivate({ force: true });
});

test('a pageshow that shows a new page, and a client that doesn’t want to reconnect', async () => {
  const { connections } = startRecorded({ reconnectDelay: 0 });
  const socket = await connect(connections);
  socket.closed();
  for (const wake of Object.values(wakes)) wake();
  page.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
  await clock.advance(100_000);
  assert.equal(connections.sockets.length, 1);
  await connections.client.deactivate({ force: true });
});

test('an inactive client listens to nothing', async () => {
  const { connections } = startRecorded();
  assert.equal(page.listeners, 0);
  await connect(connections);
  assert.ok(page.listeners > 0);
  await connections.client.deactivate({ force: true });
  assert.equal(page.listeners, 0);
});
