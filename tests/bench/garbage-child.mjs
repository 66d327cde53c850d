// node --expose-gc … garbage-child.mjs <library> <rounds>: prints the octets allocated for each message, round by round.
import assert from 'node:assert/strict';
import { PerformanceObserver } from 'node:perf_hooks';
import process from 'node:process';
import { clientOf } from './clients.mjs';
import { BenchedLibrary } from './library.mjs';
import { receiveCases } from './messages.mjs';
import { standInForWebSocket } from './quiet-socket.mjs';

const measured = ['250 B of ASCII', '250 B of other text', '250 B, binary', '4 KB'];
const [, , name, rounds] = process.argv;
// Octets. Buffers beside the heap have the engine collect before its young generation is full.
const mostAtOnce = 15e6;

let lastCollection = 0;
const observer = new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntries()) lastCollection = Math.max(lastCollection, startTime);
});

function allocated() {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Octets for each of so many messages. */
async function measure(library, data, times) {
  // Buffers are given back beside the program; the second time waits for those of the first.
  globalThis.gc();
  globalThis.gc();
  const start = performance.now();
  const before = allocated();
  library.receive([data], times);
  const grown = allocated() - before;
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(library.takeSeen().count, times);
  assert.ok(lastCollection < start, 'something was collected meanwhile');
  return grown / times;
}

standInForWebSocket();
const library = await BenchedLibrary.connect(await clientOf(name));
observer.observe({ entryTypes: ['gc'] });
const results = [];
for (const { name, data, isTheUsual } of receiveCases.filter((each) => measured.includes(each.name))) {
  library.receive([data], 3000);
  library.takeSeen();
  const times = Math.min(20_000, Math.floor(mostAtOnce / (await measure(library, data, 100))));
  const octets = [];
  for (let round = 0; round < Number(rounds); round++) octets.push(await measure(library, data, times));
  results.push({ name, octets, goal: isTheUsual && { most: 0.25 } });
}
observer.disconnect();
await library.close();
console.log(JSON.stringify(results));
