import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Client, HoofbeatError, json } from '../../build/testing/hoofbeat.js';
import { connect, fakeConnections, recordCallbacks } from './support/fake-socket.mjs';
import { VirtualClock } from './support/virtual-clock.mjs';

let clock;
let client;
let socket;
beforeEach(async () => {
  clock = new VirtualClock();
  const connections = fakeConnections(Client);
  client = connections.client;
  socket = await connect(connections);
});
afterEach(async () => {
  await client.deactivate({ force: true });
  clock.restore();
});

const sent = () => socket.takeSent();
const message = (body, headers = '') =>
  `MESSAGE\nsubscription:s\nmessage-id:7\ndestination:/d\nack:a7\n${headers}\n${body}\0`;

/** Subscribes, has a message arrive, and returns it. */
function received(codec, frame) {
  let taken;
  const subscription = client.subscribe('/d', (each) => (taken = each), { id: 's', ack: 'client' }, codec);
  socket.receive(frame);
  subscription.unsubscribe();
  sent();
  return taken;
}

/** Lists what it was asked to decode. */
function spyingCodec() {
  const decoded = [];
  const decode = (each) => decoded.push(each.body);
  return { codec: { encode: String, decode }, decoded };
}

describe('publish', () => {
  test('sends the text of JSON, and says so', () => {
    client.publish({ destination: '/d', content: { price: 1.5, name: 'é' }, codec: json() });
    const body = '{"price":1.5,"name":"é"}';
    assert.deepEqual(sent(), [
      `SEND\ndestination:/d\ncontent-type:application/json\ncontent-length:${Buffer.byteLength(body)}\n\n${body}\0`,
    ]);
  });

  test('null, false, 0 and an empty text are values like others', () => {
    for (const content of [null, false, 0, '']) client.publish({ destination: '/d', content, codec: json() });
    assert.deepEqual(
      sent().map((frame) => frame.slice(frame.indexOf('\n\n') + 2, -1)),
      ['null', 'false', '0', '""'],
    );
  });

  test('undefined is what the codec says', () => {
    const publish = (codec) => client.publish({ destination: '/d', content: undefined, codec });
    assert.throws(() => publish(json()), { name: 'TypeError', message: 'JSON has no text for undefined' });
    publish({ encode: String, decode: String });
    assert.deepEqual(sent(), ['SEND\ndestination:/d\ncontent-length:9\n\nundefined\0']);
  });

  test('a content-type that is given wins, and other headers stay', () => {
    const headers = { 'content-type': 'application/vnd.x+json', receipt: 'r' };
    client.publish({ destination: '/d', headers, content: 1, codec: json() });
    assert.deepEqual(sent(), [
      'SEND\ndestination:/d\ncontent-type:application/vnd.x+json\nreceipt:r\ncontent-length:1\n\n1\0',
    ]);
  });

  test('octets go out as octets', () => {
    const codec = {
      encode: (numbers) => Uint8Array.from(numbers),
      decode: ({ binaryBody }) => [...binaryBody],
    };
    client.publish({ destination: '/d', content: [0, 255], codec });
    const head = Buffer.from('SEND\ndestination:/d\ncontent-length:2\n\n');
    assert.deepEqual(sent().map(Buffer.from), [Buffer.concat([head, Buffer.from([0, 255, 0])])]);
  });

  test('content without a codec is refused, but beside a body, where it was ignored before', () => {
    assert.throws(() => client.publish({ destination: '/d', content: {} }), {
      name: 'TypeError',
      message: /needs a codec/,
    });
    assert.deepEqual(sent(), []);
    client.publish({ destination: '/d', content: {}, body: 'b' });
    assert.deepEqual(sent(), ['SEND\ndestination:/d\ncontent-length:1\n\nb\0']);
  });

  test('what has no text is refused, and nothing is sent', () => {
    for (const content of [() => {}, Symbol('x')])
      assert.throws(() => client.publish({ destination: '/d', content, codec: json() }), {
        name: 'TypeError',
        message: new RegExp(`JSON has no text for ${typeof content}`),
      });
    const own = new Error('own');
    const codec = {
      encode() {
        throw own;
      },
    };
    assert.throws(() => client.publish({ destination: '/d', content: 1, codec }), own);
    assert.deepEqual(sent(), []);
  });
});

describe('content', () => {
  test('is what the body stands for', () => {
    assert.deepEqual(received(json(), message('{"price":1.5}')).content, { price: 1.5 });
  });

  test('is decoded when it is read first, once', () => {
    const { codec, decoded } = spyingCodec();
    const taken = received(codec, message('x'));
    assert.deepEqual(decoded, []);
    assert.equal(taken.content, taken.content);
    assert.deepEqual(decoded, ['x']);
  });

  test('can be undefined, and is decoded once all the same', () => {
    let count = 0;
    const taken = received({ encode: String, decode: () => void count++ }, message('x'));
    assert.deepEqual([taken.content, taken.content, count], [undefined, undefined, 1]);
  });

  test('can be read of a message that the application has frozen, or copied by its prototype', () => {
    const taken = Object.freeze(received(json(), message('[1]')));
    assert.deepEqual(taken.content, [1]);
    assert.deepEqual(Object.create(taken).content, [1]);
    assert.deepEqual(new Proxy(taken, {}).content, [1]);
  });

  test('is not looked at by what looks through a message', () => {
    const { codec, decoded } = spyingCodec();
    const taken = received(codec, message('x'));
    assert.ok(!Object.keys(taken).includes('content'));
    assert.equal(JSON.parse(JSON.stringify(taken)).content, undefined);
    assert.deepEqual(decoded, []);
  });

  test('is checked by the function that json is given', () => {
    const price = (value) => {
      if (typeof value?.price === 'number') return { ...value, checked: true };
      throw new RangeError('no price');
    };
    assert.deepEqual(received(json(price), message('{"price":1}')).content, { price: 1, checked: true });
    const refused = received(json(price), message('{"prize":1}'));
    assert.throws(
      () => refused.content,
      ({ code, cause }) => code === 'undecodable_body' && cause.message === 'no price',
    );
  });

  test('of a body that is no JSON is an error that tells which message it is', () => {
    const taken = received(json(), message('{"price":', 'content-type:text/plain\n'));
    for (let attempt = 0; attempt < 2; attempt++)
      assert.throws(
        () => taken.content,
        (error) => {
          assert.ok(error instanceof HoofbeatError);
          assert.deepEqual([error.code, error.condition], ['undecodable_body', 'misuse']);
          assert.ok(error.cause instanceof SyntaxError);
          for (const part of ['7', '/d', 'text/plain', 'SyntaxError'])
            assert.match(error.message, new RegExp(part));
          return true;
        },
      );
    assert.equal(taken.body, '{"price":');
    taken.nack();
    assert.deepEqual(sent(), ['NACK\nid:a7\nsubscription:s\n\n\0']);
  });

  test('that can not be decoded is not quoted by the error, but by what its cause is of', () => {
    const taken = received(json(), message('s3cr3t'));
    assert.throws(
      () => taken.content,
      (error) =>
        /SyntaxError: The body is no JSON$/.test(error.message) && /s3cr3t/.test(error.cause.cause.message),
    );
  });

  test('whose error nobody catches is reported, and the next message arrives', (t) => {
    const reported = t.mock.method(console, 'error', () => {});
    const prices = [];
    client.subscribe('/d', ({ content }) => prices.push(content), { id: 's' }, json());
    socket.receive(message('no'));
    socket.receive(message('2'));
    assert.deepEqual(prices, [2]);
    assert.deepEqual(
      reported.mock.calls.map(({ arguments: [error] }) => error.code),
      ['undecodable_body'],
    );
  });

  test('is there for messages of its subscription alone', () => {
    const calls = recordCallbacks(client, ['onUnhandledMessage'], (_, each) => 'content' in each);
    client.subscribe('/d', () => {}, { id: 'other' }, json());
    socket.receive(message('1'));
    assert.deepEqual(calls, [['onUnhandledMessage', false]]);
  });
});
