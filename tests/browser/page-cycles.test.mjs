import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { engines, openPage } from '../support/browser-engines.mjs';
import { serveDirectory } from './served-directory.mjs';

// What a page keeps of connections that came and went.

const timeout = 120_000;
const served = serveDirectory(
  'page-cycles',
  (directory) => writeFileSync(path.join(directory, 'index.html'), '<!doctype html><title>cycles</title>'),
  ['--package', inRepository('dist')],
);

/**
 * In the page, before it loads what makes connections: counts timers that are set, workers that run, and listeners of
 * the page's, and finds memory of wasm.
 */
function count() {
  const timers = new Set();
  const workers = new Set();
  window.counted = { timers, workers, workersMade: 0, listeners: 0, memory: undefined };
  for (const target of [window, document]) {
    const { addEventListener: add, removeEventListener: remove } = target;
    target.addEventListener = (...args) => {
      window.counted.listeners += 1;
      add.apply(target, args);
    };
    target.removeEventListener = (...args) => {
      window.counted.listeners -= 1;
      remove.apply(target, args);
    };
  }
  const { setTimeout: set, clearTimeout: clear, Worker: Original } = window;
  window.setTimeout = (callback, delay) => {
    const id = set(() => {
      timers.delete(id);
      callback();
    }, delay);
    timers.add(id);
    return id;
  };
  window.clearTimeout = (id) => {
    timers.delete(id);
    clear(id);
  };
  window.Worker = class extends Original {
    constructor(...args) {
      super(...args);
      workers.add(this);
      window.counted.workersMade += 1;
    }
    terminate() {
      workers.delete(this);
      super.terminate();
    }
  };
  const { Instance } = WebAssembly;
  WebAssembly.Instance = class extends Instance {
    constructor(...args) {
      super(...args);
      window.counted.memory ??= Object.values(this.exports).find((one) => one instanceof WebAssembly.Memory);
    }
  };
}

/** In the page: connects, subscribes, hears one message, and goes, so many times. */
async function cycle(times) {
  const { Client } = await import('/hoofbeat/index.js');
  for (let i = 0; i < times; i++) {
    // A worker takes as long as ten connections.
    const heartbeatStrategy = i % 5 === 0 ? 'worker' : 'interval';
    const client = new Client({ brokerURL: '/ws', heartbeatStrategy });
    await new Promise((resolve) => {
      client.onConnect = () => {
        client.subscribe('/topic/cycles', resolve);
        client.publish({ destination: '/topic/cycles', body: 'a message' });
      };
      client.activate();
    });
    await client.deactivate();
  }
}

const countedIn = (page) =>
  page.evaluate(() => {
    const { timers, workers, workersMade, listeners, memory } = window.counted;
    return {
      timers: timers.size,
      workers: workers.size,
      workersMade,
      listeners,
      wasm: memory?.buffer.byteLength,
    };
  });

/** What only Chromium tells: of the heap, and of all listeners and nodes. */
async function openDevTools(page) {
  const devTools = await page.createCDPSession();
  await devTools.send('Performance.enable');
  return async () => {
    await devTools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devTools.send('Performance.getMetrics');
    const of = (name) => metrics.find((metric) => metric.name === name).value;
    const { usedSize } = await devTools.send('Runtime.getHeapUsage');
    return { heap: usedSize, listeners: of('JSEventListeners'), nodes: of('Nodes') };
  };
}

async function runCycles(page, times) {
  // By hundreds, since no engine waits for a task for ever.
  for (let done = 0; done < times; done += 100) await page.evaluate(cycle, 100);
}

for (const { name, launch } of engines) {
  describe(name, () => {
    const place = openPage(launch);
    let measure;
    before(async () => {
      await place.page.goto(served.server.httpUrl);
      await place.page.evaluate(count);
      measure = name === 'Chromium' ? await openDevTools(place.page) : async () => undefined;
    });

    test('1,000 connections leave no timer, listener, worker or memory behind', { timeout }, async () => {
      const { page } = place;
      // WebKitGTK's driver has a timer of its own in the page.
      const { timers } = await countedIn(page);
      await runCycles(page, 100);
      const early = { counted: await countedIn(page), measured: await measure() };
      await runCycles(page, 1000);
      const late = { counted: await countedIn(page), measured: await measure() };

      assert.ok(late.counted.workersMade >= 220, `${late.counted.workersMade} workers came and went`);
      const { workersMade: _, ...counted } = late.counted;
      assert.deepEqual(counted, { timers, workers: 0, listeners: 0, wasm: early.counted.wasm });
      if (late.measured === undefined) return;
      assert.equal(page.workers().length, 0);
      assert.deepEqual(
        [late.measured.listeners, late.measured.nodes],
        [early.measured.listeners, early.measured.nodes],
      );
      const growth = (late.measured.heap - early.measured.heap) / 1000;
      assert.ok(growth < 200, `each connection leaves ${growth} octets of heap`);
    });
  });
}
