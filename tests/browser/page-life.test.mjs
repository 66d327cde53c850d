import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { Client } from '../../dist/index.js';
import { engines, openPage } from '../support/browser-engines.mjs';
import { until } from '../support/condition.mjs';
import { startSockJsPeer } from '../support/sockjs-peer.mjs';
import { loadSockJS, servePage, transports, visit } from './sockjs-page.mjs';

// What becomes of connections when their page is left, and when it comes back.

const timeout = 30_000;
const served = servePage();
let peer;
before(async () => {
  peer = await startSockJsPeer();
});
after(() => peer?.stop());

const numbers = Array.from({ length: 200 }, (_, i) => `number ${i}`);

/** A STOMP client in Node that hears what is published to the topic at the page's server. */
async function openListener(topic) {
  const heard = [];
  const client = new Client({
    webSocketFactory: () => new WebSocket(served.same.webSocketUrl, ['v12.stomp']),
  });
  await new Promise((resolve) => {
    client.onConnect = () => {
      client.watchForReceipt('subscribed', resolve);
      client.subscribe(topic, ({ body }) => heard.push(body), { receipt: 'subscribed' });
    };
    client.activate();
  });
  return { client, heard };
}

/** In the page: a connection that is open, as `window.connection`; its close event will be `window.closeEvent`. */
function openInPage({ page }, url, transport) {
  return page.evaluate(
    (where, own) =>
      new Promise((resolve, reject) => {
        const connection = new window.SockJS(where, null, { transports: own, timeout: 10_000 });
        window.connection = connection;
        connection.onopen = resolve;
        connection.onclose = ({ code, reason, wasClean }) => {
          window.closeEvent = { code, reason, wasClean };
          reject(new Error(`${code} ${reason}`));
        };
      }).then(() => {}),
    url,
    transport,
  );
}

/** Publishes from a page that is left in the same moment. `check` gets what was heard, and how to be heard oneself. */
async function leaveWithLastWords(place, transport, check) {
  const destination = `/topic/last-words-${Math.random()}`;
  const { client, heard } = await openListener(destination);
  const page = await place.browser.newPage();
  try {
    await visit({ page }, served);
    await page.evaluate(async (own) => {
      const { Client } = await import('/hoofbeat/index.js');
      window.client = new Client({ brokerURL: '/ws', sockjs: { transports: own, timeout: 10_000 } });
      await new Promise((resolve) => {
        window.client.onConnect = () => resolve();
        window.client.activate();
      });
    }, transport);
    await page.evaluate(
      (topic, bodies, elsewhere) => {
        for (const body of bodies) window.client.publish({ destination: topic, body });
        location.href = elsewhere;
      },
      destination,
      numbers,
      served.other.httpUrl,
    );
    await check(heard, (body) => client.publish({ destination, body }));
  } finally {
    await client.deactivate({ force: true });
    await page.close();
  }
}

function testLastWords(place, transport) {
  test(`${transport}: what was sent before the page was left arrives, once and in order`, {
    timeout,
  }, async () => {
    await leaveWithLastWords(place, transport, async (heard, publish) => {
      await until(() => heard.length >= numbers.length, { what: 'all messages' });
      publish('behind them');
      await until(() => heard.includes('behind them'));
      assert.deepEqual(heard, [...numbers, 'behind them']);
    });
  });
}

function testLostWords(place, transport) {
  test(`${transport}: of what was sent before the page was left nothing arrives twice or out of order`, {
    timeout,
  }, async () => {
    await leaveWithLastWords(place, transport, async (heard, publish) => {
      publish('beside them');
      await until(() => heard.includes('beside them'));
      const arrived = heard.filter((body) => body !== 'beside them');
      assert.deepEqual(arrived, numbers.slice(0, arrived.length));
    });
  });
}

/** Goes elsewhere and back: whether the page came out of the back/forward cache. */
async function leaveAndComeBack({ page }) {
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => {
      window.cameBack = persisted;
    });
  });
  await page.goto(served.other.httpUrl);
  // Not page.goBack() of puppeteer, which waits for a load that does not happen.
  if (page.back) await page.back();
  else await page.evaluate(() => history.back());
  const cameBack = async () => {
    // While the pages change there is none.
    const state = await page.evaluate(() => [location.href, window.cameBack]).catch(() => []);
    return state[0] === served.same.httpUrl && state;
  };
  const [, persisted] = await until(cameBack, { what: 'the page is back' });
  return persisted === true;
}

function testCache(place, transport, expected) {
  test(`${transport}: the page enters the back/forward cache, and hears ${expected} when it is back`, {
    timeout,
  }, async () => {
    await visit(place, served);
    await openInPage(place, `${peer.httpUrl}echo`, transport);
    assert.equal(await leaveAndComeBack(place), true, 'out of the cache');
    await place.page.waitForFunction(() => window.closeEvent);
    const { code, wasClean } = await place.page.evaluate(() => window.closeEvent);
    assert.deepEqual([code, wasClean], [expected, false]);
  });
}

function testStompComesBack(place, transport) {
  test(`${transport}: STOMP connects again when its page is back`, { timeout }, async () => {
    await visit(place, served);
    await place.page.evaluate(async (own) => {
      const { Client } = await import('/hoofbeat/index.js');
      const client = new Client({
        brokerURL: '/ws',
        sockjs: { transports: own, timeout: 10_000 },
        reconnectDelay: 20,
      });
      window.heard = [];
      window.connects = 0;
      await new Promise((resolve) => {
        client.onConnect = () => {
          window.connects += 1;
          client.subscribe('/topic/back', ({ body }) => window.heard.push(body));
          client.publish({ destination: '/topic/back', body: `connection ${window.connects}` });
          resolve();
        };
        client.activate();
      });
    }, transport);
    assert.equal(await leaveAndComeBack(place), true, 'out of the cache');
    await place.page.waitForFunction(() => window.heard.includes('connection 2'));
  });
}

const endsRequestsFirst =
  "a page's requests end as soon as it is to be left, before pagehide: by then a session over HTTP is lost";
const keepsNoConnections = 'a page with a connection is not kept, which is decided before pagehide';

/** What engines do otherwise, with the reason. */
const otherwise = {
  Chromium: {},
  Firefox: { endsRequestsFirst, keepsNoConnections },
  WebKitGTK: { endsRequestsFirst },
};

for (const { name, launch } of engines) {
  const isEarly = otherwise[name].endsRequestsFirst !== undefined;
  // An EventSource is told nothing of it.
  const codeOf = (transport) => (isEarly && /^xhr/.test(transport) ? 1006 : 1001);
  describe(name, () => {
    const place = openPage(launch);
    for (const transport of transports) {
      if (isEarly && transport !== 'websocket') testLostWords(place, transport);
      else testLastWords(place, transport);
    }
    if (!otherwise[name].keepsNoConnections) {
      for (const transport of transports) testCache(place, transport, codeOf(transport));
      for (const transport of ['websocket', 'xhr-streaming']) testStompComesBack(place, transport);
    }

    test('nobody listens for unload or beforeunload', { timeout }, async () => {
      await place.page.goto(served.same.httpUrl);
      await place.page.evaluate(() => {
        window.listened = [];
        const original = EventTarget.prototype.addEventListener;
        EventTarget.prototype.addEventListener = function (type, ...rest) {
          window.listened.push(type);
          return original.call(this, type, ...rest);
        };
      });
      await loadSockJS(place);
      for (const transport of transports) await openInPage(place, `${peer.httpUrl}echo`, transport);
      const [listened, handlers] = await place.page.evaluate(() => [
        window.listened,
        [window.onunload, window.onbeforeunload],
      ]);
      assert.ok(listened.includes('pagehide'));
      assert.deepEqual(
        listened.filter((type) => /unload/.test(type)),
        [],
      );
      assert.deepEqual(handlers, [null, null]);
    });
  });
}
