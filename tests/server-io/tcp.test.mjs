import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from '../support/server.mjs';
import { TcpPeer, WebSocketPeer } from './peers.mjs';

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;

before(async () => {
  server = await startServer();
});
after(() => server.stop());

async function connected(headers) {
  const peer = await TcpPeer.open(server.tcpPort);
  await peer.connect(headers);
  return peer;
}

test('a session typed by hand, with CR LF', async () => {
  const peer = await TcpPeer.open(server.tcpPort);
  peer.write('CONNECT\r\naccept-version:1.2\r\n\r\n\0\r\n');
  assert.equal((await peer.frame('CONNECTED')).headers.version, '1.2');
  peer.write('SUBSCRIBE\r\nid:0\r\ndestination:/topic/a\r\n\r\n\0\r\n');
  peer.write('SEND\r\ndestination:/topic/a\r\n\r\nhello\0\r\n');
  assert.equal((await peer.frame('MESSAGE')).body.toString(), 'hello');
  peer.write('DISCONNECT\r\nreceipt:77\r\n\r\n\0');
  assert.equal((await peer.frame('RECEIPT')).headers['receipt-id'], '77');
  await peer.closed;
});

test('messages between TCP and WebSocket', async () => {
  const tcp = await connected();
  const webSocket = await WebSocketPeer.open(server.webSocketUrl);
  await webSocket.connect();
  await tcp.request('SUBSCRIBE', { id: 'a', destination: '/queue/a' });
  await webSocket.request('SUBSCRIBE', { id: 'b', destination: '/queue/b' });
  webSocket.send('SEND', { destination: '/queue/a', x: 'y' }, 'to TCP');
  const message = await tcp.frame('MESSAGE');
  assert.equal(message.body.toString(), 'to TCP');
  assert.equal(message.headers.x, 'y');
  tcp.send('SEND', { destination: '/queue/b' }, 'to WebSocket');
  assert.equal((await webSocket.frame('MESSAGE')).body.toString(), 'to WebSocket');
  await webSocket.terminate();
  tcp.socket.destroy();
});

test('an ERROR arrives whole before the connection closes, whatever else was sent', async () => {
  const peer = await connected();
  peer.write(`BAD FRAME\n\n\0${'x'.repeat(100_000)}`);
  assert.equal((await peer.frame('ERROR')).headers['error-code'], 'invalid_command');
  await peer.closed;
});

test('HTTP on the port of STOMP gets an ERROR', async () => {
  const peer = await TcpPeer.open(server.tcpPort);
  peer.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  assert.equal((await peer.frame('ERROR')).headers['error-code'], 'invalid_command');
  await peer.closed;
});

test('10,000 messages arrive in order', async () => {
  const [sender, receiver] = [await connected(), await connected()];
  await receiver.request('SUBSCRIBE', { id: 'a', destination: '/topic/many' });
  const count = 10_000;
  for (let i = 0; i < count; ++i) sender.send('SEND', { destination: '/topic/many' }, String(i));
  for (let i = 0; i < count; ++i) assert.equal((await receiver.frame('MESSAGE')).body.toString(), String(i));
  sender.socket.destroy();
  receiver.socket.destroy();
});

test('a connection that says nothing is closed after connect_timeout', async () => {
  const { startServerWith } = await import('./settings-file.mjs');
  const impatient = await startServerWith({ connect_timeout: 100 });
  const peer = await TcpPeer.open(impatient.tcpPort);
  assert.equal((await peer.frame('ERROR')).headers['error-code'], 'connect_timeout');
  await peer.closed;
  await impatient.stop();
});
