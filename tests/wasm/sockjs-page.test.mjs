import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { SockJS } from '../../build/testing/hoofbeat.js';
import { clock, platform, start as startAt } from './support/sockjs-stage.mjs';

const url = 'https://fake.test/service';

const start = (options) => startAt(url, options);

describe('a page that goes', () => {
  const listeners = new Map();
  beforeEach(() => {
    listeners.clear();
    platform.set('document', {});
    platform.set('addEventListener', (type, listener) => listeners.set(type, listener));
    platform.set('removeEventListener', (type, listener) => {
      if (listeners.get(type) === listener) listeners.delete(type);
    });
  });

  test('what waits is sent, all is closed, and nothing keeps listening', async () => {
    const { connection, seen } = start({ transports: 'xhr-streaming', headers: { a: 'b' } });
    const stream = await platform.openStream();
    for (const text of ['1', '2', '3']) connection.send(text);
    const post = platform.request;
    assert.deepEqual([...listeners.keys()], ['pagehide']);
    listeners.get('pagehide')({ type: 'pagehide', persisted: true });
    const words = platform.request;
    assert.match(words.path, /\/xhr_send$/);
    assert.deepEqual(words.init.body, '["2","3"]');
    assert.deepEqual(words.init.headers, { a: 'b' });
    assert.equal(words.init.keepalive, true);
    assert.equal(stream.aborted, true);
    assert.equal(post.aborted, false);
    assert.equal(listeners.size, 0);
    await clock.advance(0);
    assert.deepEqual(seen.at(-1).slice(0, 2), ['close', 1001]);
    await words.fail();
    await post.answer(204);
  });

  test('by sendBeacon where requests can’t outlive the page', async () => {
    const beacons = [];
    platform.set('Request', class Request {});
    platform.set('navigator', { sendBeacon: (...args) => beacons.push(args) });
    const { connection } = start({ transports: 'xhr-streaming' });
    await platform.openStream();
    connection.send('1');
    connection.send('é');
    listeners.get('pagehide')({ type: 'pagehide' });
    const [[target, blob]] = beacons;
    assert.match(target, /\/xhr_send$/);
    assert.equal(blob.type, 'text/plain;charset=utf-8');
    assert.equal(await blob.text(), '["é"]');
    await clock.advance(0);
  });

  test('nothing waits: nothing is sent', async () => {
    start();
    await platform.openWebSocket();
    const { length } = platform.requests;
    listeners.get('pagehide')({ type: 'pagehide' });
    assert.equal(platform.requests.length, length);
    assert.deepEqual(platform.socket.closes.length, 1);
    await clock.advance(0);
  });

  test('a connection that closes stops listening', async () => {
    const { connection } = start();
    connection.close();
    await clock.advance(0);
    assert.equal(listeners.size, 0);
  });
});

describe('the page’s URL', () => {
  test('relative ones', () => {
    platform.set('location', new URL('https://page.test/dir/page.html?x'));
    for (const [relative, absolute] of [
      ['/ws', 'https://page.test/ws'],
      ['ws/', 'https://page.test/dir/ws'],
      ['//other.test/ws', 'https://other.test/ws'],
      ['http://127.0.0.1:8080/ws', 'http://127.0.0.1:8080/ws'],
      ['http://127.1/ws', 'http://127.0.0.1/ws'],
      ['http://[::1]:8080/ws', 'http://[::1]:8080/ws'],
    ]) {
      const connection = new SockJS(relative);
      assert.equal(connection.url, absolute);
      connection.close();
    }
  });

  test('an insecure one for a secure page', () => {
    platform.set('location', new URL('https://page.test/'));
    for (const insecure of ['http://page.test/ws', 'http://localhost/ws', 'http://128.0.0.1/ws']) {
      assert.throws(() => new SockJS(insecure), {
        name: 'SecurityError',
        message: /^SecurityError: An insecure/,
      });
    }
  });
});

describe('a page that is busy', () => {
  test('what arrived meanwhile goes before a timer that comes late', async () => {
    const { seen } = start({ transports: 'websocket' });
    await platform.answerInfo();
    clock.stall(10_000);
    // Waits behind the timer of the transport, which is long overdue.
    clock.schedule(() => platform.socket.receive('o'), 0);
    await clock.advance(0);
    assert.equal(seen.at(-1)[0], 'open');
  });

  test('a transport that has not opened is late all the same', async () => {
    const { seen } = start({ transports: 'websocket' });
    await platform.answerInfo();
    clock.stall(10_000);
    await clock.advance(1);
    assert.deepEqual(seen.at(-1).slice(0, 2), ['close', 2000]);
  });
});
