import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import WebSocket, { WebSocketServer } from 'ws';
import { Client } from '../../dist/index.js';

// The package as it is shipped, over sockets of the system, against a broker of a few lines.

const subprotocols = ['v12.stomp', 'v11.stomp', 'v10.stomp'];

function answer(socket, frame) {
  const [head, body] = frame.split('\n\n');
  const header = (name) => new RegExp(`^${name}:(.*)$`, 'm').exec(head)?.[1];
  if (frame.startsWith('CONNECT')) socket.send('CONNECTED\nversion:1.2\nheart-beat:200,200\n\n\0');
  if (frame.startsWith('SUBSCRIBE')) socket.subscription = header('id');
  if (frame.startsWith('SEND')) {
    const octets = Buffer.byteLength(body) - 1;
    socket.send(
      `MESSAGE\nsubscription:${socket.subscription}\nmessage-id:1\ncontent-length:${octets}\n\n${body}\n`,
    );
  }
  if (header('receipt')) socket.send(`RECEIPT\nreceipt-id:${header('receipt')}\n\n\0`);
}

let server;
let url;
before(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'v12.stomp' });
  server.on('connection', (socket) => socket.on('message', (data) => answer(socket, data.toString())));
  await new Promise((resolve) => server.once('listening', resolve));
  url = `ws://127.0.0.1:${server.address().port}`;
});
after(() => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});

function connected(client) {
  return new Promise((resolve) => {
    client.onConnect = resolve;
    client.activate();
  });
}

test('text and octets there and back, large and small; heartbeats; an orderly end', async () => {
  const client = new Client({
    webSocketFactory: () => new WebSocket(url, subprotocols),
    heartbeatIncoming: 0,
    heartbeatOutgoing: 200,
  });
  await connected(client);
  const waiting = [];
  client.subscribe('/echo', ({ body }) => waiting.shift()(body));
  for (const body of ['small', 'é🐎', 'x'.repeat(3_000_000), '日本'.repeat(300_000)]) {
    const echo = new Promise((resolve) => waiting.push(resolve));
    client.publish({ destination: '/echo', body });
    assert.ok((await echo) === body);
  }
  const heartbeat = new Promise((resolve) =>
    [...server.clients][0].once('message', (data) => resolve(String(data))),
  );
  assert.equal(await heartbeat, '\n');
  const disconnected = new Promise((resolve) => {
    client.onDisconnect = resolve;
  });
  await client.deactivate();
  assert.equal((await disconnected).command, 'RECEIPT');
});

test('a server that goes away and comes back', async () => {
  const client = new Client({ webSocketFactory: () => new WebSocket(url, subprotocols), reconnectDelay: 50 });
  await connected(client);
  const again = new Promise((resolve) => {
    client.onConnect = resolve;
  });
  const closed = new Promise((resolve) => {
    client.onWebSocketClose = resolve;
  });
  for (const socket of server.clients) socket.terminate();
  assert.equal((await closed).code, 1006);
  await again;
  assert.equal(client.connected, true);
  await client.deactivate();
});

test('nobody listens there: the error, and another attempt', async () => {
  const unused = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => unused.once('listening', resolve));
  const { port } = unused.address();
  await new Promise((resolve) => unused.close(resolve));
  const client = new Client({
    webSocketFactory: () => new WebSocket(`ws://127.0.0.1:${port}`),
    reconnectDelay: 20,
  });
  const seen = [];
  client.onWebSocketError = () => seen.push('socket error');
  client.onError = (error) => seen.push(error.code);
  const second = new Promise((resolve) => {
    client.onReconnecting = ({ attempt }) => attempt === 2 && resolve();
  });
  client.activate();
  await second;
  assert.deepEqual(seen, ['socket error', 'transport_failed', 'socket error', 'transport_failed']);
  await client.deactivate();
});
