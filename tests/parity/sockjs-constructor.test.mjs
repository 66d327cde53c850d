import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { casesOf, libraries, outcome } from './sockjs-pair.mjs';

// What can be seen before anything has gone over the network.

const same = casesOf('constructor');

let server;
let base;
before(async () => {
  // Never answers, so that connections stay where they are.
  server = createServer(() => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${server.address().port}`;
});
after(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

function seeAll(connection) {
  const { url, readyState, extensions, protocol, transport } = connection;
  connection.close();
  return { url, readyState, extensions, protocol, transport };
}
const make =
  (...args) =>
  ({ SockJS }) =>
    outcome(() => new SockJS(...args), seeAll);

describe('statics', () => {
  for (const name of ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED']) same(name, ({ SockJS }) => SockJS[name]);
  same('version is a version', ({ SockJS }) => /^\d+\.\d+\.\d+$/.test(SockJS.version));
});

describe('calls', () => {
  same('without arguments', ({ SockJS }) => outcome(() => new SockJS()));
  same('without new', ({ SockJS }) => outcome(() => SockJS(`${base}/x`), seeAll));
  same('without new: an instance', ({ SockJS }) => {
    const connection = SockJS(`${base}/x`);
    connection.close();
    return [connection instanceof SockJS, connection.constructor === SockJS];
  });
  same('without new and without arguments', ({ SockJS }) => outcome(() => SockJS()));
  same('null and undefined for what may be left out', ({ SockJS }) =>
    [
      [null, null],
      [undefined, undefined],
    ].map((rest) => outcome(() => new SockJS(`${base}/x`, ...rest), seeAll)),
  );
  test('as a base class', () => {
    for (const { SockJS } of Object.values(libraries)) {
      class Mine extends SockJS {
        greeting = 'hello';
        get doubled() {
          return this.url + this.url;
        }
      }
      const mine = new Mine(`${base}/x`);
      mine.close();
      assert.ok(mine instanceof SockJS);
      assert.deepEqual([mine.greeting, mine.url], ['hello', `${base}/x`]);
    }
  });
});

describe('URLs', () => {
  for (const url of [
    '',
    'ws://x/a',
    'ftp://x/',
    'mailto:x',
    'http://h/a#b',
    'http://h/a#',
    '/relative',
    'relative',
    '//h/x',
    'http://u:p@h/a/?x=1',
    'http://u@h/a/',
    'http://h',
    'http://h/',
    'http://h//',
    'http://h/a///',
    'HTTP://H/A/',
    'http://h/?q',
    'http://h/a/?q=/b/',
    'http://h:80/x',
    'https://h:443/x',
    'https://h:8443/x/',
    'http://[::1]:81/x',
    'http://h/a/../b/',
  ])
    same(`URL ${JSON.stringify(url)}`, make(url));
});

describe('protocols', () => {
  for (const protocols of [undefined, null, '', 'a', ['a', 'a'], ['a', ''], ['b', 'a'], [], 5])
    same(`protocols ${JSON.stringify(protocols)}`, (library) => make(`${base}/x`, protocols)(library));
});

describe('sessionId', () => {
  for (const sessionId of [0, 3, 'x', '', null, {}, true, () => 'a'])
    same(`sessionId ${JSON.stringify(sessionId) ?? 'a function'}`, (library) =>
      make(`${base}/x`, null, { sessionId })(library),
    );
});

describe('options that are not there', () => {
  for (const options of [
    { unheardOf: 1 },
    { transports: [] },
    { transports: null },
    { timeout: 0 },
    { server: '' },
  ])
    same(`options ${JSON.stringify(options)}`, (library) => make(`${base}/x`, null, options)(library));
});

describe('a connection that is not open', () => {
  const closings = [
    [],
    [undefined, undefined],
    [0],
    [1],
    [999],
    [1000],
    [1001],
    [2999],
    [3000],
    [4999],
    [5000],
    [66536],
    [1000.5],
    [Number.NaN],
    [null],
    ['3000'],
    [1000, ''],
    [1000, null],
    [3000, 'x'.repeat(123)],
    [3000, 'x'.repeat(124)],
    [3000, 'é'.repeat(123)],
    [1001, 'x'.repeat(124)],
  ];
  const on =
    (call) =>
    ({ SockJS }) => {
      const connection = new SockJS(`${base}/x`);
      try {
        return outcome(() => [call(connection) ?? null, connection.readyState]);
      } finally {
        connection.close();
      }
    };
  same(
    'send while CONNECTING',
    on((it) => it.send('x')),
  );
  for (const args of closings)
    same(
      `close ${JSON.stringify(args).slice(0, 30)}`,
      on((it) => it.close(...args)),
    );
  same(
    'close when it is closing',
    on((it) => {
      it.close(3000);
      it.close(3001);
      it.send('dropped');
      it.close(1);
    }),
  );
  same('names of errors', ({ SockJS }) => {
    const connection = new SockJS(`${base}/x`);
    const nameOf = (call) => {
      try {
        call();
      } catch (error) {
        return [error.name, error instanceof Error];
      }
    };
    const names = [() => connection.send('x'), () => connection.close(1), () => SockJS()].map(nameOf);
    connection.close();
    return names;
  });
});
