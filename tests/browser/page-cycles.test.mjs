import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { launchChromium } from '../support/browser.mjs';
import { openPage } from '../support/browser-engines.mjs';
import { serveDirectory } from './served-directory.mjs';

// What a page keeps of connections that came and went.

const timeout = 120_000;
const served = serveDirectory(
  'page-cycles',
  (directory) => writeFileSync(path.join(directory, 'index.html'), '<!doctype html><title>cycles</title>'),
  ['--package', inRepository('dist')],
);

/** In the page, before its scripts: counts timers that are set, workers that run, and finds memory of wasm. */
function count() {
  const timers = new Set();
  const workers = new Set();
  window.counted = { timers, workers, workersMade: 0, memory: undefined };
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

describe('Chromium', () => {
  const place = openPage(launchChromium);

  test('1,000 connections leave no timer, listener, worker or memory behind', { timeout }, async () => {
    const { page } = place;
    const devTools = await page.createCDPSession();
    await page.evaluateOnNewDocument(count);
    await page.goto(served.server.httpUrl);
    await devTools.send('Performance.enable');

    async function measure() {
      await devTools.send('HeapProfiler.collectGarbage');
      const { metrics } = await devTools.send('Performance.getMetrics');
      const of = (name) => metrics.find((metric) => metric.name === name).value;
      const { usedSize } = await devTools.send('Runtime.getHeapUsage');
      const counted = await page.evaluate(() => ({
        timers: window.counted.timers.size,
        workers: window.counted.workers.size,
        workersMade: window.counted.workersMade,
        wasm: window.counted.memory.buffer.byteLength,
      }));
      return { ...counted, heap: usedSize, listeners: of('JSEventListeners'), nodes: of('Nodes') };
    }

    await page.evaluate(cycle, 100);
    const before = await measure();
    await page.evaluate(cycle, 1000);
    const after = await measure();

    assert.ok(after.workersMade >= 220, `${after.workersMade} workers came and went`);
    assert.deepEqual([after.timers, after.workers, page.workers().length], [0, 0, 0]);
    assert.deepEqual(
      [after.wasm, after.listeners, after.nodes],
      [before.wasm, before.listeners, before.nodes],
    );
    const growth = (after.heap - before.heap) / 1000;
    assert.ok(growth < 200, `each connection leaves ${growth} octets of heap`);
  });
});
