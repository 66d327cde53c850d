// Messages into a page of Chromium, end to end, from a server that can outrun it: the libraries, and a handler that does
// no more than read the text, against a bare WebSocket with an empty handler; one page each, taking turns.
import assert from 'node:assert/strict';
import { launchChromium } from '../support/browser.mjs';
import { startFloodServer } from './flood.mjs';
import { floodBatch, floodChecksum } from './flood-frames.mjs';
import { mainThreadOf } from './main-thread.mjs';

const parties = ['hoofbeat', 'stompjs', 'reader', 'bare'];
// `rate` and `thread`: the goals, by the bare socket.
const cases = [
  { name: '100 B', size: 100, count: 15_000, rate: 0.95, thread: 1.25 },
  { name: '16 KB', size: 16_384, count: 2_000, rate: 0.95, thread: 1.4 },
];

function call(page, name, ...values) {
  return page.evaluate(async (what, args) => (await import('/flood-page.mjs'))[what](...args), name, values);
}

async function openPage(chromium, server, party) {
  const page = await chromium.newPage();
  await page.goto(`${server.url}/`);
  await call(page, 'open', party, server.socketUrl);
  const threadTime = await mainThreadOf(page);
  return { page, threadTime };
}

async function floodPage({ page, threadTime }, party, count, size) {
  await page.bringToFront();
  const before = await threadTime();
  const taken = await call(page, 'flood', count, size);
  const thread = (await threadTime()) - before;
  assert.equal(taken.count, count);
  const sum = party === 'bare' ? 0 : floodChecksum(count, size, party === 'reader');
  assert.equal(taken.checksum, sum);
  return { rate: count / taken.milliseconds, thread: (thread / count) * 1000 };
}

async function benchCase(pages, { size, count, warmUp }, rounds) {
  const values = Object.fromEntries(parties.map((party) => [party, { rate: [], thread: [] }]));
  for (const party of parties) await floodPage(pages[party], party, warmUp, size);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < parties.length; turn++) {
      // Forwards and backwards, so that none always follows the same one.
      const way = round % 2 === 0 ? turn : parties.length - 1 - turn;
      const party = parties[(round + way) % parties.length];
      const { rate, thread } = await floodPage(pages[party], party, count, size);
      values[party].rate.push(rate);
      values[party].thread.push(thread);
    }
  }
  return values;
}

const titles = { hoofbeat: '', stompjs: 'stompjs, ', reader: 'a handler that reads the text, ' };

// How the others do shows what there is to be had.
function rowsOf({ name, rate, thread }, values) {
  return Object.entries(titles).flatMap(([party, title]) => {
    const row = (what, is, unit, goal) => ({
      name: `page, ${name}: ${title}${is}`,
      unit,
      ours: values[party][what],
      peer: values.bare[what],
      peerName: 'bare WebSocket',
      figure: 'ours/peer',
      goal: party === 'hoofbeat' ? goal : undefined,
    });
    return [
      row('rate', 'messages in a ms', '1/ms', { least: rate }),
      row('thread', 'main thread', 'µs', { most: thread }),
    ];
  });
}

const inBatches = (count) => Math.ceil(count / floodBatch) * floodBatch;

export async function bench({ quick }) {
  const server = await startFloodServer();
  const chromium = await launchChromium({ networkEnabled: false });
  try {
    const pages = {};
    for (const party of parties) pages[party] = await openPage(chromium, server, party);
    const rows = [];
    for (const each of cases) {
      const count = inBatches(quick ? each.count / 3 : each.count);
      const plan = { size: each.size, count, warmUp: inBatches(each.count / 3) };
      rows.push(...rowsOf(each, await benchCase(pages, plan, quick ? 4 : 30)));
    }
    return { rows, facts: { chromium: await chromium.version() } };
  } finally {
    await chromium.close();
    await server.stop();
  }
}
