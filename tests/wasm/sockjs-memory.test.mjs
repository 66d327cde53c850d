import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { SockJS, SockJSClientSession, sockJSMemory } from '../../build/testing/hoofbeat.js';
import { FakePlatform } from './support/fake-platform.mjs';
import { VirtualClock } from './support/virtual-clock.mjs';

const url = 'http://fake.test/service';
const megabyte = 2 ** 20;

let platform;
let clock;
beforeEach(() => {
  platform = new FakePlatform();
  clock = new VirtualClock();
});
afterEach(async () => {
  await clock.advance(0);
  clock.restore();
  platform.restore();
});

const wasmOctets = () => sockJSMemory().octets.length;

test('100 MB over one stream are kept nowhere', async () => {
  const connection = new SockJS(url, null, { transports: 'xhr-streaming' });
  const stream = await platform.openStream();
  let octets = 0;
  connection.onmessage = ({ data }) => {
    octets += data.length;
  };
  const text = 'x'.repeat(1000);
  const piece = new TextEncoder().encode(`a${JSON.stringify(Array(64).fill(text))}\n`.repeat(8));
  await stream.send(piece);
  const before = wasmOctets();
  while (octets < 100 * megabyte) await stream.send(piece);
  assert.equal(wasmOctets(), before);
  assert.equal(connection.readyState, SockJS.OPEN);
  connection.close();
});

test('100 MB over one WebSocket, and 100 MB sent', async () => {
  const connection = new SockJS(url, null, { transports: 'websocket' });
  await platform.openWebSocket();
  let octets = 0;
  connection.onmessage = ({ data }) => {
    octets += data.length;
  };
  const text = 'x'.repeat(100_000);
  const frame = `a${JSON.stringify([text])}`;
  const exchange = () => {
    platform.socket.receive(frame);
    connection.send(text);
    platform.socket.takeSent();
  };
  exchange();
  const before = wasmOctets();
  while (octets < 100 * megabyte) exchange();
  assert.equal(wasmOctets(), before);
  connection.close();
});

test('the room for a large frame is given back, and serves the next', async () => {
  const connection = new SockJS(url, null, { transports: 'websocket' });
  await platform.openWebSocket();
  const usual = sockJSMemory().inputCapacity;
  const frame = `a${JSON.stringify(['é'.repeat(8_000_000)])}`;
  let last;
  connection.onmessage = ({ data }) => {
    last = data.length;
  };
  platform.socket.receive(frame);
  assert.equal(last, 8_000_000);
  assert.equal(sockJSMemory().inputCapacity, usual);
  const before = wasmOctets();
  for (let i = 0; i < 20; i++) platform.socket.receive(frame);
  assert.equal(wasmOctets(), before);
  connection.close();
});

test('a frame in pieces grows no larger than its limit', async () => {
  const connection = new SockJS(url, null, { transports: 'xhr-streaming', maxFrameBytes: 100_000 });
  const stream = await platform.openStream();
  const before = wasmOctets();
  let error;
  connection.onclose = (event) => {
    error = event.error;
  };
  for (let i = 0; i < 200 && connection.readyState === SockJS.OPEN; i++) {
    await stream.send('a["'.padEnd(megabyte, 'x')).catch(() => {});
  }
  await clock.advance(0);
  assert.equal(error.code, 'frame_too_large');
  assert.ok(wasmOctets() - before < megabyte);
});

test('a message far beyond the limit does not go into wasm memory', async () => {
  const connection = new SockJS(url, null, { transports: 'websocket', maxFrameBytes: 1000 });
  await platform.openWebSocket();
  const before = wasmOctets();
  platform.socket.receive(`a["${'x'.repeat(200 * megabyte)}"]`);
  assert.equal(wasmOctets(), before);
  assert.equal(connection.readyState, SockJS.CLOSING);
});

test('a thousand sessions, one after the other, take the room of one', () => {
  const sink = new Proxy({}, { get: () => () => {} });
  const use = () => {
    const session = new SockJSClientSession(sink);
    session.setUrl(url);
    session.open(0);
    session.response(1, 200, 0);
    session.bytes(1, new Uint8Array(50_000).fill(32), 0);
    session.ended(1, { complete: true }, 0);
    session.message(2, 'o', 0);
    session.send('x'.repeat(100_000), 0);
    session.dispose();
  };
  use();
  const before = wasmOctets();
  for (let i = 0; i < 1000; i++) use();
  assert.equal(wasmOctets(), before);
});
