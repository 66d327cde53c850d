import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../support/condition.mjs';
import { TcpPeer, WebSocketPeer } from './peers.mjs';
import { startServerWith } from './settings-file.mjs';

const limit = 1_000_000;

for (const transport of ['WebSocket', 'TCP'])
  test(`a consumer that does not read is cut off (${transport}); others get everything`, async () => {
    const server = await startServerWith({ limits: { max_send_buffer_bytes: limit } });
    const open = () =>
      transport === 'TCP' ? TcpPeer.open(server.tcpPort) : WebSocketPeer.open(server.webSocketUrl);
    const [slow, quick, sender] = [await open(), await open(), await open()];
    for (const peer of [slow, quick, sender]) await peer.connect();
    for (const peer of [slow, quick])
      await peer.request('SUBSCRIBE', { id: 'a', destination: '/topic/flood' });
    const raw = transport === 'TCP' ? slow.socket : slow.socket._socket;
    raw.pause();

    // The kernel's buffers come on top of the limit.
    const body = Buffer.alloc(100_000, 'x');
    let sent = 0;
    const isCutOff = () => server.output.includes('slow_consumer');
    while (!isCutOff()) {
      assert.ok(++sent < 1000, 'it should have been cut off by now');
      sender.send('SEND', { destination: '/topic/flood', receipt: 'r' }, body);
      assert.equal((await sender.frame('RECEIPT')).headers['receipt-id'], 'r');
      assert.equal((await quick.frame('MESSAGE')).body.length, body.length);
    }
    raw.resume();
    await slow.closed;
    assert.ok(slow.arrivals.takeAll().length < sent);

    // Its memory is free again, and the server goes on.
    await sender.request('SEND', { destination: '/topic/flood' }, 'after');
    assert.equal((await quick.frame('MESSAGE')).body.toString(), 'after');
    await until(() => /slow_consumer connection=1 waiting_bytes=\d+/.test(server.output));
    await server.stop();
  });

test('a queue waits for a consumer that does not read, and nothing is lost', async () => {
  const server = await startServerWith({ limits: { max_send_buffer_bytes: limit } });
  const [slow, sender] = [
    await WebSocketPeer.open(server.webSocketUrl),
    await WebSocketPeer.open(server.webSocketUrl),
  ];
  for (const peer of [slow, sender]) await peer.connect();
  await slow.request('SUBSCRIBE', { id: 'a', destination: '/queue/flood' });
  slow.socket._socket.pause();
  const count = 300;
  for (let i = 0; i < count; ++i)
    await sender.request('SEND', { destination: '/queue/flood' }, String(i).padEnd(100_000, '.'));
  slow.socket._socket.resume();
  for (let i = 0; i < count; ++i) {
    const { body } = await slow.frame('MESSAGE');
    assert.equal(body.toString().replace(/\.+$/, ''), String(i));
  }
  await slow.terminate();
  await server.stop();
});

// Masked by zeros, which is a mask like any other.
function webSocketFrame(text) {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

for (const transport of ['WebSocket', 'TCP'])
  test(`a consumer that reads is not cut off by who sends much at once (${transport})`, async (t) => {
    const server = await startServerWith({ limits: { max_send_buffer_bytes: limit } });
    t.after(() => server.stop());
    const reader = await TcpPeer.open(server.tcpPort);
    const isWebSocket = transport === 'WebSocket';
    const sender = isWebSocket
      ? await WebSocketPeer.open(server.webSocketUrl)
      : await TcpPeer.open(server.tcpPort);
    for (const peer of [reader, sender]) await peer.connect();
    await reader.request('SUBSCRIBE', { id: 'a', destination: '/topic/a' });
    const send = 'SEND\ndestination:/topic/a\n\n\0';
    const count = 60_000;
    const frame = isWebSocket ? webSocketFrame(send) : Buffer.from(send);
    let [messages, closed] = [0, false];
    reader.socket.removeAllListeners('data');
    reader.socket.on('data', (octets) => {
      for (const octet of octets) messages += Number(octet === 0);
    });
    reader.socket.on('close', () => {
      closed = true;
    });
    const socket = isWebSocket ? sender.socket._socket : sender.socket;
    socket.write(Buffer.concat(Array(count).fill(frame)));
    await until(() => closed || messages === count, { timeout: 30_000, what: 'all messages' });
    assert.equal(closed, false, server.output);
  });

test('what came before a close is answered before it', async (t) => {
  const server = await startServerWith({});
  t.after(() => server.stop());
  const peer = await WebSocketPeer.open(server.webSocketUrl);
  await peer.connect();
  const count = 4000;
  const sends = Array.from({ length: count }, (_, i) =>
    webSocketFrame(`SEND\ndestination:/topic/a\nreceipt:${i}\n\n\0`),
  );
  const close = Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]);
  peer.socket._socket.write(Buffer.concat([...sends, close]));
  for (let i = 0; i < count; i++)
    assert.equal((await peer.frame('RECEIPT')).headers['receipt-id'], String(i));
  await peer.closed;
});
