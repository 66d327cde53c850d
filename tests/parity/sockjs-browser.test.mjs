import { readFileSync } from 'node:fs';
import { before, describe } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { servePage, visit } from '../browser/sockjs-page.mjs';
import { engines, openPage } from '../support/browser-engines.mjs';
import { until } from '../support/condition.mjs';
import { casesOf, shortcoming } from './sockjs-pair.mjs';
import { withService } from './sockjs-scripted-service.mjs';

// What only a page can show of the two.

const pair = { theirs: { client: 'sockjs-client' }, ours: { client: 'hoofbeat' } };
const served = servePage();
let place;

/** In a page, beside `window.SockJS`: what comes of a URL, and of a session. */
function defineInPage() {
  window.outcomeOf = (url) => {
    try {
      const connection = new window.SockJS(url);
      connection.close();
      return connection.url;
    } catch ({ message }) {
      return message;
    }
  };
  window.sessionAt = (url, options, closesWhenOpen) =>
    new Promise((resolve) => {
      const log = [];
      // Engines have words of their own for it.
      addEventListener('error', ({ message }) => log.push(/\w*Error/.exec(message)?.[0] ?? message));
      const connection = new window.SockJS(url, null, { timeout: 3000, ...options });
      connection.onopen = () => {
        log.push(['open', connection.transport]);
        if (closesWhenOpen) setTimeout(() => connection.close(), 0);
      };
      connection.onmessage = ({ data }) => {
        log.push(data);
        if (data === 'last') connection.close();
      };
      connection.onclose = ({ code, reason, wasClean }) => {
        log.push(['close', code, reason, wasClean]);
        resolve(log);
      };
    });
}

async function enter(client) {
  await visit(place, served, client);
  await place.page.evaluate(defineInPage);
}
const sessionAt = (url, options, closesWhenOpen = false) =>
  place.page.evaluate(
    (where, how, closes) => window.sessionAt(where, how, closes),
    url,
    options,
    closesWhenOpen,
  );

// ---- A page of https, without a server: what it asks for is answered here.

const origin = 'https://page.test';
const files = {
  '/sockjs.js': () => readFileSync(inRepository('node_modules/sockjs-client/dist/sockjs.js')),
  '/hoofbeat/sockjs.js': () => readFileSync(inRepository('dist/sockjs.js')),
  '/hoofbeat/shared.js': () => readFileSync(inRepository('dist/shared.js')),
};
async function openSecurePage() {
  const page = await place.browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const { origin: asked, pathname } = new URL(request.url());
    if (asked !== origin) return request.abort();
    if (pathname in files)
      return request.respond({ contentType: 'text/javascript', body: files[pathname]() });
    return request.respond({ contentType: 'text/html', body: '<!doctype html><title>secure</title>' });
  });
  await page.goto(`${origin}/dir/page.html?x`);
  return page;
}

const same = casesOf('browser', pair);

/** In whichever browser `place` is. */
function testEverywhere() {
  same('an empty URL', async ({ client }) => {
    await enter(client);
    const url = await place.page.evaluate(() => window.outcomeOf(''));
    return url === served.same.httpUrl.replace(/\/$/, '') ? 'the URL of the page' : url;
  });

  same('blanks in URLs', async ({ client }) => {
    await enter(client);
    return place.page.evaluate(() => ['http://h/a b', ' http://h/x '].map((url) => window.outcomeOf(url)));
  });

  // ---- With servers

  same('every request to /info and every poll is another for caches', ({ client }) =>
    withService(
      { xhr: (response, { count }) => response.end(count === 1 ? 'o\n' : 'a["last"]\n') },
      async (service) => {
        await enter(client);
        const log = await sessionAt(service.url, { transports: 'xhr-polling' });
        const { query } = service.to('info')[0];
        return [log, /^\?t=\w+$/.test(query)];
      },
    ),
  );

  same('all transports, in their order', ({ client }) =>
    withService({}, async (service) => {
      await enter(client);
      const log = await sessionAt(service.url, { timeout: 30_000 });
      const endpoints = service.requests.map(({ endpoint }) => endpoint);
      return [log, [...new Set(endpoints)]];
    }),
  );

  for (const transports of ['websocket', 'xhr-streaming', 'eventsource', 'xhr-polling'])
    same(`${transports}: messages there and back, and a farewell`, async ({ client }) => {
      await enter(client);
      return place.page.evaluate(
        (url, own) =>
          new Promise((resolve) => {
            const log = [];
            const connection = new window.SockJS(url, null, { transports: own, timeout: 10_000 });
            const note = (type, ...more) =>
              log.push([type, ...more, connection.readyState, connection.transport]);
            connection.onopen = () => {
              note('open');
              connection.send('1');
            };
            connection.onmessage = ({ data }) => {
              note('message', data);
              if (data.length === 3) connection.close(3001, 'enough');
              else connection.send(`${data}é`);
            };
            connection.onclose = ({ code, reason, wasClean }) => {
              note('close', code, reason, wasClean);
              resolve(log);
            };
          }),
        `${served.other.httpUrl}echo`,
        transports,
      );
    });

  // ---- Where sockjs-client falls short

  shortcoming(
    'events of a server that encodes nothing (Spring) throw',
    ({ client }) => {
      const events = ['o', 'a["100% sure"]', 'a["last"]'].map((frame) => `data: ${frame}\r\n\r\n`).join('');
      return withService({ eventsource: (response) => response.write(`\r\n${events}`) }, async ({ url }) => {
        await enter(client);
        return sessionAt(url, { transports: 'eventsource' });
      });
    },
    {
      theirs: [['open', 'eventsource'], 'URIError', 'last', ['close', 1000, 'Normal closure', true]],
      ours: [['open', 'eventsource'], '100% sure', 'last', ['close', 1000, 'Normal closure', true]],
    },
    pair,
  );

  shortcoming(
    'requests carry cookies, and servers that allow every origin must refuse them',
    ({ client }) => {
      const script = { allowedOrigin: '*', xhr_streaming: (response) => response.write('o\na["last"]\n') };
      return withService(script, async ({ url }) => {
        await enter(client);
        return sessionAt(url, { transports: 'xhr-streaming', credentials: 'omit' });
      });
    },
    {
      theirs: [['close', 1002, 'Cannot connect to server', false]],
      ours: [['open', 'xhr-streaming'], 'last', ['close', 1000, 'Normal closure', true]],
    },
    pair,
  );
}

/** What other engines' drivers can't do: answer requests, and run something before the page's first script. */
function testWithDevTools() {
  same('URLs in a page of https', async ({ client }) => {
    const securePage = await openSecurePage();
    if (client === 'hoofbeat')
      await securePage.evaluate(async () => {
        window.SockJS = (await import('/hoofbeat/sockjs.js')).default;
      });
    else await securePage.addScriptTag({ url: '/sockjs.js' });
    await securePage.evaluate(defineInPage);
    const urls = [
      'http://page.test/x',
      'http://localhost/x',
      'http://128.0.0.1/x',
      'http://[::2]/x',
      'http://127.0.0.1:1/x',
      'http://127.1.2.3:1/x',
      'http://[::1]:1/x',
      'https://page.test/x/',
      '/x',
      '/x/?q=1',
      'x',
      '../x/',
      '//other.test/x',
      '?q',
      '#f',
      'ws://page.test/x',
      'wss://page.test/x',
    ];
    return securePage.evaluate((all) => all.map((url) => [url, window.outcomeOf(url)]), urls);
  });

  shortcoming(
    'a page that listens for unload is not cached when it is left',
    async ({ client }) => {
      const page = await place.browser.newPage();
      try {
        await page.evaluateOnNewDocument(() => {
          window.listened = [];
          const original = EventTarget.prototype.addEventListener;
          EventTarget.prototype.addEventListener = function (type, ...rest) {
            window.listened.push(type);
            return original.call(this, type, ...rest);
          };
        });
        await visit({ page }, served, client);
        await page.evaluate(
          (url) =>
            new Promise((resolve) => {
              const connection = new window.SockJS(url, null, { timeout: 10_000 });
              connection.onopen = () => connection.close();
              connection.onclose = resolve;
            }).then(() => {}),
          `${served.same.httpUrl}echo`,
        );
        const listened = await page.evaluate(() => window.listened);
        return ['unload', 'pagehide'].filter((type) => listened.includes(type));
      } finally {
        await page.close();
      }
    },
    { theirs: ['unload'], ours: ['pagehide'] },
    pair,
  );
}

/** In Firefox neither leaves anything behind. */
function testPollLeftBehind() {
  shortcoming(
    'a connection that is closed right after `open` leaves a poll behind',
    ({ client }) =>
      withService({ xhr: (response, { count }) => count === 1 && response.end('o\n') }, async (service) => {
        await enter(client);
        const log = await sessionAt(service.url, { transports: 'xhr-polling' }, true);
        const left = () =>
          service
            .to('xhr')
            .slice(1)
            .filter(({ response }) => !response.destroyed).length;
        // A request that is made now comes behind all that the page had begun.
        await place.page.evaluate((url) => fetch(url).then(() => {}), `${service.url}/info`);
        await until(() => left() === 0, { timeout: 2000 }).catch(() => {});
        return [log.at(-1), left()];
      }),
    {
      theirs: [['close', 1000, 'Normal closure', true], 1],
      ours: [['close', 1000, 'Normal closure', true], 0],
    },
    pair,
  );
}

for (const { name, launch } of engines) {
  describe(name, () => {
    const opened = openPage(launch);
    before(() => {
      place = opened;
    });
    testEverywhere();
    if (name !== 'Firefox') testPollLeftBehind();
    if (name === 'Chromium') testWithDevTools();
  });
}
