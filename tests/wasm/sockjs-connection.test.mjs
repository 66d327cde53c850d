import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HoofbeatError, SockJS } from '../../build/testing/hoofbeat.js';
import { reactive } from '../support/deep-proxy.mjs';
import { recordEvents } from './support/sockjs-events.mjs';
import { clock, open as openAt, platform } from './support/sockjs-stage.mjs';

const url = 'http://fake.test/service';

const open = (options) => openAt(url, options);

describe('opening', () => {
  test('info, then the WebSocket, then the event', async () => {
    const connection = new SockJS(`${url}/?token=1`);
    const seen = recordEvents(connection);
    assert.equal(connection.url, `${url}?token=1`);
    assert.equal(connection.readyState, SockJS.CONNECTING);
    assert.match(platform.request.url, /^http:\/\/fake\.test\/service\/info\?token=1&t=/);
    await platform.answerInfo();
    assert.match(platform.socket.url, /^ws:\/\/fake\.test\/service\/\d{3}\/[a-z0-5]{8}\/websocket\?token=1$/);
    assert.equal(platform.socket.protocols, undefined);
    platform.socket.open();
    assert.deepEqual(seen, []);
    platform.socket.receive('o');
    assert.deepEqual(seen, [['open', 'websocket', 1]]);
    connection.close();
  });

  test('a WebSocket that fails: the next transport, with a time of its own and another session', async () => {
    const connection = new SockJS(url);
    const seen = recordEvents(connection);
    await platform.answerInfo();
    await clock.advance(500);
    platform.socket.closed(1006);
    await clock.advance(500);
    const [, , session] = platform.socket.url.match(/(\d{3})\/(\w+)\/websocket/);
    assert.match(platform.request.path, /\/xhr_streaming$/);
    assert.ok(!platform.request.path.includes(session));
    await platform.request.respond();
    await platform.request.send('hhh\no\na["é"]\n');
    assert.deepEqual(seen, [['open', 'xhr-streaming', 1], 'é']);
    assert.deepEqual(connection.passedOver, [
      {
        transport: 'websocket',
        code: 'exchange_failed',
        status: 1006,
        message: 'The request or the socket failed.',
      },
    ]);
    connection.close();
  });

  test('nothing gets through: 2000, with every transport and its reason', async () => {
    platform.set('EventSource', undefined);
    const connection = new SockJS(url, [], { transports: ['websocket', 'xhr-polling', 'eventsource'] });
    let event;
    connection.onclose = (it) => {
      event = it;
    };
    await platform.answerInfo({ websocket: false });
    await platform.request.answer(404);
    await clock.advance(0);
    assert.equal(event.code, 2000);
    assert.equal(event.reason, 'All transports failed');
    assert.equal(event.wasClean, false);
    assert.ok(event.error instanceof HoofbeatError);
    assert.equal(event.error.code, 'all_transports_failed');
    assert.deepEqual(
      event.passedOver.map(({ transport, code, status }) => [transport, code, status]),
      [
        ['websocket', 'websocket_disabled', 0],
        ['xhr-streaming', 'transport_not_selected', 0],
        ['eventsource', 'transport_not_supported', 0],
        ['xhr-polling', 'unexpected_status', 404],
      ],
    );
    assert.equal(connection.transport, null);
  });

  test('no info: 1002, and the cause', async () => {
    const connection = new SockJS(url);
    const seen = recordEvents(connection);
    let error;
    connection.addEventListener('close', (event) => {
      error = event.error;
    });
    const cause = new TypeError('refused');
    await platform.request.fail(cause);
    await clock.advance(0);
    assert.deepEqual(seen, [['close', 1002, 'Cannot connect to server', false, 3]]);
    assert.equal(error.code, 'info_failed');
    assert.equal(error.cause, cause);
  });

  test('no info in time: the request is aborted', async () => {
    const connection = new SockJS(url, null, { infoTimeout: 300 });
    const seen = recordEvents(connection);
    await clock.advance(299);
    assert.deepEqual(seen, []);
    await clock.advance(2);
    assert.deepEqual(seen, [['close', 1002, 'Cannot connect to server', false, 3]]);
    assert.equal(platform.request.aborted, true);
  });

  test('a factory that throws is a transport that failed', async () => {
    const webSocketFactory = () => {
      throw new Error('not today');
    };
    const connection = new SockJS(url, null, { webSocketFactory });
    await platform.openStream();
    assert.equal(connection.transport, 'xhr-streaming');
    assert.match(connection.passedOver[0].message, /not today/);
    connection.close();
  });
});

describe('messages', () => {
  test('in order, heartbeats among them', async () => {
    const { connection, seen } = await open();
    platform.socket.receive('a["1","2"]');
    platform.socket.receive('h');
    platform.socket.receive('a["3"]');
    assert.deepEqual(seen, ['1', '2', ['heartbeat', 1], '3']);
    connection.close();
  });

  test('half a pair of surrogates, both ways', async () => {
    const { connection, seen } = await open();
    platform.socket.receive('a["\\ud800","x\\udc00y","\\ud83d\\ude00","\\ud800 é"]');
    assert.deepEqual(seen, ['\ud800', 'x\udc00y', '😀', '\ud800 é']);
    platform.socket.takeSent();
    for (const text of ['\ud800', 'é\udc00\ud800', '😀', 'plain']) connection.send(text);
    assert.deepEqual(platform.socket.takeSent(), [
      '["\\ud800"]',
      '["é\\udc00\\ud800"]',
      '["\\ud83d\\ude00"]',
      '["plain"]',
    ]);
    connection.close();
  });

  test('other things become text', async () => {
    const { connection } = await open();
    for (const data of [1, null, undefined, { toString: () => 'own' }, [1, 2], new Uint8Array(2)])
      connection.send(data);
    assert.deepEqual(platform.socket.takeSent(), [
      '["1"]',
      '["null"]',
      '["undefined"]',
      '["own"]',
      '["1,2"]',
      '["0,0"]',
    ]);
    assert.throws(() => connection.send(Symbol('x')), TypeError);
    connection.close();
  });

  test('one POST is under way, and the others go together', async () => {
    const { connection } = await open({ transports: 'xhr-streaming' });
    const posts = () => platform.requests.filter(({ path }) => path.endsWith('/xhr_send'));
    for (const text of ['1', '2', '3']) connection.send(text);
    assert.deepEqual(
      posts().map(({ init }) => init.body),
      ['["1"]'],
    );
    assert.equal(connection.bufferedAmount, 9);
    await platform.request.answer(204);
    assert.deepEqual(
      posts().map(({ init }) => init.body),
      ['["1"]', '["2","3"]'],
    );
    await platform.request.answer(204);
    assert.equal(connection.bufferedAmount, 0);
    connection.close();
  });

  test('more waits than may: an error, and the connection stands', async () => {
    const { connection } = await open({ transports: 'xhr-streaming', maxSendBufferBytes: 10 });
    connection.send('12345678');
    assert.throws(() => connection.send('9'), { name: 'HoofbeatError', code: 'send_buffer_full' });
    await platform.request.answer(204);
    connection.send('9');
    assert.equal(platform.request.init.body, '["9"]');
    connection.close();
  });

  test('a message of several MB there and back, and the memory for it is given back', async () => {
    const { connection, seen } = await open();
    const text = 'né'.repeat(2_000_000);
    connection.send(text);
    assert.ok(platform.socket.takeSent()[0] === JSON.stringify([text]));
    platform.socket.receive(`a${JSON.stringify([text])}`);
    assert.ok(seen[0] === text);
    connection.close();
  });

  test('a frame beyond the limit: 1002, and why', async () => {
    const { connection, seen } = await open({ maxFrameBytes: 21 });
    let error;
    connection.addEventListener('close', (event) => {
      error = event.error;
    });
    platform.socket.receive(`a["${'x'.repeat(16)}"]`);
    platform.socket.receive(`a["${'x'.repeat(1_000_000)}"]`);
    await clock.advance(0);
    assert.equal(seen[0], 'x'.repeat(16));
    assert.equal(seen[1][1], 1002);
    assert.equal(error.code, 'frame_too_large');
  });

  test('a send in a handler goes out at once, and what follows is told in its turn', async () => {
    const { connection } = await open();
    const log = [];
    platform.socket.whenSent = (text) => {
      log.push(text);
      if (log.length < 4) platform.socket.receive('a["inner"]');
    };
    connection.onmessage = ({ data }) => {
      log.push(`begin ${data}`);
      if (data === 'outer') connection.send('answer');
      log.push(`end ${data}`);
    };
    platform.socket.receive('a["outer"]');
    assert.deepEqual(log, ['begin outer', '["answer"]', 'end outer', 'begin inner', 'end inner']);
    connection.close();
  });
});

describe('session ids', () => {
  test('from a function, another for each attempt', async () => {
    let count = 0;
    const connection = new SockJS(url, null, { server: 'abc', sessionId: () => `own-${++count}` });
    await platform.answerInfo();
    assert.match(platform.socket.url, /\/abc\/own-1\/websocket$/);
    platform.socket.closed(1006);
    assert.match(platform.request.path, /\/abc\/own-2\/xhr_streaming$/);
    connection.close();
  });

  test('of a length', async () => {
    const connection = new SockJS(url, null, { sessionId: 20 });
    await platform.answerInfo();
    assert.match(platform.socket.url, /\/\d{3}\/[a-z0-5]{20}\/websocket$/);
    connection.close();
  });

  for (const [what, sessionId] of [
    ['that throws', () => assert.fail('no id')],
    ['that gives none', () => ''],
    ['that gives a path', () => 'a/b'],
  ]) {
    test(`from a function ${what}: the connection ends, and says why`, async () => {
      const reported = [];
      platform.set('reportError', (error) => reported.push(error.message));
      const connection = new SockJS(url, null, { sessionId });
      let error;
      connection.onclose = (event) => {
        error = event.error;
      };
      await platform.answerInfo();
      await clock.advance(0);
      assert.equal(error.code, 'invalid_session_id');
      assert.deepEqual(reported, what === 'that throws' ? ['no id'] : []);
    });
  }
});

test('in a deep proxy, such as Vue’s: what sends is the socket itself', async () => {
  const { connection } = await open();
  const { socket } = platform;
  const sentOn = [];
  // Platforms refuse to be called on a proxy.
  socket.send = socket.close = function () {
    sentOn.push(this === socket);
  };
  const { sock } = reactive({ sock: connection });
  assert.equal(sock._transport.transportName, 'websocket');
  sock.send('x');
  sock.close();
  assert.deepEqual(sentOn, [true, true]);
  assert.equal(sock.readyState, SockJS.CLOSING);
});
