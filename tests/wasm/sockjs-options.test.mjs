import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SockJS } from '../../build/testing/hoofbeat.js';
import { clock, platform, start as startAt } from './support/sockjs-stage.mjs';
import { settled } from './support/virtual-clock.mjs';

const url = 'https://fake.test/service';

const start = (options) => startAt(url, options);

describe('options that can’t be used', () => {
  for (const [options, error] of [
    [{ timeout: -1 }, { name: 'RangeError', message: /timeout/ }],
    [{ timeout: '5' }, { name: 'TypeError', message: /timeout/ }],
    [{ timeout: Number.NaN }, { name: 'RangeError', message: /timeout/ }],
    [{ silenceTimeout: 2 ** 31 }, { name: 'RangeError', message: /silenceTimeout/ }],
    [{ infoTimeout: 0 }, { name: 'RangeError', message: /infoTimeout/ }],
    [{ sendTimeout: 0 }, { name: 'RangeError', message: /sendTimeout/ }],
    [{ maxFrameBytes: 0 }, { name: 'RangeError', message: /maxFrameBytes/ }],
    [{ maxFrameBytes: 1.5 }, { name: 'RangeError', message: /maxFrameBytes/ }],
    [{ maxSendBufferBytes: {} }, { name: 'TypeError', message: /maxSendBufferBytes/ }],
    [{ sessionId: 257 }, { name: 'RangeError', message: /sessionId/ }],
    [{ server: 'a/b' }, { name: 'RangeError', message: /server/ }],
    [{ transports: 5 }, { name: 'TypeError', message: /transports/ }],
    [{ transports: [5] }, { name: 'TypeError', message: /transports/ }],
    [{ credentials: 'yes' }, { name: 'TypeError', message: /credentials/ }],
    [{ headers: 'a: b' }, { name: 'TypeError', message: /headers/ }],
    [
      { transportOptions: { 'xhr-polling': { headers: 5 } } },
      { name: 'TypeError', message: /transportOptions\.xhr-polling\.headers/ },
    ],
    [{ webSocketFactory: 'ws' }, { name: 'TypeError', message: /webSocketFactory/ }],
  ]) {
    test(JSON.stringify(options), async () => {
      assert.throws(() => new SockJS(url, null, options), error);
      await settled();
      assert.equal(platform.requests.length, 0);
    });
  }

  test('transports of the old kinds are passed over; an empty list is all', async () => {
    start({ transports: ['xdr-streaming', 'iframe-eventsource', 'xhr-polling'] });
    await platform.answerInfo();
    assert.match(platform.request.path, /\/xhr$/);
    for (const transports of [[], '']) {
      start({ transports });
      await platform.answerInfo();
      assert.match(platform.socket.url, /\/websocket$/);
    }
    const { seen } = start({ transports: 'jsonp-polling' });
    await platform.answerInfo();
    await clock.advance(0);
    assert.equal(seen[0][1], 2000);
  });

  test('null and undefined stand for the default', () => {
    const names = [
      'timeout',
      'server',
      'transports',
      'headers',
      'credentials',
      'webSocketFactory',
      'silenceTimeout',
    ];
    for (const nothing of [null, undefined]) {
      new SockJS(url, null, Object.fromEntries(names.map((name) => [name, nothing]))).close();
    }
    new SockJS(url, null, null).close();
  });
});
