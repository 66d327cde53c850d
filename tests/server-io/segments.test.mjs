import assert from 'node:assert/strict';
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

const [continuation, text, binary, close, ping] = [0, 1, 2, 8, 9];
const final = 0x80;
const mask = Buffer.from([0x5a, 0x01, 0xff, 0x80]);

/** A client's WebSocket frame (RFC 6455, section 5.2). */
function webSocketFrame(first, payload) {
  const octets = Buffer.from(payload);
  const length = octets.length < 126 ? [octets.length] : [126, octets.length >> 8, octets.length & 0xff];
  length[0] |= 0x80;
  return Buffer.concat([
    Buffer.from([first, ...length]),
    mask,
    octets.map((octet, i) => octet ^ mask[i % mask.length]),
  ]);
}

const send = (body) =>
  writeFrame('SEND', { destination: '/topic/segments', 'content-length': Buffer.byteLength(body) }, body);

async function subscribed(url = server.webSocketUrl) {
  const peer = await WebSocketPeer.open(url);
  await peer.connect();
  await peer.request('SUBSCRIBE', { id: 'a', destination: '/topic/segments' });
  return peer;
}

describe('WebSocket frames that share a segment', () => {
  const long = 'long '.repeat(100);
  const stream = Buffer.concat([
    webSocketFrame(final | text, send('one')),
    webSocketFrame(final | text, send('zwölf')),
    webSocketFrame(final | binary, send(Buffer.from([0xc3, 0x28]))),
    webSocketFrame(text, send('in pieces').subarray(0, 20)),
    webSocketFrame(final | ping, 'are you there'),
    webSocketFrame(continuation, send('in pieces').subarray(20, 25)),
    webSocketFrame(final | continuation, send('in pieces').subarray(25)),
    webSocketFrame(final | text, ''),
    webSocketFrame(final | text, send(long)),
    webSocketFrame(final | text, Buffer.concat([send('two in'), send('one message')])),
  ]);
  const bodies = ['one', 'zwölf', '\ufffd(', 'in pieces', long, 'two in', 'one message'];

  async function checkArrival(peer) {
    for (const body of bodies) assert.equal((await peer.frame('MESSAGE')).body.toString(), body);
  }

  test('all arrive in order, and the ping is answered', async () => {
    const peer = await subscribed();
    const pong = new Promise((resolve) => peer.socket.once('pong', resolve));
    peer.socket._socket.write(stream);
    await checkArrival(peer);
    assert.equal((await pong).toString(), 'are you there');
    await peer.terminate();
  });

  test('wherever the segment ends', async () => {
    const peer = await subscribed();
    peer.socket._socket.setNoDelay(true);
    for (let at = 1; at < stream.length; at += 7) {
      peer.socket._socket.write(stream.subarray(0, at));
      peer.socket._socket.write(stream.subarray(at));
      await checkArrival(peer);
    }
    await peer.terminate();
  });

  test('many, from several reads', async () => {
    const peer = await subscribed();
    const count = 3000;
    const frames = Array.from({ length: count }, (_, i) =>
      webSocketFrame(final | text, send(`${i} ${long}`)),
    );
    peer.socket._socket.write(Buffer.concat(frames));
    for (let i = 0; i < count; i++)
      assert.equal((await peer.frame('MESSAGE')).body.toString(), `${i} ${long}`);
    await peer.terminate();
  });

  const endings = [
    [1000, 'a close frame', webSocketFrame(final | close, Buffer.from([0x03, 0xe8]))],
    [1002, 'a frame that breaks RFC 6455', webSocketFrame(final | 3, '')],
    [1007, 'text that is not UTF-8', webSocketFrame(final | text, Buffer.from([0xc3, 0x28]))],
  ];
  for (const [code, name, ending] of endings)
    test(`what precedes ${name} is answered, and what follows is not looked at`, async () => {
      const peer = await subscribed();
      const message = webSocketFrame(final | text, send('before'));
      peer.socket._socket.write(
        Buffer.concat([message, message, ending, webSocketFrame(final | text, send('behind'))]),
      );
      for (let i = 0; i < 2; i++) assert.equal((await peer.frame('MESSAGE')).body.toString(), 'before');
      assert.equal((await peer.closed).code, code);
      assert.deepEqual(peer.arrivals.takeAll(), []);
    });

  test('a message beyond max_websocket_message_bytes behind others closes with 1009', async () => {
    const limited = await startServerWith({ limits: { max_websocket_message_bytes: 200 } });
    try {
      const peer = await subscribed(limited.webSocketUrl);
      const message = webSocketFrame(final | text, send('before'));
      peer.socket._socket.write(
        Buffer.concat([message, message, webSocketFrame(final | text, send('x'.repeat(200)))]),
      );
      for (let i = 0; i < 2; i++) assert.equal((await peer.frame('MESSAGE')).body.toString(), 'before');
      assert.equal((await peer.closed).code, 1009);
    } finally {
      await limited.stop();
    }
  });

  test('compressed and plain messages may take turns', async () => {
    const compressing = await startServer({ args: ['--permessage-deflate'] });
    try {
      const peer = await WebSocketPeer.open(compressing.webSocketUrl, {
        perMessageDeflate: { threshold: 0 },
      });
      await peer.connect();
      await peer.request('SUBSCRIBE', { id: 'a', destination: '/topic/segments' });
      peer.socket._socket.cork();
      peer.write(send(long));
      peer.socket._socket.write(webSocketFrame(final | text, send('plain')));
      peer.socket._socket.uncork();
      const arrived = [await peer.frame('MESSAGE'), await peer.frame('MESSAGE')];
      assert.deepEqual(new Set(arrived.map(({ body }) => body.toString())), new Set([long, 'plain']));
      await peer.terminate();
    } finally {
      await compressing.stop();
    }
  });
});
