import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Client } from '../../build/testing/hoofbeat.js';
import { connect, connectedFrame, fakeConnections } from './support/fake-socket.mjs';
import { VirtualClock } from './support/virtual-clock.mjs';

// What belongs to a connection, after it has gone and another stands.

let clock;
let client;
let connections;
let old;
beforeEach(async () => {
  clock = new VirtualClock();
  connections = fakeConnections(Client, { reconnectDelay: 400 });
  client = connections.client;
  const socket = await connect(connections);
  const messages = [];
  const lost = [];
  old = { messages, lost };
  old.subscription = client.subscribe('/a', (message) => messages.push(message));
  old.transaction = client.begin(undefined, (error) => lost.push(error.code));
  client.begin('committed', (error) => lost.push(error.code)).commit();
  client.begin('aborted', (error) => lost.push(error.code)).abort();
  client.begin('nobody asks');
  socket.receive('MESSAGE\nsubscription:sub-0\nmessage-id:m\nack:a\n\n\0');
});
afterEach(async () => {
  await client.deactivate({ force: true });
  clock.restore();
});

const lose = () => connections.socket().closed(1006);
async function comeBack() {
  lose();
  await clock.advance(400);
  const socket = connections.socket();
  socket.open();
  socket.receive(connectedFrame());
  client.subscribe('/b', () => {});
  client.begin();
  socket.takeSent();
  return socket;
}

describe('on another connection', () => {
  test('a subscription ends no other that has its id', async () => {
    const socket = await comeBack();
    old.subscription.unsubscribe();
    assert.deepEqual(socket.takeSent(), []);
  });

  test('a transaction is not committed, which is told, and has been aborted', async () => {
    const socket = await comeBack();
    assert.throws(() => old.transaction.commit(), { name: 'HoofbeatError', code: 'connection_gone' });
    old.transaction.abort();
    assert.deepEqual(socket.takeSent(), []);
  });

  test('a message is not acknowledged: the broker delivers it anew', async () => {
    const socket = await comeBack();
    old.messages[0].ack();
    old.messages[0].nack();
    assert.deepEqual(socket.takeSent(), []);
  });
});

test('without a connection: the same', () => {
  lose();
  old.subscription.unsubscribe();
  old.transaction.abort();
  old.messages[0].ack();
  old.messages[0].nack();
  assert.throws(() => old.transaction.commit(), { name: 'HoofbeatError', code: 'connection_gone' });
  assert.throws(() => client.unsubscribe('sub-0'), TypeError);
});

test('who began a transaction is told that it is lost, once, before the close', () => {
  client.onWebSocketClose = () => old.lost.push('close');
  lose();
  assert.deepEqual(old.lost, ['connection_gone', 'close']);
});

describe('while the client deactivates', () => {
  test('what DISCONNECT ends anyway needs no ending; a message is not sent, which is told', () => {
    client.deactivate();
    const socket = connections.socket();
    const sent = socket.takeSent();
    assert.match(sent.at(-1), /^DISCONNECT\n/);
    old.subscription.unsubscribe();
    old.transaction.abort();
    old.messages[0].ack();
    old.messages[0].nack();
    assert.throws(() => client.publish({ destination: '/a' }), TypeError);
    assert.throws(() => old.transaction.commit(), TypeError);
    assert.deepEqual(socket.takeSent(), []);
  });

  test('onChangeState may still publish a farewell', () => {
    const socket = connections.socket();
    socket.takeSent();
    client.onChangeState = () => client.connected && client.publish({ destination: '/bye' });
    client.deactivate();
    const [first, second] = socket.takeSent();
    assert.match(first, /^SEND\ndestination:\/bye\n/);
    assert.match(second, /^DISCONNECT\n/);
  });

  test('activate in onChangeState counts', async () => {
    client.onChangeState = (state) => state === 1 && client.activate();
    const done = client.deactivate();
    connections.socket().closed(1000);
    await done;
    await clock.advance(0);
    assert.equal(connections.sockets.length, 2);
    assert.equal(client.active, true);
  });
});

test('while the connection is being closed', () => {
  const socket = connections.socket();
  client.forceDisconnect();
  socket.takeSent();
  old.subscription.unsubscribe();
  old.transaction.abort();
  old.messages[0].ack();
  assert.throws(() => old.transaction.commit(), { code: 'connection_gone' });
  assert.deepEqual(socket.takeSent(), []);
});
