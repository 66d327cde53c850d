import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, test } from 'node:test';
import { SockJS } from '../../build/testing/hoofbeat.js';
import { recordEvents } from './support/sockjs-events.mjs';
import { clock, open as openAt, platform, start } from './support/sockjs-stage.mjs';

const url = 'http://fake.test/service';

const open = (options) => openAt(url, options);

describe('closing', () => {
  test('CLOSING at once, the event in a task of its own, handlers are gone behind it', async () => {
    const { connection, seen } = await open();
    connection.close(3456, 'the reason');
    assert.equal(connection.readyState, SockJS.CLOSING);
    assert.equal(connection.transport, null);
    assert.deepEqual(platform.socket.closes, [[1000]]);
    connection.close(3000);
    connection.send('dropped');
    assert.deepEqual(seen, []);
    await clock.advance(0);
    assert.deepEqual(seen, [['close', 3456, 'the reason', true, 3]]);
    assert.equal(connection.onmessage, null);
    assert.equal(connection.onclose, null);
    assert.equal(connection.onerror, null);
    assert.equal(typeof connection.onopen, 'function');
    connection.send('dropped');
    connection.close();
    assert.deepEqual(platform.socket.takeSent(), []);
    assert.equal(clock.pending, 0);
  });

  test('while info is fetched: error, then close; and the request is aborted', async () => {
    const connection = new SockJS(url);
    const seen = recordEvents(connection);
    connection.close();
    await clock.advance(0);
    assert.deepEqual(seen, [
      ['error', 3],
      ['close', 1000, 'Normal closure', true, 3],
    ]);
    assert.equal(platform.request.aborted, true);
    assert.equal(connection.transport, undefined);
  });

  test('by the server: its code and reason', async () => {
    const { connection, seen } = await open();
    platform.socket.receive('a["last"]');
    platform.socket.receive('c[3000,"Go away!"]');
    assert.equal(connection.readyState, SockJS.CLOSING);
    await clock.advance(0);
    assert.deepEqual(seen, ['last', ['close', 3000, 'Go away!', true, 3]]);
  });

  test('in a handler: what came with the message is still told', async () => {
    const { connection, seen } = await open();
    const { onmessage } = connection;
    connection.onmessage = (event) => {
      onmessage(event);
      connection.close();
    };
    platform.socket.receive('a["1","2"]');
    await clock.advance(0);
    assert.deepEqual(seen, ['1', '2', ['close', 1000, 'Normal closure', true, 3]]);
  });

  test('what was sent before goes out, and nothing is waited for', async () => {
    const { connection, seen } = await open({ transports: 'xhr-streaming' });
    connection.send('1');
    connection.send('2');
    connection.close();
    await clock.advance(0);
    assert.equal(seen[0][0], 'close');
    await platform.request.answer(204);
    assert.equal(platform.request.init.body, '["2"]');
    await platform.request.answer(204);
    assert.equal(clock.pending, 0);
  });

  test('messages that nobody has confirmed are counted', async () => {
    const { connection } = await open({ transports: 'xhr-streaming' });
    let event;
    connection.onclose = (it) => {
      event = it;
    };
    for (const text of ['1', '2', '3']) connection.send(text);
    await platform.request.answer(500);
    await clock.advance(0);
    assert.equal(event.code, 1006);
    assert.equal(event.unconfirmed, 3);
    assert.equal(event.error.code, 'sending_failed');
    assert.match(event.error.message, /500/);
  });

  test('silence: 1006; none where the application has heartbeats of its own', async () => {
    const { seen, connection } = await open({ silenceTimeout: 1000 });
    await clock.advance(1001);
    assert.equal(seen.at(-1)?.[1], 1006);
    assert.equal(connection.readyState, SockJS.CLOSED);
  });
});

describe('events', () => {
  test('have a target, and the members of the platform’s', async () => {
    const { connection } = await open();
    const events = [];
    connection.onmessage = (event) => events.push(event);
    connection.onclose = (event) => events.push(event);
    platform.socket.receive('a["x"]');
    connection.close(3001, 'why');
    await clock.advance(0);
    const [message, close] = events;
    assert.equal(message.data, 'x');
    assert.deepEqual([close.code, close.reason, close.wasClean, close.unconfirmed], [3001, 'why', true, 0]);
    assert.deepEqual(close.passedOver, []);
    const sample = new Event('message');
    for (const event of events) {
      assert.deepEqual([event.target, event.currentTarget], [connection, connection]);
      for (const name in sample) assert.ok(name in event, name);
      for (const name of [
        'bubbles',
        'cancelable',
        'composed',
        'defaultPrevented',
        'returnValue',
        'cancelBubble',
      ])
        assert.equal(event[name], sample[name], name);
      assert.deepEqual(event.composedPath(), [connection]);
      event.preventDefault();
      event.stopPropagation();
      assert.equal(typeof event.timeStamp, 'number');
    }
  });

  test('once, by a signal, and stopped', async () => {
    const { connection } = await open();
    const log = [];
    const controller = new AbortController();
    connection.addEventListener('message', () => log.push('once'), { once: true });
    connection.addEventListener('message', () => log.push('until aborted'), { signal: controller.signal });
    connection.addEventListener('message', ({ data }) => log.push(data));
    connection.addEventListener('message', (event) => event.stopImmediatePropagation());
    connection.addEventListener('message', () => log.push('never'));
    platform.socket.receive('a["1","2"]');
    controller.abort();
    platform.socket.receive('a["3"]');
    assert.deepEqual(log, ['once', 'until aborted', '1', 'until aborted', '2', '3']);
  });

  test('a signal is let go of with the listener', async () => {
    const { connection } = await open();
    const { signal } = new AbortController();
    const waiting = () => getEventListeners(signal, 'abort').length;
    const listener = () => {};
    connection.addEventListener('message', listener, { signal });
    assert.equal(waiting(), 1);
    connection.removeEventListener('message', listener);
    assert.equal(waiting(), 0);
    connection.addEventListener('message', listener, { signal, once: true });
    platform.socket.receive('a["x"]');
    assert.equal(waiting(), 0);
    connection.close();
  });

  test('who is added or removed by a listener', async () => {
    const { connection } = await open();
    const log = [];
    const late = () => log.push('late');
    const removed = () => log.push('removed');
    connection.addEventListener('message', () => {
      log.push('first');
      connection.addEventListener('message', late);
      connection.addEventListener('message', late);
      connection.removeEventListener('message', removed);
    });
    connection.addEventListener('message', removed);
    platform.socket.receive('a["1","2"]');
    assert.deepEqual(log, ['first', 'first', 'late']);
  });

  test('the property first, then the listeners in their order; removed ones not', async () => {
    const { connection } = await open();
    const log = [];
    const removed = () => log.push('removed');
    connection.addEventListener('message', () => log.push('first'));
    connection.addEventListener('message', removed);
    connection.addEventListener('message', { handleEvent: () => log.push('object') });
    connection.removeEventListener('message', removed);
    connection.onmessage = function () {
      log.push(this === connection ? 'property' : 'without this');
    };
    platform.socket.receive('a["x"]');
    connection.dispatchEvent(new Event('message'));
    assert.deepEqual(log, ['property', 'first', 'object', 'property', 'first', 'object']);
    connection.close();
  });
});

describe('several at a time', () => {
  test('half a pair of surrogates behind other messages', async () => {
    const { connection, seen } = await open();
    platform.socket.receive(String.raw`a["x","\ud800","y","é"]`);
    assert.deepEqual(
      seen.map((each) => each.at(-1)),
      ['x', '\ud800', 'y', 'é'],
    );
    connection.close();
  });

  test('a close that is refused leaves the deadlines of all connections alone', async () => {
    const { connection, seen } = start(url, { transports: 'websocket', infoTimeout: 500 });
    const { connection: other } = start(url, { transports: 'websocket', infoTimeout: 100_000 });
    other.close();
    assert.throws(() => connection.close(999), { name: 'InvalidAccessError' });
    await clock.advance(501);
    assert.deepEqual(seen.at(-1)?.slice(0, 2), ['close', 1002]);
  });
});
