import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engines, openPage } from '../support/browser-engines.mjs';
import { startSockJsPeer } from '../support/sockjs-peer.mjs';
import { clients, servePage, transports, visit } from './sockjs-page.mjs';

// Cookies and headers of the HTTP transports, to the page's own origin and to others.

const timeout = 30_000;
const served = servePage();
let peer;
before(async () => {
  peer = await startSockJsPeer();
});
after(() => peer?.stop());

const overHttp = transports.filter((transport) => transport !== 'websocket');
const targets = {
  "npm's sockjs, another origin": () => peer,
  'our server, same origin': () => served.same,
  'our server, another origin': () => served.other,
};

/** In a page: one session that says `x` and hears it. Rejects where it ends otherwise. */
function defineSession() {
  window.echoOnce = (url, options) =>
    new Promise((resolve, reject) => {
      const socket = new window.SockJS(url, null, options);
      socket.onopen = () => socket.send('x');
      socket.onmessage = () => socket.close();
      socket.onclose = ({ code, reason, passedOver }) => {
        if (code === 1000) resolve();
        else reject(new Error(`${code} ${reason} ${JSON.stringify(passedOver)}`));
      };
    });
}

// Of the browser's store, which requests are made from: a page's own view of it lags behind in Firefox.
const cookie = { name: 'JSESSIONID', domain: '127.0.0.1', path: '/' };
const ownCookies = async ({ browser }) =>
  (await browser.cookies()).filter(({ name }) => name === cookie.name);
const valueOfCookie = async (place) => (await ownCookies(place)).map(({ value }) => value);
const setCookie = ({ browser }, value) => browser.setCookie({ ...cookie, value });
const removeCookie = async (place) => place.browser.deleteCookie(...(await ownCookies(place)));

const echoOnce = ({ page }, url, options) =>
  page.evaluate((where, how) => window.echoOnce(where, how), url, options);

/** What npm's server was asked on the session URLs that begin so, without preflights, which carry no cookie. */
const requestsOf = (server) =>
  peer.requests.filter(({ method, url }) => method !== 'OPTIONS' && url.startsWith(`/echo/${server}/`));

async function prepare(place, client) {
  await visit(place, served, client);
  await place.page.evaluate(defineSession);
}

function testCookies(place, client, server, transport) {
  test(`${client}: the cookie is taken, and kept`, { timeout }, async () => {
    const url = `${server().httpUrl}cookie_needed_echo`;
    const options = { transports: transport, timeout: 10_000 };
    await prepare(place, client);
    await removeCookie(place);
    await echoOnce(place, url, options);
    assert.deepEqual(await valueOfCookie(place), ['dummy']);
    await setCookie(place, 'mine');
    await echoOnce(place, url, options);
    assert.deepEqual(await valueOfCookie(place), ['mine']);
  });
}

function testHeaders(place, server, transport) {
  test('headers of the application go with each request', { timeout }, async () => {
    await prepare(place);
    const name = `headers-${Math.random().toString(36).slice(2)}`;
    const first = peer.requests.length;
    await echoOnce(place, `${server().httpUrl}echo`, {
      transports: transport,
      timeout: 10_000,
      server: name,
      headers: { 'X-Token': 'secret' },
      transportOptions: { [transport]: { headers: { 'X-Own': transport } } },
    });
    if (server() !== peer) return; // the preflights were answered as they should, or it had not opened
    const requests = requestsOf(name);
    assert.ok(requests.length >= 2, 'one receives, one sends');
    for (const { headers } of requests)
      assert.deepEqual([headers['x-token'], headers['x-own']], ['secret', transport]);
    const info = peer.requests.slice(first).find(({ method, url }) => method === 'GET' && /info/.test(url));
    assert.deepEqual([info.headers['x-token'], info.headers['x-own']], ['secret', undefined]);
  });
}

function testOmittedCredentials(place, transport) {
  test(`${transport}: credentials "omit" keeps cookies back`, { timeout }, async () => {
    await prepare(place);
    await setCookie(place, 'mine');
    for (const [credentials, expected] of [
      ['omit', undefined],
      ['include', 'JSESSIONID=mine'],
    ]) {
      const name = `${credentials}-${Math.random().toString(36).slice(2)}`;
      await echoOnce(place, `${peer.httpUrl}echo`, {
        transports: transport,
        timeout: 10_000,
        credentials,
        server: name,
      });
      const sent = new Set(requestsOf(name).map(({ headers }) => headers.cookie));
      assert.deepEqual([...sent], [expected], credentials);
    }
  });
}

for (const { name: browserName, launch } of engines) {
  describe(browserName, () => {
    const place = openPage(launch);
    for (const transport of overHttp) {
      for (const [target, server] of Object.entries(targets)) {
        describe(`${target}, ${transport}`, () => {
          for (const client of Object.keys(clients)) testCookies(place, client, server, transport);
          if (transport !== 'eventsource') testHeaders(place, server, transport);
        });
      }
      if (transport !== 'eventsource') testOmittedCredentials(place, transport);
    }

    test('EventSource, which can have no headers, is passed over where they are asked for', {
      timeout,
    }, async () => {
      await prepare(place);
      const passedOver = await place.page.evaluate(
        (url) =>
          new Promise((resolve) => {
            const options = { transports: 'eventsource', headers: { 'X-Token': 'secret' } };
            new window.SockJS(url, null, options).onclose = (event) => resolve(event.passedOver);
          }),
        `${peer.httpUrl}echo`,
      );
      const told = passedOver.filter(({ transport }) => transport === 'eventsource');
      assert.deepEqual(
        told.map(({ code }) => code),
        ['transport_not_supported'],
      );
    });
  });
}
