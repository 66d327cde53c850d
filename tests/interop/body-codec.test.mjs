import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { Client, json } from '../../dist/index.js';
import { startServer } from '../support/server.mjs';

// Values there and back, through the server.

let server;
let client;
before(async () => {
  server = await startServer();
  const webSocketFactory = () => new WebSocket(server.webSocketUrl, ['v12.stomp']);
  client = new Client({ webSocketFactory });
  await new Promise((resolve, reject) => {
    client.onConnect = resolve;
    client.onError = reject;
    client.activate();
  });
});
after(async () => {
  await client?.deactivate();
  await server?.stop();
});

/** The message that a value comes back as. */
function thereAndBack(destination, content, codec) {
  return new Promise((resolve) => {
    const subscription = client.subscribe(
      destination,
      (message) => {
        subscription.unsubscribe();
        resolve(message);
      },
      {},
      codec,
    );
    client.publish({ destination, content, codec });
  });
}

test('JSON', async () => {
  const quote = { symbol: 'Größe 🐎', price: 1.25, tags: ['a', null], nested: { nul: '\0' } };
  const message = await thereAndBack('/topic/json', quote, json());
  assert.deepEqual(message.content, quote);
  assert.equal(message.headers['content-type'], 'application/json');
});

// Protocol Buffers, "Encoding": message Quote { string symbol = 1; double price = 2; }, a symbol of up to 127 octets.
const protobuf = {
  contentType: 'application/x-protobuf',
  encode({ symbol, price }) {
    const text = new TextEncoder().encode(symbol);
    const octets = new Uint8Array(2 + text.length + 9);
    octets.set([0x0a, text.length, ...text, 0x11]);
    new DataView(octets.buffer).setFloat64(octets.length - 8, price, true);
    return octets;
  },
  decode({ binaryBody }) {
    const [tag, length] = binaryBody;
    assert.equal(tag, 0x0a);
    const symbol = new TextDecoder().decode(binaryBody.subarray(2, 2 + length));
    return { symbol, price: new DataView(binaryBody.buffer).getFloat64(binaryBody.length - 8, true) };
  },
};

test('Protocol Buffers, octets with NUL and beyond UTF-8 among them', async () => {
  const quote = { symbol: '\0é', price: -1 / 3 };
  const message = await thereAndBack('/topic/protobuf', quote, protobuf);
  assert.deepEqual(message.content, quote);
  assert.deepEqual(message.binaryBody, protobuf.encode(quote));
  assert.equal(message.headers['content-type'], 'application/x-protobuf');
});
