import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { memory } from '../../build/testing/hoofbeat.js';
import { collectGarbage } from '../support/heap.mjs';
import { FakePage } from './support/fake-page.mjs';
import { connectedFrame } from './support/fake-socket.mjs';
import { startRecorded } from './support/life-cycle.mjs';
import { settled, VirtualClock } from './support/virtual-clock.mjs';

async function cycle(connections, advance) {
  const { client, socket } = connections;
  client.activate();
  await advance(0);
  socket().open();
  socket().receive(connectedFrame('1.2', '10000,10000'));
  client.subscribe('/topic/a', () => {});
  client.watchForReceipt('r', () => {});
  client.begin(undefined, () => {});
  client.publish({ destination: '/a', body: 'x'.repeat(1000), headers: { receipt: 'r' } });
  socket().receive(`MESSAGE\nsubscription:sub-0\nmessage-id:m\nack:a\n\n${'é'.repeat(1000)}\0`);
  socket().closed(1006);
  await advance(400);
  socket().open();
  socket().receive(connectedFrame());
  const done = client.deactivate();
  socket().closed(1000);
  await done;
}

test('1,000 cycles of connect, loss, reconnection and deactivation leave nothing behind', async () => {
  const clock = new VirtualClock();
  const page = new FakePage();
  const { connections, calls } = startRecorded({
    heartbeatIncoming: 10_000,
    heartbeatOutgoing: 10_000,
    heartbeatStrategy: 'worker',
  });
  const run = async (times) => {
    for (let i = 0; i < times; i++) {
      await cycle(connections, (milliseconds) => clock.advance(milliseconds));
      assert.equal(connections.client.connected, false);
      connections.sockets.length = 0;
      calls.length = 0;
    }
    await settled();
    collectGarbage();
    return { wasm: memory().octets.length, heap: process.memoryUsage().heapUsed };
  };
  // What the engine keeps for itself comes and goes; what each cycle left would be there in every round.
  const rounds = [await run(1000)];
  for (let i = 0; i < 3; i++) rounds.push(await run(1000));
  assert.equal(clock.pending, 0);
  assert.equal(page.listeners, 0);
  for (const { wasm } of rounds) assert.equal(wasm, rounds[0].wasm);
  const growths = rounds.slice(1).map(({ heap }, i) => (heap - rounds[i].heap) / 1000);
  assert.ok(Math.min(...growths) < 100, `a cycle leaves ${growths} octets of heap`);
  page.restore();
  clock.restore();
});

test('by the system’s clock, no worker stays behind', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const page = new FakePage();
  const { connections } = startRecorded({
    heartbeatIncoming: 10_000,
    heartbeatOutgoing: 10_000,
    heartbeatStrategy: 'worker',
  });
  const advance = async (milliseconds) => {
    await settled();
    // Some more: what passes meanwhile of the real time is none of the timers'.
    for (let passed = 0; passed < 2 * milliseconds; passed += 50) {
      mock.timers.tick(50);
      await settled();
    }
  };
  try {
    for (let i = 1; i <= 20; i++) {
      await cycle(connections, advance);
      await settled();
      assert.equal(connections.sockets.length, 2 * i);
      assert.ok(page.workers.length >= i, `${page.workers.length} workers`);
      assert.ok(page.workers.some(({ posted }) => posted.length > 0));
      assert.ok(page.workers.every(({ isTerminated }) => isTerminated));
      assert.equal(page.listeners, 0);
    }
  } finally {
    page.restore();
    mock.timers.reset();
  }
});
