import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { SockJS } from '../../build/testing/hoofbeat.js';
import { FakeSocket } from './support/fake-socket.mjs';
import { clock, platform, start as startAt } from './support/sockjs-stage.mjs';

const url = 'https://fake.test/service';

const start = (options) => startAt(url, options);

describe('requests by fetch', () => {
  test('what is asked for', async () => {
    const { connection } = start({ transports: 'xhr-streaming' });
    const [info] = platform.requests;
    const stream = await platform.openStream();
    connection.send('é');
    const post = platform.request;
    for (const [request, method] of [
      [info, 'GET'],
      [stream, 'POST'],
      [post, 'POST'],
    ]) {
      assert.equal(request.init.method, method);
      assert.equal(request.init.cache, 'no-store');
      assert.equal(request.init.credentials, 'include');
      assert.deepEqual(request.init.headers, {});
    }
    assert.equal('body' in stream.init, false);
    assert.equal(post.init.body, '["é"]');
    // Browsers refuse such requests once 64 KiB of them are or were a moment ago under way.
    for (const request of [info, stream, post]) assert.ok(!request.init.keepalive);
    connection.close();
  });

  test('a text of several octets a unit in any pieces', async () => {
    const { connection, seen } = start({ transports: 'xhr-streaming' });
    const stream = await platform.openStream();
    for (const octet of new TextEncoder().encode('a["é🐎日"]\n')) await stream.send(Uint8Array.of(octet));
    assert.equal(seen.at(-1), 'é🐎日');
    connection.close();
  });

  test('credentials and headers, asked for anew', async () => {
    let token = 0;
    const { connection } = start({
      transports: ['xhr-streaming', 'eventsource'],
      credentials: 'omit',
      headers: () => ({ authorization: `${++token}`, 'x-all': 'a' }),
      transportOptions: { 'xhr-streaming': { headers: { 'x-all': 'b', 'x-own': 'c' } } },
    });
    assert.deepEqual(platform.request.init.headers, { authorization: '1', 'x-all': 'a' });
    const stream = await platform.openStream();
    assert.deepEqual(stream.init.headers, { authorization: '2', 'x-all': 'b', 'x-own': 'c' });
    assert.equal(stream.init.credentials, 'omit');
    connection.send('x');
    assert.deepEqual(platform.request.init.headers, { authorization: '3', 'x-all': 'b', 'x-own': 'c' });
    connection.close();
  });

  test('headers keep EventSource from being tried', async () => {
    const { connection } = start({ transports: ['eventsource', 'xhr-polling'], headers: { a: 'b' } });
    await platform.answerInfo();
    assert.match(platform.request.path, /\/xhr$/);
    assert.equal(connection.passedOver.at(-1).code, 'transport_not_supported');
    connection.close();
  });

  test('the end of a connection aborts what is under way', async () => {
    const { connection } = start({ transports: 'xhr-streaming' });
    const stream = await platform.openStream();
    connection.close();
    assert.equal(stream.aborted, true);
    await stream.send('a["late"]\n').catch(() => {});
  });

  test('user info, which fetch refuses in URLs, becomes a header', async () => {
    const own = { Authorization: 'own' };
    for (const [headers, expected] of [
      [undefined, { authorization: `Basic ${Buffer.from('ü:p:w').toString('base64')}` }],
      [own, own],
    ]) {
      const connection = new SockJS('https://%C3%BC:p%3Aw@fake.test/@service', null, { headers });
      assert.equal(connection.url, 'https://%C3%BC:p%3Aw@fake.test/@service');
      assert.match(platform.request.url, /^https:\/\/fake\.test\/@service\/info\?t=/);
      assert.deepEqual(platform.request.init.headers, expected);
      connection.close();
    }
  });

  test('user info with a percent sign that begins no escape', () => {
    for (const [info, expected] of [
      ['100%:p%zz', '100%:p%zz'],
      ['a%ff%3A:%', 'a\xff::%'],
    ]) {
      const connection = new SockJS(`https://${info}@fake.test/service`);
      const { authorization } = platform.request.init.headers;
      assert.equal(Buffer.from(authorization.split(' ')[1], 'base64').toString('latin1'), expected);
      connection.close();
    }
  });

  test('polling: one response after the other', async () => {
    const { connection, seen } = start({ transports: 'xhr-polling' });
    await platform.answerInfo();
    await platform.request.answer(200, 'o\n');
    for (const text of ['1', '2']) await platform.request.answer(200, `a["${text}"]\n`);
    assert.deepEqual(seen, [['open', 'xhr-polling', 1], '1', '2']);
    assert.equal(platform.requests.length, 5);
    connection.close();
  });
});

describe('requests by XMLHttpRequest, where fetch is missing', () => {
  beforeEach(() => platform.set('fetch', undefined));

  test('a stream, as it arrives', async () => {
    const { connection, seen } = start({ transports: 'xhr-streaming', headers: { 'x-a': 'b' } });
    const info = platform.xhr;
    assert.equal(info.method, 'GET');
    info.respond(200);
    info.receive('{"websocket":false}');
    info.end();
    const stream = platform.xhr;
    assert.equal(stream.method, 'POST');
    assert.equal(stream.withCredentials, true);
    assert.deepEqual(stream.headers, { 'x-a': 'b' });
    stream.respond(200);
    stream.receive('hhh\no');
    stream.receive('\na["é🐎');
    stream.receive('"]\n');
    connection.send('x');
    assert.equal(platform.xhr.body, '["x"]');
    assert.deepEqual(seen, [['open', 'xhr-streaming', 1], 'é🐎']);
    connection.close();
    platform.xhr.respond(204);
    platform.xhr.end();
    assert.equal(stream.aborted, true);
  });

  test('a status, and a failure', async () => {
    const { seen } = start({ transports: ['xhr-streaming', 'xhr-polling'], credentials: 'same-origin' });
    assert.equal(platform.xhr.withCredentials, false);
    platform.xhr.respond(200);
    platform.xhr.end();
    platform.xhr.respond(404);
    platform.xhr.fail();
    await clock.advance(0);
    assert.equal(seen[0][1], 2000);
  });
});

describe('EventSource', () => {
  test('messages, and a response that ends', async () => {
    const { connection, seen } = start({ transports: 'eventsource', credentials: 'same-origin' });
    await platform.answerInfo();
    const { source } = platform;
    assert.deepEqual(source.init, { withCredentials: false });
    source.open();
    source.receive('o');
    source.receive('a["100%25"]');
    source.lost();
    assert.equal(source.readyState, 2);
    assert.equal(platform.sources.length, 2);
    platform.source.open();
    platform.source.receive('a["next"]');
    assert.deepEqual(seen, [['open', 'eventsource', 1], '100%', 'next']);
    connection.close();
    assert.equal(platform.source.readyState, 2);
  });

  test('a refusal is the next transport’s turn', async () => {
    const { connection } = start({ transports: ['eventsource', 'xhr-polling'] });
    await platform.answerInfo();
    platform.source.lost(2);
    assert.match(platform.request.path, /\/xhr$/);
    connection.close();
  });
});

describe('WebSockets', () => {
  test('close codes: its own where a page may send it', async () => {
    for (const [frame, closes] of [
      ['c[3000,"x"]', [[1000]]],
      ['no frame', [[4002]]],
    ]) {
      start({ transports: 'websocket' });
      await platform.openWebSocket();
      platform.socket.receive(frame);
      assert.deepEqual(platform.socket.closes, closes);
      platform.socket.closed(1000);
      await clock.advance(0);
    }
  });

  test('octets are taken for the frames that they may be', async () => {
    const { connection, seen } = start();
    await platform.openWebSocket();
    assert.equal(platform.socket.binaryType, 'arraybuffer');
    platform.socket.receive(new TextEncoder().encode('a["é"]').buffer);
    assert.equal(seen.at(-1), 'é');
    connection.close();
  });

  test('what they hold is part of bufferedAmount', async () => {
    const { connection } = start();
    await platform.openWebSocket();
    platform.socket.bufferedAmount = 7;
    assert.equal(connection.bufferedAmount, 7);
    connection.close();
    assert.equal(connection.bufferedAmount, 0);
  });

  test('views of octets too, but a Blob is no message: the connection ends, and says why', async () => {
    const { connection, seen } = start({ transports: 'websocket' });
    await platform.openWebSocket();
    const end = new Promise((resolve) => connection.addEventListener('close', resolve));
    platform.socket.receive(Buffer.from('a["1"]'));
    platform.socket.receive(new Blob(['a["2"]']));
    await clock.advance(0);
    assert.deepEqual(seen.slice(1), ['1', ['close', 1006, 'WebSocket connection broken', false, 3]]);
    const { error } = await end;
    assert.equal(error.code, 'exchange_failed');
    assert.match(error.cause.message, /Blob/);
    assert.equal(platform.socket.closes.length, 1);
  });

  test('a factory that is asynchronous: the next transport, the reason, and its socket is closed', async () => {
    const socket = new FakeSocket();
    const { connection } = start({ webSocketFactory: async () => socket });
    await platform.openStream();
    assert.equal(connection.transport, 'xhr-streaming');
    assert.match(connection.passedOver[0].message, /webSocketFactory must return a socket, not a promise/);
    assert.equal(socket.closes.length, 1);
    connection.close();
  });

  test('one that throws when it is closed, too', async () => {
    const reported = [];
    platform.set('reportError', ({ message }) => reported.push(message));
    for (const [act, whatIsReported] of [
      [(it) => it.send('x'), []],
      [(it) => it.close(), ['broken']],
    ]) {
      const { connection, seen } = start({ transports: 'websocket' });
      await platform.openWebSocket();
      platform.socket.send = platform.socket.close = () => {
        throw new Error('broken');
      };
      act(connection);
      await clock.advance(0);
      assert.equal(seen.at(-1)[0], 'close');
      assert.deepEqual(reported.splice(0), whatIsReported);
    }
  });

  test('one that throws when it is to send', async () => {
    const { connection, seen } = start();
    await platform.openWebSocket();
    platform.socket.readyState = 0;
    connection.send('x');
    await clock.advance(0);
    assert.equal(seen.at(-1)[1], 1006);
  });
});
