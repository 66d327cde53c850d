import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Client } from '../../build/testing/no-wasm.js';
import { connect, fakeConnections } from './support/fake-socket.mjs';

// The form without WebAssembly, where the engine has no TextDecoder, as React Native's had none for long.

const { TextDecoder } = globalThis;
delete globalThis.TextDecoder;
after(() => {
  globalThis.TextDecoder = TextDecoder;
});

const frame = (...body) =>
  Uint8Array.from([...Buffer.from('MESSAGE\nsubscription:s\nmessage-id:1\ndestination:/a\n\n'), ...body, 0]);

async function received(octets, config) {
  const connections = fakeConnections(Client, config);
  const messages = [];
  connections.client.onConnect = () =>
    connections.client.subscribe('/a', (message) => messages.push(message), { id: 's' });
  const socket = await connect(connections);
  socket.receive(octets.buffer);
  await connections.client.deactivate({ force: true });
  assert.equal(messages.length, 1);
  return messages[0];
}

describe('without TextDecoder', () => {
  test('a message can be written out as JSON, whether it is UTF-8 or not', async () => {
    const bodyOf = async (...octets) => JSON.parse(JSON.stringify(await received(frame(...octets)))).body;
    assert.equal(await bodyOf(...Buffer.from('é🐎')), 'é🐎');
    assert.equal(await bodyOf(0x61, 0xff, 0x62), 'a?b');
  });

  test('binary messages are logged, and read', async () => {
    const lines = [];
    const debug = (line) => lines.push(line);
    const { body } = await received(frame(...Buffer.from('é')), { debug, logRawCommunication: true });
    assert.equal(body, 'é');
    assert.ok(lines.some((line) => line.startsWith('<<< MESSAGE') && line.includes('é')));
  });
});
