import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeUtf8, encodeUtf8, encodeUtf8Into } from '../../build/testing/hoofbeat.js';

// What stands in for TextEncoder and TextDecoder where an engine has none, against Node's.

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const edges = [0, 0x41, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfeff, 0xffff, 0x10000, 0x10ffff];
const texts = [
  '',
  ...edges.map((point) => String.fromCodePoint(point)),
  String.fromCodePoint(...edges),
  '\ufeffx',
  'a\ud83d',
  '\udc0eb',
  '\ud83d\ud83d\udc0e',
  '\udc0e\ud83d',
  'x\u{1f40e}€'.repeat(3000),
];

test('texts become the same octets', () => {
  for (const text of texts) assert.deepEqual(encodeUtf8(text), encoder.encode(text), JSON.stringify(text));
});

test('as much of a text as there is room for', () => {
  const text = 'aä€\u{1f40e}\ud83dz';
  for (let room = 0; room <= encoder.encode(text).length + 1; room++) {
    const [ours, theirs] = [new Uint8Array(room), new Uint8Array(room)];
    const { read, written } = encodeUtf8Into(text, ours);
    assert.deepEqual({ read, written }, { ...encoder.encodeInto(text, theirs) }, String(room));
    assert.deepEqual(ours.subarray(0, written), theirs.subarray(0, written));
  }
});

/** The text, or undefined where it is refused. */
function decoded(decode, octets) {
  try {
    return decode(octets);
  } catch (error) {
    assert.ok(error instanceof TypeError);
    return undefined;
  }
}

function assertSame(...octets) {
  const array = Uint8Array.from(octets);
  const theirs = decoded((it) => decoder.decode(it), array);
  // Without a message, which would be made a million times.
  if (decoded(decodeUtf8, array) !== theirs) assert.fail(`${octets.map((it) => it.toString(16))}: ${theirs}`);
}

test('octets become the same texts', () => {
  for (const text of texts) {
    const octets = encoder.encode(text);
    assert.equal(decodeUtf8(octets), decoder.decode(octets));
  }
});

test('and are refused where they are not UTF-8: each pair, and sequences around each edge', () => {
  for (let first = 0; first < 256; first++) {
    assertSame(first);
    for (let second = 0; second < 256; second++) assertSame(first, second);
  }
  const some = [0, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xed, 0xff];
  for (let first = 0xc0; first < 256; first++) {
    for (const second of some) {
      for (const third of some) {
        assertSame(first, second, third);
        for (const fourth of some) assertSame(first, second, third, fourth);
      }
    }
  }
});
