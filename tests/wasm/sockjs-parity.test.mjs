import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import OldSockJS from 'sockjs-client';
import { SockJS } from '../../build/testing/hoofbeat.js';

// Side by side with sockjs-client, where that can be seen in Node. Where an error was a plain one with its name in the
// message, ours has that name besides.

let server;
let base;
before(async () => {
  // Never answers, so that connections stay where they are.
  server = createServer(() => {});
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

/** What comes of a call: what `see` says of its result, or the error. */
function outcome(call, see) {
  try {
    return see(call());
  } catch (error) {
    return {
      error: error.message,
      isSyntax: error instanceof SyntaxError,
      isType: error instanceof TypeError,
    };
  }
}

function same(call, see = (connection) => connection) {
  const seen = [OldSockJS, SockJS].map((Class) => outcome(() => call(Class), see));
  assert.deepEqual(seen[1], seen[0]);
  return seen[0];
}

function seeUrl(connection) {
  const { url, readyState, extensions, protocol, transport } = connection;
  connection.close();
  return { url, readyState, extensions, protocol, transport };
}

describe('statics', () => {
  for (const name of ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED']) {
    test(name, () => same((Class) => Class[name]));
  }
  test('version is a version', () => same((Class) => /^\d+\.\d+\.\d+$/.test(Class.version)));
});

describe('calls', () => {
  test('without arguments', () => same((Class) => new Class()));
  test('without new', () => {
    same((Class) => Class(`${base}/x`), seeUrl);
    same((Class) => {
      const connection = Class(`${base}/x`);
      connection.close();
      return connection instanceof Class && connection.constructor === Class;
    });
  });
  test('as a base class', () => {
    class Mine extends SockJS {
      greeting = 'hello';
      get doubled() {
        return this.url + this.url;
      }
    }
    const mine = new Mine(`${base}/x`);
    assert.ok(mine instanceof SockJS && mine instanceof Mine);
    assert.equal(mine.greeting, 'hello');
    assert.equal(mine.doubled, `${base}/x${base}/x`);
    mine.close();
  });
});

describe('URLs', () => {
  const urls = [
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
    'http://h',
    'http://h/',
    'http://h//',
    'http://h/a///',
    'HTTP://H/A/',
    'http://h/?q',
    'http://h:80/x',
    'https://h:443/x',
    'https://h:8443/x/',
    'http://[::1]:81/x',
  ];
  for (const url of urls) test(JSON.stringify(url), () => same((Class) => new Class(url), seeUrl));

  test('as the URL standard writes them, where the old one leaves them', () => {
    for (const [url, written] of [
      ['http://h/a b', 'http://h/a%20b'],
      ['http://h/a/../b/', 'http://h/b'],
      [' http://h/x ', 'http://h/x'],
    ]) {
      const connection = new SockJS(url);
      assert.equal(connection.url, written);
      connection.close();
    }
  });
});

describe('protocols', () => {
  for (const protocols of [undefined, null, '', 'a', ['a', 'a'], ['a', ''], ['b', 'a'], [], 5]) {
    test(JSON.stringify(protocols) ?? 'undefined', () => {
      same((Class) => new Class(`${base}/x`, protocols), seeUrl);
    });
  }
});

describe('sessionId', () => {
  for (const sessionId of [0, 3, 'x', null, {}, true, () => 'a']) {
    test(String(JSON.stringify(sessionId)), () => {
      same((Class) => new Class(`${base}/x`, null, { sessionId }), seeUrl);
    });
  }
});

describe('a connection that is not open', () => {
  const on = (call) =>
    same((Class) => {
      const connection = new Class(`${base}/x`);
      try {
        return [call(connection) ?? null, connection.readyState];
      } finally {
        connection.close();
      }
    });

  test('send', () => assert.match(on((it) => it.send('x')).error, /^InvalidStateError: /));
  for (const args of [
    [],
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
    [1000, ''],
    [3000, 'x'.repeat(123)],
    [3000, 'x'.repeat(124)],
    [3000, 'é'.repeat(123)],
    [1001, 'x'.repeat(124)],
  ]) {
    test(`close ${JSON.stringify(args).slice(0, 30)}`, () => on((it) => it.close(...args)));
  }

  test('errors have names', () => {
    const connection = new SockJS(`${base}/x`);
    assert.throws(() => connection.send('x'), { name: 'InvalidStateError' });
    assert.throws(() => connection.close(1), { name: 'InvalidAccessError' });
    connection.close();
    assert.throws(() => connection.close(1), { name: 'InvalidAccessError' });
  });
});

describe('events', () => {
  async function story(Class, begin) {
    const connection = begin(Class);
    const log = [];
    const state = () => [connection.readyState, connection.transport];
    connection.onerror = (event) => log.push(['onerror', event.type, ...state()]);
    connection.addEventListener('error', () => log.push(['error listener', ...state()]));
    connection.addEventListener('close', () => log.push(['close listener', ...state()]));
    const closed = new Promise((resolve) => connection.addEventListener('close', resolve));
    connection.onclose = ({ type, code, reason, wasClean }) =>
      log.push(['onclose', type, code, reason, wasClean, ...state()]);
    await closed;
    await new Promise((resolve) => setImmediate(resolve));
    return [...log, [connection.onclose, connection.onerror, ...state()]];
  }
  async function sameStory(begin) {
    const stories = await Promise.all([OldSockJS, SockJS].map((Class) => story(Class, begin)));
    assert.deepEqual(stories[1], stories[0]);
  }

  test('close while info is fetched', () =>
    sameStory((Class) => {
      const connection = new Class(`${base}/x`);
      connection.close(3001, 'why');
      return connection;
    }));

  test('nobody there', async () => {
    const unused = createServer();
    await new Promise((resolve) => unused.listen(0, '127.0.0.1', resolve));
    const { port } = unused.address();
    await new Promise((resolve) => unused.close(resolve));
    await sameStory((Class) => new Class(`http://127.0.0.1:${port}/x`));
  });
});
