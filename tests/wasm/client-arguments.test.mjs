import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Client } from '../../build/testing/hoofbeat.js';
import { connect, fakeConnections } from './support/fake-socket.mjs';
import { VirtualClock } from './support/virtual-clock.mjs';

let clock;
let client;
let socket;
beforeEach(async () => {
  clock = new VirtualClock();
  const connections = fakeConnections(Client, { reconnectDelay: 0 });
  ({ client } = connections);
  socket = await connect(connections);
  socket.takeSent();
});
afterEach(async () => {
  await client.deactivate({ force: true });
  clock.restore();
});

const message = (destination, x, body) => ({ destination, headers: { x }, body });

describe('headers that can’t be made texts', () => {
  const thrown = new Error('thrown by the application');
  const throwing = {
    toString() {
      throw thrown;
    },
  };

  test('leave the next frame as it was asked for', () => {
    client.publish(message('/a', '1', 'A'));
    assert.throws(() => client.publish(message('/b', throwing, 'B')), thrown);
    assert.throws(() => client.publish(message('/b', Object.create(null), 'B')), TypeError);
    client.publish(message('/b', '1', 'B'));
    assert.deepEqual(socket.takeSent(), [
      'SEND\ndestination:/a\nx:1\ncontent-length:1\n\nA\0',
      'SEND\ndestination:/b\nx:1\ncontent-length:1\n\nB\0',
    ]);
  });

  test('nor is another message acknowledged', () => {
    client.ack('1', 's');
    assert.throws(() => client.ack('2', 's', { x: throwing }), thrown);
    client.ack('2', 's');
    const ids = socket.takeSent().map((frame) => /^id:(.*)$/m.exec(frame)[1]);
    assert.deepEqual(ids, ['1', '2']);
  });
});

test('headers whose texts are made with another frame sent: both are as they were asked for', () => {
  const logs = {
    toString() {
      client.publish(message('/log', '1', 'L'));
      return 'text';
    },
  };
  client.publish(message('/a', logs, 'outer'));
  assert.deepEqual(socket.takeSent(), [
    'SEND\ndestination:/log\nx:1\ncontent-length:1\n\nL\0',
    'SEND\ndestination:/a\nx:text\ncontent-length:5\n\nouter\0',
  ]);
});

describe('ids', () => {
  test('that are numbers are sent as their texts', () => {
    client.ack(123, 'sub-0', { x: 'y' });
    client.nack('123', 7);
    client.unsubscribe(5);
    const transaction = client.begin(42);
    client.commit(42);
    client.abort(42);
    assert.equal(transaction.id, '42');
    assert.deepEqual(socket.takeSent(), [
      'ACK\nx:y\nid:123\nsubscription:sub-0\n\n\0',
      'NACK\nid:123\nsubscription:7\n\n\0',
      'UNSUBSCRIBE\nid:5\n\n\0',
      'BEGIN\ntransaction:42\n\n\0',
      'COMMIT\ntransaction:42\n\n\0',
      'ABORT\ntransaction:42\n\n\0',
    ]);
  });

  test('of receipts, too', () => {
    const seen = [];
    client.watchForReceipt(77, (frame) => seen.push(frame.headers['receipt-id']));
    socket.receive('RECEIPT\nreceipt-id:77\n\n\0');
    assert.deepEqual(seen, ['77']);
  });

  for (const [what, call] of [
    ['message', () => client.ack(undefined, 's')],
    ['message', () => client.nack(null, 's')],
    ['subscription', () => client.ack('1', undefined)],
    ['subscription', () => client.unsubscribe(undefined)],
    ['transaction', () => client.commit(null)],
    ['transaction', () => client.abort(undefined)],
    ['receipt', () => client.watchForReceipt(undefined, () => {})],
  ]) {
    test(`that are missing are named: ${call.toString().slice(6)}`, () => {
      assert.throws(
        call,
        (error) => error instanceof TypeError && error.message.includes(`id of the ${what}`),
      );
      assert.deepEqual(socket.takeSent(), []);
    });
  }
});
