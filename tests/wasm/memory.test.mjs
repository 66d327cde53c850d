import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeFrame, FrameDecoder, memory, octetsOf } from '../../build/testing/hoofbeat.js';

const frameText = (body) => `MESSAGE\nkind:x\ncontent-length:${Buffer.byteLength(body)}\n\n${body}\0`;
const limits = { maxFrameBytes: 2 ** 28, maxBodyBytes: 2 ** 28 };

describe('wasm memory', () => {
  test('messages of growing size, and small ones in between', () => {
    const decoder = new FrameDecoder('1.2', limits);
    for (let size = 1000; size <= 64_000_000; size *= 4) {
      for (const body of ['a'.repeat(size), 'é'.repeat(size / 2)]) {
        const [{ frame }] = decoder.feed(frameText(body));
        const [{ frame: small }] = decoder.feed(frameText('small é'));
        assert.ok(frame.body === body, `a body of ${size}`);
        assert.equal(small.body, 'small é');
        assert.equal(frame.headers.kind, 'x');
      }
    }
    decoder.dispose();
  });

  test('grows with what arrives in pieces while frames of before are held', () => {
    const decoder = new FrameDecoder('1.2', limits);
    const [{ frame: held }] = decoder.feed(Buffer.from(frameText('held')));
    const body = Buffer.alloc(24_000_000, 'piece ');
    const octets = Buffer.from(frameText(body.toString()));
    const items = [];
    for (let at = 0; at < octets.length; at += 3_000_000) {
      items.push(...decoder.feed(octets.subarray(at, at + 3_000_000), false));
    }
    assert.equal(items.length, 1);
    assert.ok(Buffer.from(items[0].frame.binaryBody).equals(body));
    assert.equal(held.body, 'held');
    decoder.dispose();
  });

  test('the room for messages is given back', () => {
    const decoder = new FrameDecoder('1.2', limits);
    const usual = memory().inputCapacity;
    decoder.feed(frameText('x'.repeat(8_000_000)));
    assert.equal(memory().inputCapacity, usual);
    decoder.dispose();
  });

  test('a hundred large messages don’t make it larger than one', () => {
    const decoder = new FrameDecoder('1.2', limits);
    const message = frameText('x'.repeat(4_000_000));
    decoder.feed(message);
    const size = memory().octets.length;
    for (let i = 0; i < 100; i++) decoder.feed(message);
    assert.equal(memory().octets.length, size);
    decoder.dispose();
  });

  test('a thousand decoders, one after the other, take the room of one', () => {
    const use = () => {
      const decoder = new FrameDecoder('1.2', limits);
      decoder.feed(Buffer.alloc(100_000, 'MESSAGE\nnever:'), false);
      decoder.dispose();
    };
    use();
    const size = memory().octets.length;
    for (let i = 0; i < 1000; i++) use();
    assert.equal(memory().octets.length, size);
  });

  test('a frame in pieces is refused by its limit, however much arrives', () => {
    const decoder = new FrameDecoder('1.2', { maxFrameBytes: 1_000_000 });
    const octets = Buffer.from(`MESSAGE\n\n${'x'.repeat(20_000_000)}`);
    const [{ error }] = decoder.feed(octets);
    assert.equal(error.code, 'frame_too_large');
    assert.equal(error.offset, 1_000_000);
    decoder.dispose();
  });
});

describe('texts handed in', () => {
  const encoded = (headers) => encodeFrame('1.2', { command: 'SEND', headers });

  test('as many and as long as one likes', () => {
    const headers = Array.from({ length: 3000 }, (_, i) => [`n${i}`, 'é'.repeat(i % 50)]);
    assert.equal(encoded(headers), `SEND\n${headers.map((pair) => `${pair.join(':')}\n`).join('')}\n\0`);
    const long = 'v'.repeat(300_000);
    assert.equal(encoded([['n', long]]), `SEND\nn:${long}\n\n\0`);
  });

  test('the same again, others, and fewer', () => {
    const lists = [
      [['a', '1']],
      [['a', '1']],
      [
        ['a', '2'],
        ['b', '3'],
      ],
      [['a', '2']],
      [
        ['a', '2'],
        ['b', '3'],
      ],
      [],
    ];
    for (const list of [...lists, ...lists]) {
      assert.equal(encoded(list), `SEND\n${list.map((pair) => `${pair.join(':')}\n`).join('')}\n\0`);
    }
  });

  test('halves of a pair of surrogates on both sides of a seam stay two', () => {
    assert.equal(encoded([['a\uD83D', '\uDE00b']]), 'SEND\na\uFFFD:\uFFFDb\n\n\0');
  });

  test('octets of texts', () => {
    const long = 'aé日🐎'.repeat(50_000);
    for (const text of ['', 'a', 'é', '日', '🐎', '\uD83D', 'x\uDE00y', long, `${'a'.repeat(65_535)}🐎`]) {
      assert.equal(octetsOf(text), Buffer.byteLength(text));
    }
  });
});
