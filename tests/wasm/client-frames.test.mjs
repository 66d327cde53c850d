import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Client } from '../../build/testing/hoofbeat.js';
import { connect, connectedFrame, fakeConnections, recordCallbacks } from './support/fake-socket.mjs';
import { settled, VirtualClock } from './support/virtual-clock.mjs';

let clock;
let connections;
let client;
let socket;
beforeEach(async () => {
  clock = new VirtualClock();
  connections = fakeConnections(Client, { reconnectDelay: 400 });
  client = connections.client;
  socket = await connect(connections);
});
afterEach(async () => {
  await client.deactivate({ force: true });
  clock.restore();
});

const messageFor = (subscription, id, body = 'hi') =>
  `MESSAGE\nsubscription:${subscription}\nmessage-id:${id}\nack:ack-${id}\n\n${body}\0`;
const sent = () => socket.takeSent();

describe('publish', () => {
  test('is given to the socket before it returns, one text for each frame', () => {
    client.publish({ destination: '/a', body: 'héllo', headers: { k: 'a:b\n', n: 5, t: true } });
    assert.deepEqual(sent(), ['SEND\ndestination:/a\nk:a\\cb\\n\nn:5\nt:true\ncontent-length:6\n\nhéllo\0']);
    client.publish({ destination: '/a' });
    client.publish({ destination: '/a', body: '' });
    assert.deepEqual(sent(), Array(2).fill('SEND\ndestination:/a\n\n\0'));
  });

  test('headers: the application’s destination wins, undefined and null are left out', () => {
    client.publish({
      destination: '/a',
      headers: { x: undefined, destination: '/b', y: null, z: '' },
      body: 'b',
    });
    assert.deepEqual(sent(), ['SEND\ndestination:/b\nz:\ncontent-length:1\n\nb\0']);
    client.publish({ destination: '/a', headers: { 'content-length': '999' }, body: 'b' });
    assert.deepEqual(sent(), ['SEND\ndestination:/a\ncontent-length:1\n\nb\0']);
  });

  test('heads that are alike, longer, shorter, and not ASCII', () => {
    const published = [];
    for (let size = 0; size < 40; size++) {
      for (const name of ['a', 'a', 'äöü', 'long'.repeat(300)]) {
        const body = 'x'.repeat(3 * size);
        client.publish({ destination: `/${name}`, headers: { size: String(size) }, body });
        const counted = size === 0 ? '' : `content-length:${body.length}\n`;
        published.push(`SEND\ndestination:/${name}\nsize:${size}\n${counted}\n${body}\0`);
      }
    }
    assert.deepEqual(sent(), published);
  });

  test('binary bodies go out as octets', () => {
    const binaryBody = new Uint8Array([1, 0, 255]);
    client.publish({ destination: '/ä', body: 'passed over', binaryBody });
    binaryBody.fill(9);
    const wanted = Buffer.concat([
      Buffer.from('SEND\ndestination:/ä\ncontent-length:3\n\n'),
      Buffer.of(1, 0, 255, 0),
    ]);
    const [message] = sent();
    assert.ok(message instanceof Uint8Array);
    assert.ok(wanted.equals(message));
  });

  test('binary bodies of other kinds than Uint8Array', () => {
    const octets = Uint8Array.of(9, 1, 0, 255, 9);
    const kinds = [
      octets.slice(1, 4).buffer,
      new DataView(octets.buffer, 1, 3),
      new Int8Array(octets.buffer, 1, 3),
      [1, 0, 255],
    ];
    for (const binaryBody of kinds) {
      client.publish({ destination: '/a', binaryBody });
      const wanted = Buffer.from('SEND\ndestination:/a\ncontent-length:3\n\n\x01\0\xff\0', 'latin1');
      assert.deepEqual(Buffer.from(sent()[0]), wanted);
    }
  });

  test('what is no octets is refused before anything is sent', () => {
    for (const binaryBody of ['text', 5, {}, { length: 3 }, () => {}, true]) {
      const publish = () => client.publish({ destination: '/a', binaryBody });
      assert.throws(publish, { name: 'TypeError', message: /^binaryBody must be a Uint8Array, not / });
    }
    assert.deepEqual(sent(), []);
    client.publish({ destination: '/a', body: 'b' });
    assert.deepEqual(sent(), ['SEND\ndestination:/a\ncontent-length:1\n\nb\0']);
  });

  test('skipContentLengthHeader, and where it can’t be', () => {
    client.publish({ destination: '/a', body: 'b', skipContentLengthHeader: true });
    assert.deepEqual(sent(), ['SEND\ndestination:/a\n\nb\0']);
    const publish = () => client.publish({ destination: '/a', body: 'a\0b', skipContentLengthHeader: true });
    assert.throws(publish, { code: 'unwritable_body', condition: 'misuse' });
    client.publish({ destination: '/a', body: 'a\0b' });
    assert.deepEqual(sent(), ['SEND\ndestination:/a\ncontent-length:3\n\na\0b\0']);
    client.publish({ destination: '/a', binaryBody: new Uint8Array(3), skipContentLengthHeader: true });
    assert.equal(Buffer.from(sent()[0]).toString(), 'SEND\ndestination:/a\ncontent-length:3\n\n\0\0\0\0');
  });

  test('forceBinaryWSFrames sends text as octets', () => {
    client.forceBinaryWSFrames = true;
    client.publish({ destination: '/a', body: 'é' });
    assert.equal(Buffer.from(sent()[0]).toString(), 'SEND\ndestination:/a\ncontent-length:2\n\né\0');
  });

  test('a header that can’t be written sends nothing', () => {
    const publish = (headers) => () => client.publish({ destination: '/a', headers });
    assert.throws(publish({ 'a\0': 'b' }), { name: 'HoofbeatError', code: 'unwritable_header_name' });
    assert.throws(publish({ a: 'b\0' }), { code: 'unwritable_header_value' });
    assert.throws(() => client.publish({}), { code: 'missing_header' });
    assert.deepEqual(sent(), []);
    client.publish({ destination: '/a', headers: { a: 'b' } });
    assert.deepEqual(sent(), ['SEND\ndestination:/a\na:b\n\n\0']);
  });
});

describe('subscribe', () => {
  test('ids are counted with those of transactions, or the application’s', () => {
    const ids = [client.subscribe('/a', () => {}).id, client.begin().id, client.subscribe('/b', () => {}).id];
    assert.deepEqual(ids, ['sub-0', 'tx-1', 'sub-2']);
    assert.equal(client.subscribe('/c', () => {}, { id: 'mine', ack: 'client' }).id, 'mine');
    assert.deepEqual(
      sent().map((frame) => frame.split('\n')[0]),
      ['SUBSCRIBE', 'BEGIN', 'SUBSCRIBE', 'SUBSCRIBE'],
    );
    assert.throws(() => client.subscribe('/d', () => {}, { id: 'mine' }), { code: 'duplicate_subscription' });
  });

  test('messages reach their callback, others onUnhandledMessage', () => {
    const seen = [];
    client.onUnhandledMessage = (message) =>
      seen.push(['unhandled', message.headers.subscription, message.body]);
    const first = client.subscribe('/a', (message) => seen.push(['first', message.body]));
    client.subscribe('/b', (message) => seen.push(['second', message.body]), { id: 'toString' });
    socket.receive(
      messageFor('sub-0', 1, 'one') + messageFor('toString', 2, 'two') + messageFor('other', 3, 'three'),
    );
    first.unsubscribe({ receipt: 'r' });
    socket.receive(messageFor('sub-0', 4, 'four'));
    assert.deepEqual(seen, [
      ['first', 'one'],
      ['second', 'two'],
      ['unhandled', 'other', 'three'],
      ['unhandled', 'sub-0', 'four'],
    ]);
    assert.equal(sent().at(-1), 'UNSUBSCRIBE\nreceipt:r\nid:sub-0\n\n\0');
  });

  test('unsubscribing in a callback takes effect on what is delivered already', () => {
    const seen = [];
    client.onUnhandledMessage = ({ body }) => seen.push(`unhandled ${body}`);
    const subscription = client.subscribe('/a', ({ body }) => {
      seen.push(body);
      subscription.unsubscribe();
    });
    socket.receive(messageFor('sub-0', 1, 'one') + messageFor('sub-0', 2, 'two'));
    assert.deepEqual(seen, ['one', 'unhandled two']);
  });

  test('ten thousand at once', () => {
    const counts = new Array(10_000).fill(0);
    for (let i = 0; i < counts.length; i++) client.subscribe(`/topic/${i}`, () => counts[i]++);
    sent();
    for (let i = 0; i < counts.length; i += 100) {
      const ids = Array.from({ length: 100 }, (_, k) => i + k);
      socket.receive(ids.map((id) => messageFor(`sub-${id}`, id)).join(''));
    }
    assert.ok(counts.every((count) => count === 1));
    for (let i = 0; i < counts.length; i++) client.unsubscribe(`sub-${i}`);
    socket.receive(messageFor('sub-77', 1));
    assert.equal(counts[77], 1);
  });

  test('subscriptions end with their connection', async () => {
    const seen = [];
    client.subscribe('/a', () => seen.push('old'));
    client.onUnhandledMessage = () => seen.push('unhandled');
    socket.closed();
    await clock.advance(400);
    const next = connections.socket();
    next.open();
    next.receive(connectedFrame());
    next.receive(messageFor('sub-0', 1));
    assert.equal(client.subscribe('/b', () => seen.push('new')).id, 'sub-0');
    next.receive(messageFor('sub-0', 2));
    assert.deepEqual(seen, ['unhandled', 'new']);
  });
});

describe('acknowledgement', () => {
  test('in 1.2 by the ack header', () => {
    client.subscribe('/a', (message) => {
      const { ack, nack } = message; // handed around by themselves
      ack();
      nack({ transaction: 't' });
    });
    sent();
    socket.receive(messageFor('sub-0', 7));
    assert.deepEqual(sent(), [
      'ACK\nid:ack-7\nsubscription:sub-0\n\n\0',
      'NACK\ntransaction:t\nid:ack-7\nsubscription:sub-0\n\n\0',
    ]);
    client.ack('m', 's', { more: 'x' });
    client.nack('m', 's');
    assert.deepEqual(sent(), ['ACK\nmore:x\nid:m\nsubscription:s\n\n\0', 'NACK\nid:m\nsubscription:s\n\n\0']);
  });

  test('in 1.1 by message-id', async () => {
    const other = fakeConnections(Client);
    const otherSocket = await connect(other, '1.1');
    other.client.subscribe('/a', (message) => message.ack());
    otherSocket.takeSent();
    otherSocket.receive(messageFor('sub-0', 7));
    assert.deepEqual(otherSocket.takeSent(), ['ACK\nmessage-id:7\nsubscription:sub-0\n\n\0']);
    await other.client.deactivate({ force: true });
  });

  for (const [what, headers] of [
    ['without either', 'subscription:x'],
    ['that nobody waits to be acknowledged', 'subscription:x\nmessage-id:m'],
    ['of no subscription', 'message-id:m\nack:a'],
  ]) {
    test(`of a message ${what}: nothing`, () => {
      const messages = [];
      client.onUnhandledMessage = (message) => messages.push(message);
      socket.receive(`MESSAGE\n${headers}\n\n\0`);
      socket.takeSent();
      messages[0].ack();
      messages[0].nack();
      assert.equal(messages.length, 1);
      assert.deepEqual(socket.takeSent(), []);
    });
  }
});

describe('what plain JavaScript hands in', () => {
  test('null for headers and settings', () => {
    const { unsubscribe } = client.subscribe('/a', () => {}, null);
    client.ack('1', 's', null);
    unsubscribe(null);
    client.configure(null);
    client.publish({ destination: '/a', headers: null });
    assert.deepEqual(sent(), [
      'SUBSCRIBE\nid:sub-0\ndestination:/a\n\n\0',
      'ACK\nid:1\nsubscription:s\n\n\0',
      'UNSUBSCRIBE\nid:sub-0\n\n\0',
      'SEND\ndestination:/a\n\n\0',
    ]);
  });

  test('no callback: messages are unhandled', () => {
    const bodies = [];
    client.onUnhandledMessage = ({ body }) => bodies.push(body);
    client.subscribe('/a');
    socket.receive(messageFor('sub-0', 'm'));
    assert.deepEqual(bodies, ['hi']);
  });

  test('a client is written out as JSON', () => {
    assert.equal(JSON.parse(JSON.stringify(client)).reconnectDelay, 400);
  });
});

describe('transactions', () => {
  test('begin, commit, abort', () => {
    const transaction = client.begin();
    client.publish({ destination: '/a', headers: { transaction: transaction.id } });
    transaction.commit();
    client.begin('mine').abort();
    client.commit('x');
    client.abort('y');
    assert.deepEqual(sent(), [
      'BEGIN\ntransaction:tx-0\n\n\0',
      'SEND\ndestination:/a\ntransaction:tx-0\n\n\0',
      'COMMIT\ntransaction:tx-0\n\n\0',
      'BEGIN\ntransaction:mine\n\n\0',
      'ABORT\ntransaction:mine\n\n\0',
      'COMMIT\ntransaction:x\n\n\0',
      'ABORT\ntransaction:y\n\n\0',
    ]);
  });
});

describe('receipts', () => {
  let seen;
  beforeEach(() => {
    seen = recordCallbacks(client, ['onUnhandledReceipt', 'onReceiptLost'], (name, ...args) =>
      name === 'onReceiptLost' ? [args[0], args[1].code] : args[0].headers['receipt-id'],
    );
  });

  test('reach who watches for them, once', () => {
    client.watchForReceipt('r', (frame) => seen.push(['watched', frame.headers['receipt-id']]));
    socket.receive('RECEIPT\nreceipt-id:r\n\n\0RECEIPT\nreceipt-id:r\n\n\0');
    assert.deepEqual(seen, [
      ['watched', 'r'],
      ['onUnhandledReceipt', 'r'],
    ]);
  });

  test('reach who watches last; who did before is told', () => {
    client.watchForReceipt(
      'r',
      () => seen.push('first'),
      (error) => seen.push(['lost', error.code]),
    );
    client.watchForReceipt('r', () => seen.push('second'));
    socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
    assert.deepEqual(seen, [
      ['lost', 'duplicate_receipt'],
      ['onReceiptLost', ['r', 'duplicate_receipt']],
      'second',
    ]);
  });

  test('that don’t come in time, or whose connection ends, are told to be lost', async () => {
    const onLost = (error) => seen.push(['lost', error.code]);
    client.watchForReceipt('late', () => {}, onLost);
    client.publish({ destination: '/a', headers: { receipt: 'late' } });
    await clock.advance(30_000);
    assert.deepEqual(seen, [
      ['lost', 'receipt_timeout'],
      ['onReceiptLost', ['late', 'receipt_timeout']],
    ]);
    seen.length = 0;
    client.watchForReceipt('cut', () => {}, onLost);
    client.publish({ destination: '/a', headers: { receipt: 'nobody watches' } });
    socket.closed();
    assert.deepEqual(seen, [
      ['lost', 'transport_closed'],
      ['onReceiptLost', ['cut', 'transport_closed']],
      ['onReceiptLost', ['nobody watches', 'transport_closed']],
    ]);
  });
});

describe('what the broker reports', () => {
  test('ERROR and frames that nobody knows', () => {
    const seen = recordCallbacks(client, ['onStompError', 'onUnhandledFrame'], (_, frame) => frame.command);
    socket.receive('ERROR\nmessage:bad\n\nwhy\0OTHER\n\n\0');
    assert.deepEqual(seen, [
      ['onStompError', 'ERROR'],
      ['onUnhandledFrame', 'OTHER'],
    ]);
  });

  test('octets that are not STOMP end the connection, and say where', () => {
    const errors = [];
    client.onError = (error) => errors.push(error);
    socket.receive('MESSAGE\nno colon\n\n\0');
    assert.equal(errors[0].code, 'header_without_colon');
    assert.equal(errors[0].offset, connectedFrame().length + 8);
    assert.equal(client.connected, false);
    assert.equal(socket.closes.length, 1);
  });

  test('limits are kept', async () => {
    await client.deactivate({ force: true });
    client.limits = { maxBodyBytes: 10 };
    socket = await connect(connections);
    const errors = [];
    client.onError = (error) => errors.push(error.code);
    socket.receive(messageFor('x', 1, '12345678901'));
    assert.deepEqual(errors, ['body_too_large']);
  });
});

test('without a connection every request says so, as it always did', async () => {
  await client.deactivate({ force: true });
  const unconnected = { name: 'TypeError', message: 'There is no underlying STOMP connection' };
  for (const request of [
    () => client.publish({ destination: '/a' }),
    () => client.subscribe('/a', () => {}),
    () => client.unsubscribe('x'),
    () => client.ack('m', 's'),
    () => client.nack('m', 's'),
    () => client.begin(),
    () => client.commit('x'),
    () => client.abort('x'),
    () => client.watchForReceipt('r', () => {}),
  ]) {
    assert.throws(request, unconnected);
  }
  client.activate();
  await settled();
  assert.throws(() => client.publish({ destination: '/a' }), unconnected);
});

describe('the acknowledging functions of a message', () => {
  test('can be replaced and spied on, each message’s its own', (t) => {
    const seen = [];
    client.subscribe('/a', (message) => seen.push(message), { id: 's', ack: 'client' });
    sent();
    socket.receive(messageFor('s', 1) + messageFor('s', 2));
    const [first, second] = seen;
    const { ack } = first;
    const calls = [];
    first.ack = (headers) => {
      calls.push('wrapped');
      ack(headers);
    };
    first.ack({ x: 'y' });
    assert.deepEqual(calls, ['wrapped']);
    assert.deepEqual(sent(), ['ACK\nx:y\nid:ack-1\nsubscription:s\n\n\0']);
    second.nack = t.mock.fn();
    second.nack();
    assert.equal(second.nack.mock.callCount(), 1);
    first.nack = undefined;
    assert.equal(first.nack, undefined);
    second.ack();
    assert.deepEqual(sent(), ['ACK\nid:ack-2\nsubscription:s\n\n\0']);
  });
});
