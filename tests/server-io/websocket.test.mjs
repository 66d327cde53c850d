import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../support/server.mjs';
import { WebSocketPeer, writeFrame } from './peers.mjs';
import { startServerWith } from './settings-file.mjs';

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;

before(async () => {
  server = await startServer();
});
after(() => server.stop());

const open = (options) => WebSocketPeer.open(server.webSocketUrl, options);

async function connected(options) {
  const peer = await open(options);
  await peer.connect();
  return peer;
}

describe('the opening handshake', () => {
  const choices = [
    [['v12.stomp'], 'v12.stomp'],
    [['v10.stomp', 'v11.stomp', 'v12.stomp'], 'v12.stomp'],
    [['v11.stomp', 'v10.stomp'], 'v11.stomp'],
    [['mqtt', 'v10.stomp'], 'v10.stomp'],
    [[], ''],
  ];
  for (const [offered, chosen] of choices)
    test(`of ${offered.join(', ') || 'no subprotocol'} it chooses ${chosen || 'none'}`, async () => {
      const peer = await open({ protocols: offered });
      assert.equal(peer.socket.protocol, chosen);
      assert.equal((await peer.connect()).headers.version, '1.2');
      await peer.terminate();
    });

  test('without a subprotocol in common it goes on without one', async () => {
    // The client of the package ws would not have it; the response is what counts.
    const response = await upgrade({ 'Sec-WebSocket-Protocol': 'mqtt' });
    assert.equal(response.statusCode, 101);
    assert.equal(response.headers['sec-websocket-protocol'], undefined);
  });

  test('it is at /ws/websocket as well, and nowhere else', async () => {
    const peer = await WebSocketPeer.open(`${server.webSocketUrl}/websocket?x=1`);
    await peer.connect();
    await peer.terminate();
    for (const path of ['', '/', '/ws/', '/wss', '/hoofbeat/'])
      await assert.rejects(WebSocketPeer.open(`ws://127.0.0.1:${server.port}${path}`), /404/);
  });

  async function upgrade(headers) {
    const { request } = await import('node:http');
    const sent = request(server.webSocketUrl.replace('ws:', 'http:'), {
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
        ...headers,
      },
    }).end();
    const [response, socket] = await Promise.race([once(sent, 'upgrade'), once(sent, 'response')]);
    socket?.destroy();
    response.resume();
    return response;
  }
});

describe('frames and messages', () => {
  test("Spring's greeting", async () => {
    const peer = await connected();
    peer.send('SUBSCRIBE', { id: 'a', destination: '/topic/greetings' });
    peer.send('SEND', { destination: '/app/hello', 'content-type': 'application/json' }, '{"name":"Ada"}');
    const greeting = await peer.frame('MESSAGE');
    assert.equal(greeting.body.toString(), '{"content":"Hello, Ada!"}');
    assert.equal(greeting.isBinary, false);
    await peer.terminate();
  });

  test('text and binary messages, in and out', async () => {
    const peer = await connected();
    await peer.request('SUBSCRIBE', { id: 'a', destination: '/topic/binary' });
    const octets = randomBytes(1000);
    octets[17] = 0;
    octets[18] = 0xff;
    peer.write(
      writeFrame('SEND', { destination: '/topic/binary', 'content-length': octets.length }, octets),
      {
        binary: true,
      },
    );
    const binary = await peer.frame('MESSAGE');
    assert.deepEqual(binary.body, octets);
    assert.equal(binary.isBinary, true);

    peer.write(writeFrame('SEND', { destination: '/topic/binary' }, 'text in a binary message'), {
      binary: true,
    });
    const text = await peer.frame('MESSAGE');
    assert.equal(text.body.toString(), 'text in a binary message');
    assert.equal(text.isBinary, false);

    peer.send('SEND', { destination: '/topic/binary', 'content-type': 'application/octet-stream' }, 'x');
    assert.equal((await peer.frame('MESSAGE')).isBinary, true);
    await peer.terminate();
  });

  test('several frames in one message, one frame over several, and over fragments of one', async () => {
    const peer = await connected();
    await peer.request('SUBSCRIBE', { id: 'a', destination: '/topic/parts' });
    const frame = (body) => writeFrame('SEND', { destination: '/topic/parts' }, body);
    const bodyOfNext = async () => (await peer.frame('MESSAGE')).body.toString();

    peer.write(Buffer.concat([frame('one'), Buffer.from('\n'), frame('two'), frame('three')]));
    assert.deepEqual([await bodyOfNext(), await bodyOfNext(), await bodyOfNext()], ['one', 'two', 'three']);

    for (const octet of frame('octet by octet')) peer.write(Buffer.from([octet]));
    assert.equal(await bodyOfNext(), 'octet by octet');

    const fragmented = frame('in fragments of ü');
    for (let i = 0; i < fragmented.length; i += 3) {
      const fin = i + 3 >= fragmented.length;
      peer.socket.send(fragmented.subarray(i, i + 3), { binary: false, fin });
    }
    assert.equal(await bodyOfNext(), 'in fragments of ü');
    await peer.terminate();
  });

  test('each frame is one message, in order, for 10,000 messages', async () => {
    const [sender, receiver] = [await connected(), await connected()];
    await receiver.request('SUBSCRIBE', { id: 'a', destination: '/queue/many' });
    const count = 10_000;
    for (let i = 0; i < count; ++i) sender.send('SEND', { destination: '/queue/many' }, String(i));
    for (let i = 0; i < count; ++i)
      assert.equal((await receiver.frame('MESSAGE')).body.toString(), String(i));
    await sender.terminate();
    await receiver.terminate();
  });

  test('a body of 16 MiB there and back', async () => {
    const peer = await connected();
    await peer.request('SUBSCRIBE', { id: 'a', destination: '/topic/large' });
    const body = Buffer.alloc(16 * 1024 * 1024, 'abcdefghij');
    peer.send('SEND', { destination: '/topic/large', 'content-length': body.length }, body);
    assert.ok((await peer.frame('MESSAGE')).body.equals(body));
    await peer.terminate();
  });

  test('ping is answered, with its data, also between fragments', async () => {
    const peer = await connected();
    peer.socket.send('SEND\ndestination:/topic/x\nreceipt:r\n', { fin: false });
    const pong = once(peer.socket, 'pong');
    peer.socket.ping('data');
    assert.equal((await pong)[0].toString(), 'data');
    peer.socket.send('\n\0', { fin: true });
    assert.equal((await peer.frame('RECEIPT')).headers['receipt-id'], 'r');
    await peer.terminate();
  });

  test('heartbeats come when nothing else does', async () => {
    const quick = await startServerWith({ heart_beat: { outgoing: 200, incoming: 0 } });
    const peer = await WebSocketPeer.open(quick.webSocketUrl);
    const beats = [];
    const enough = new Promise((resolve) => {
      peer.socket.on('message', (data, isBinary) => {
        if (data.length === 1 && beats.push([data.toString(), isBinary]) === 3) resolve();
      });
    });
    await peer.connect({ 'heart-beat': '0,200' });
    await enough;
    assert.deepEqual(beats, Array(3).fill(['\n', false]));
    await peer.terminate();
    await quick.stop();
  });

  test('a client that breaks its promise of heartbeats is told, and closed with 1002', async () => {
    const strict = await startServerWith({ heart_beat: { outgoing: 0, incoming: 100, tolerance: 1 } });
    const peer = await WebSocketPeer.open(strict.webSocketUrl);
    await peer.connect({ 'heart-beat': '100,0' });
    assert.equal((await peer.frame('ERROR')).headers['error-code'], 'heartbeat_lost');
    assert.equal((await peer.closed).code, 1002);
    await strict.stop();
  });
});

describe('closing', () => {
  test('1000 after DISCONNECT, behind its RECEIPT', async () => {
    const peer = await connected();
    peer.send('DISCONNECT', { receipt: 'bye' });
    assert.equal((await peer.frame('RECEIPT')).headers['receipt-id'], 'bye');
    assert.deepEqual(await peer.closed, { code: 1000, reason: '' });
  });

  test('1002 after a frame that is none, behind its ERROR', async () => {
    const peer = await connected();
    peer.write('NO SUCH\n\n\0');
    const error = await peer.frame('ERROR');
    assert.match(error.headers.message, /invalid_command at octet 31/);
    const { code, reason } = await peer.closed;
    assert.equal(code, 1002);
    assert.match(reason, /invalid_command/);
  });

  test('1002 after a WebSocket frame that breaks RFC 6455', async () => {
    const peer = await connected();
    peer.socket._socket.write(Buffer.from([0x83, 0x80, 0, 0, 0, 0])); // opcode 3 is reserved
    assert.equal((await peer.closed).code, 1002);
  });

  test('1007 after text that is not UTF-8', async () => {
    const peer = await connected();
    peer.write(Buffer.from([0xc3, 0x28]), { binary: false });
    assert.equal((await peer.closed).code, 1007);
  });

  test('1009 after a message beyond max_websocket_message_bytes', async () => {
    const peer = await connected();
    peer.write(Buffer.alloc(33 * 1024 * 1024, '\n'));
    assert.equal((await peer.closed).code, 1009);
  });

  test('1009 after a frame beyond max_body_bytes', async () => {
    const peer = await connected();
    peer.send('SEND', { destination: '/topic/x', 'content-length': 16 * 1024 * 1024 + 1 });
    assert.equal((await peer.frame('ERROR')).headers['error-code'], 'body_too_large');
    assert.equal((await peer.closed).code, 1009);
  });

  test("the client's own close is answered with its code", async () => {
    const peer = await connected();
    peer.socket.close(4321, 'enough');
    assert.equal((await peer.closed).code, 4321);
  });

  test('what a lost connection had not acknowledged goes to another', async () => {
    const [lost, other] = [await connected(), await connected()];
    await lost.request('SUBSCRIBE', { id: 'a', destination: '/queue/lost', ack: 'client' });
    await other.request('SEND', { destination: '/queue/lost' }, 'precious');
    await lost.frame('MESSAGE');
    await lost.terminate();
    other.send('SUBSCRIBE', { id: 'a', destination: '/queue/lost' });
    const again = await other.frame('MESSAGE');
    assert.equal(again.body.toString(), 'precious');
    assert.equal(again.headers.redelivered, 'true');
    await other.terminate();
  });
});
