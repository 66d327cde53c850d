import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { until } from '../support/condition.mjs';
import { startProcess } from '../support/processes.mjs';
import { testExample } from './stage.mjs';

const timeout = 90_000;
const leastRate = 190;
const measured = 1000;

/** Runs with a publisher, which is ended at the latest when it is done. */
async function withPublisher(broker, run) {
  const args = [inRepository('examples/quotes/publisher.mjs'), '--broker', broker];
  const publisher = await startProcess(process.execPath, args);
  try {
    await publisher.waitForOutput(/^publishing 200 updates a second/m);
    await run(publisher);
  } finally {
    await publisher.end();
  }
}

/** Somebody else who subscribes, by a client that is not under test: the last quote of each symbol, as it came. */
async function watchQuotes(broker) {
  const quotes = new Map();
  const { Client } = await import('@stomp/stompjs');
  const client = new Client({ webSocketFactory: () => new WebSocket(broker, ['v12.stomp']) });
  const connected = new Promise((resolve) => {
    client.onConnect = resolve;
  });
  client.activate();
  await connected;
  client.subscribe('/topic/quotes', ({ body }) => {
    const quote = JSON.parse(body);
    quotes.set(quote.symbol, quote);
  });
  return { quotes, close: () => client.deactivate() };
}

testExample('quotes', (stage) => {
  async function open() {
    const visitor = await stage.open(stage.server.webSocketUrl);
    await visitor.waitForText('#status', '^Connected$');
    return visitor;
  }

  const receivedBy = async (visitor) => Number(await visitor.text('#received'));
  const pricesOf = (visitor) =>
    visitor.page.$$eval('#quotes tr', (rows) =>
      rows.map(({ dataset, cells }) => [dataset.symbol, cells[1].textContent]),
    );

  test('200 updates a second arrive and are shown, the last one right', { timeout }, async () => {
    const watch = await watchQuotes(stage.server.webSocketUrl);
    const visitor = await open();
    await withPublisher(stage.server.webSocketUrl, async (publisher) => {
      await visitor.waitForText('#quotes', 'ROAN');
      const { updates, ms } = await visitor.page.evaluate(measurePace, measured);
      const rate = (updates / ms) * 1000;
      assert.ok(rate >= leastRate, `${rate.toFixed(1)} updates a second`);
      // The page's own count, which it makes anew twice a second.
      await visitor.waitForText('#rate', '^(19|20|21)[0-9]$');
      await visitor.waitForText('#delay', '^[0-9]{1,3} ms$');
      await visitor.screenshot(stage.screenshotName('quotes'));
      assert.equal(await visitor.overflowsWhenNarrow(), false);
      await publisher.end();
    });
    await watch.close();
    const last = [...watch.quotes].map(([symbol, { price }]) => [symbol, price.toFixed(2)]).sort();
    assert.equal(last.length, 8);
    const shows = async () => JSON.stringify((await pricesOf(visitor)).sort()) === JSON.stringify(last);
    await until(shows, { what: 'the page shows the last prices' });
    assert.equal(await visitor.text('#missed'), '0');
    assert.deepEqual(await visitor.page.problems(), []);
  });

  test('the server is killed and comes back: the page says so, and goes on', { timeout }, async () => {
    const visitor = await open();
    await withPublisher(stage.server.webSocketUrl, async () => {
      await visitor.waitForText('#received', '[0-9]{2}');
      await stage.server.kill();
      try {
        await visitor.waitForText('#status', '^Connection lost');
      } finally {
        await stage.server.restart();
      }
      await visitor.waitForText('#status', '^Connected$');
      const before = await receivedBy(visitor);
      await until(async () => (await receivedBy(visitor)) >= before + 200, { what: 'further updates' });
    });
  });
});

/** In the page: how long so many updates take, by what the page shows. */
function measurePace(updates) {
  const received = () => Number(document.getElementById('received').textContent);
  return new Promise((resolve) => {
    const first = received();
    const begin = performance.now();
    const look = () => {
      const arrived = received() - first;
      if (arrived < updates) return requestAnimationFrame(look);
      resolve({ updates: arrived, ms: performance.now() - begin });
    };
    look();
  });
}
