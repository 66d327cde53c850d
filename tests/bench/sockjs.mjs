// Our SockJS against sockjs-client, in Chromium, taking turns.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { launchChromium } from '../support/browser.mjs';
import { startServer } from '../support/server.mjs';
import { startSource } from './sockjs-source.mjs';

const libraries = ['hoofbeat', 'sockjs-client'];
const peer = { peerName: 'sockjs-client', figure: 'peer/ours' };
const transports = ['websocket', 'xhr-streaming', 'eventsource', 'xhr-polling'];

async function openPage(chromium, source, library) {
  const page = await chromium.newPage();
  await page.goto(`${source.url}/`);
  await call(page, 'load', library);
  return page;
}

function call(page, name, ...values) {
  return page.evaluate(async (what, args) => (await import('/sockjs-page.mjs'))[what](...args), name, values);
}

async function inPage(chromium, source, library, run) {
  const page = await openPage(chromium, source, library);
  try {
    return await run(page);
  } finally {
    await page.close();
  }
}

/** Milliseconds to `open` by each transport, against our server. */
async function benchOpening(chromium, source, server, turns) {
  const url = `${server.httpUrl}echo`;
  const rows = [];
  for (const transport of transports) {
    const times = { hoofbeat: [], 'sockjs-client': [] };
    const pages = {};
    for (const library of libraries) pages[library] = await openPage(chromium, source, library);
    for (let turn = -2; turn < turns; turn++) {
      for (const library of libraries) {
        const page = pages[library];
        await page.bringToFront();
        const time = await call(page, 'timeToOpen', library, url, transport);
        if (turn >= 0) times[library].push(time);
      }
    }
    for (const library of libraries) await pages[library].close();
    const [ours, theirs] = libraries.map((library) => times[library]);
    rows.push({ ...peer, name: `SockJS to open, ${transport}`, unit: 'ms', ours, peer: theirs });
  }
  return rows;
}

/** Microseconds a message over one xhr-streaming response, a page of its own for each turn. */
async function benchStreaming(chromium, source, turns, share) {
  const rows = [];
  for (const { octets, size, batch } of [
    { octets: 2e6, size: 100, batch: 1 },
    { octets: 2e6, size: 100, batch: 10 },
    { octets: 16_384_000, size: 16_384, batch: 1 },
  ]) {
    const count = (octets / size) * share;
    const times = { hoofbeat: [], 'sockjs-client': [] };
    for (let turn = 0; turn < turns; turn++) {
      for (const library of libraries) {
        const taken = await inPage(chromium, source, library, (page) =>
          call(page, 'takeStream', library, `${source.url}/stream-${count}-${size}-${batch}`, count),
        );
        assert.deepEqual([taken.messages, taken.characters], [count, count * size]);
        times[library].push((taken.time / count) * 1000);
      }
    }
    const name = `SockJS streaming ${size} B, ${batch} a frame`;
    const [ours, theirs] = libraries.map((library) => times[library]);
    rows.push({ ...peer, name, unit: 'µs', ours, peer: theirs });
  }
  return rows;
}

// Of the process that renders the page, in MiB.
async function residentMemory(chromium, page) {
  await page.bringToFront();
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const browser = await chromium.browser.target().createCDPSession();
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))[1]) / 1024);
  return Math.max(...sizes);
}

/** By how many MiB a page has grown when so many MB have come over one stream, which is still open. */
async function benchMemory(source, turns, megabytes) {
  const [count, size] = [megabytes * 1000, 1000];
  const grown = {};
  for (const library of libraries) {
    grown[library] = [];
    for (let turn = 0; turn < turns; turn++) {
      const chromium = await launchChromium({ networkEnabled: false });
      try {
        const difference = await inPage(chromium, source, library, async (page) => {
          const before = await residentMemory(chromium, page);
          const url = `${source.url}/stream-${count}-${size}-1-held`;
          const { messages } = await call(page, 'takeStream', library, url, count);
          assert.equal(messages, count);
          return (await residentMemory(chromium, page)) - before;
        });
        grown[library].push(difference);
      } finally {
        await chromium.close();
      }
    }
  }
  const [ours, theirs] = libraries.map((library) => grown[library]);
  return { ...peer, name: `SockJS, a page that took ${megabytes} MB`, unit: 'MiB', ours, peer: theirs };
}

export async function bench({ quick }) {
  const source = await startSource();
  const server = await startServer({ args: ['--test-services'] });
  const chromium = await launchChromium({ networkEnabled: false });
  try {
    const opening = await benchOpening(chromium, source, server, quick ? 3 : 20);
    const streaming = await benchStreaming(chromium, source, quick ? 1 : 5, quick ? 0.25 : 1);
    const memory = await benchMemory(source, quick ? 1 : 3, quick ? 20 : 100);
    return { rows: [...opening, ...streaming, memory], facts: { chromium: await chromium.version() } };
  } finally {
    await chromium.close();
    await server.stop();
    await source.close();
  }
}
