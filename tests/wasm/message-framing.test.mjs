import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Client, MessageFraming } from '../../build/testing/hoofbeat.js';
import { connect, connectedFrame, fakeConnections } from './support/fake-socket.mjs';
import { settled, VirtualClock } from './support/virtual-clock.mjs';

let clock;
beforeEach(() => {
  clock = new VirtualClock();
});
afterEach(() => clock.restore());

async function start(config) {
  const connections = fakeConnections(Client, { reconnectDelay: 400, ...config });
  const socket = await connect(connections);
  socket.takeSent();
  return { ...connections, socket };
}

describe('pieces', () => {
  const text = 'ab🐎c\uD83Dd\uDE00🐎🐎';
  for (let size = 1; size <= text.length; size++) {
    test(`of at most ${size}: together the frame, pairs of surrogates whole`, () => {
      const framing = MessageFraming.of({ splitLargeFrames: true, maxWebSocketChunkSize: size });
      const pieces = [...framing.pieces(text)];
      assert.equal(pieces.join(''), text);
      assert.equal(
        Buffer.concat(pieces.map((it) => Buffer.from(it))).toString(),
        Buffer.from(text).toString(),
      );
      for (const piece of pieces) assert.ok(piece.length <= Math.max(size, 2) && piece.length > 0, piece);
    });
  }
});

describe('splitLargeFrames', () => {
  test('takes a size that is a text', () => {
    const framing = MessageFraming.of({ splitLargeFrames: true, maxWebSocketChunkSize: '2' });
    assert.deepEqual([...framing.pieces('abc')], ['ab', 'c']);
  });

  test('cuts what is larger, and leaves the rest alone', async () => {
    const { client, socket } = await start({ splitLargeFrames: true, maxWebSocketChunkSize: 20 });
    client.publish({ destination: '/a', body: 'x'.repeat(30) });
    const sent = socket.takeSent();
    assert.deepEqual(
      sent.map(({ length }) => length),
      [20, 20, 20, 10],
    );
    assert.equal(sent.join(''), `SEND\ndestination:/a\ncontent-length:30\n\n${'x'.repeat(30)}\0`);
    client.begin('t');
    assert.deepEqual(socket.takeSent(), ['BEGIN\ntransaction:t\n', '\n\0']);
    client.publish({ destination: '/a', binaryBody: new Uint8Array(100) });
    assert.equal(socket.takeSent().length, 1);
    await client.deactivate({ force: true });
  });

  for (const [size, error] of [
    [0, RangeError],
    [-1, RangeError],
    [Number.NaN, TypeError],
    ['all', TypeError],
  ]) {
    test(`a size of ${JSON.stringify(size)} fails the attempt, and is told`, async () => {
      const { client } = fakeConnections(Client, { splitLargeFrames: true, maxWebSocketChunkSize: size });
      const errors = [];
      client.onError = ({ cause }) => errors.push(cause);
      client.activate();
      await settled();
      assert.ok(errors[0] instanceof error, String(errors[0]));
      assert.match(errors[0].message, /maxWebSocketChunkSize/);
      await client.deactivate();
    });
  }
});

test('forceBinaryWSFrames counts from the next connection on', async () => {
  const { client, socket, sockets } = await start();
  client.forceBinaryWSFrames = true;
  client.publish({ destination: '/a' });
  assert.equal(typeof socket.takeSent()[0], 'string');
  socket.closed();
  await clock.advance(400);
  sockets[1].open();
  assert.ok(sockets[1].takeSent()[0] instanceof Uint8Array);
  await client.deactivate({ force: true });
});

test('appendMissingNULLonIncoming: the end of a message stands for its NUL', async () => {
  const connections = fakeConnections(Client, { appendMissingNULLonIncoming: true });
  const { client } = connections;
  client.activate();
  await settled();
  const socket = connections.socket();
  socket.open();
  socket.receive(connectedFrame().slice(0, -1));
  const bodies = [];
  client.subscribe('/a', ({ body }) => bodies.push(body), { id: 's' });
  socket.receive('MESSAGE\nsubscription:s\n\nfirst');
  socket.receive('\n');
  socket.receive('MESSAGE\nsubscription:s\n\nsecond\0');
  socket.receive(Buffer.from('MESSAGE\nsubscription:s\n\nthïrd'));
  assert.deepEqual(bodies, ['first', 'second', 'thïrd']);
  await client.deactivate({ force: true });
});
