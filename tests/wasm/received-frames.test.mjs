import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FrameDecoder, HoofbeatError } from '../../build/testing/hoofbeat.js';
import { until } from '../support/condition.mjs';
import { heapInUse } from '../support/heap.mjs';

// What is cut out of a message by the core's counting must be what a decoder makes of its octets.

const decoder = (version = '1.2') => new FrameDecoder(version);
const decodeOne = (message, version) => decoder(version).feed(message)[0].frame;

const samples = {
  ASCII: 'plain text, nothing else',
  'Latin letters': 'Größe, naïve façade',
  'three octets each': '日本語のテキスト、。',
  emoji: '🐎👩‍👩‍👧‍👦🇪🇺 and 🎠',
  combining: 'e\u0301 a\u0308 \u{1F469}\u{1F3FD}',
  'a byte order mark': '\uFEFFmarked\uFEFF',
  'every length': 'aé日🐎',
  nothing: '',
};

function frameText(headers, body) {
  const octets = Buffer.byteLength(body);
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  return `MESSAGE\n${lines.join('')}content-length:${octets}\n\n${body}\0`;
}

function assertSame(frame, headers, body) {
  assert.equal(frame.body, body);
  assert.deepEqual(Buffer.from(frame.binaryBody), Buffer.from(body));
  const wanted = { ...headers, 'content-length': String(Buffer.byteLength(body)) };
  assert.deepEqual(frame.headers, wanted);
}

describe('text is sliced where the core has counted', () => {
  for (const [bodyName, body] of Object.entries(samples)) {
    for (const [headName, text] of Object.entries(samples)) {
      test(`body: ${bodyName}, header: ${headName}`, () => {
        const headers = { destination: '/topic/a', [`name ${text}`]: text };
        assertSame(decodeOne(frameText(headers, body)), headers, body);
        assertSame(decodeOne(Buffer.from(frameText(headers, body))), headers, body);
      });
    }
  }

  test('several frames in one message, ASCII and not in turn', () => {
    const frames = Object.values(samples).flatMap((first) =>
      Object.values(samples).map((second) => [{ subscription: '1', text: first }, second]),
    );
    const message = frames.map(([headers, body]) => frameText(headers, body)).join('\n\n');
    const items = decoder().feed(`${message}\n\n`);
    assert.equal(items.length, frames.length);
    for (const [i, [headers, body]] of frames.entries()) assertSame(items[i].frame, headers, body);
  });

  test('bodies without content-length', () => {
    for (const body of Object.values(samples))
      assert.equal(decodeOne(`MESSAGE\na:${body}\n\n${body}\0\n`).body, body);
  });

  test('long bodies on either side of the half, where the core counts from the other end', () => {
    for (const [before, after] of [
      [10, 5000],
      [5000, 10],
      [3000, 3000],
    ]) {
      const [first, second] = ['é'.repeat(before), '日🐎'.repeat(after)];
      const items = decoder().feed(frameText({ a: first }, second) + frameText({ a: 'x' }, first));
      assertSame(items[0].frame, { a: first }, second);
      assertSame(items[1].frame, { a: 'x' }, first);
    }
  });

  test('a lone surrogate keeps its place', () => {
    const frame = decodeOne('MESSAGE\na:b\n\nx\uD800y\0');
    assert.equal(frame.body, 'x\uD800y');
    assert.deepEqual(Buffer.from(frame.binaryBody), Buffer.from('x\uFFFDy'));
  });
});

describe('headers', () => {
  test('of repeated ones the first counts, in its place', () => {
    const { headers } = decodeOne('MESSAGE\nb:1\na:first\na:second\nb:2\n\n\0');
    assert.equal(JSON.stringify(headers), '{"b":"1","a":"first"}');
  });

  test('special names are names like any other', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '0', 'length'];
    const frame = decodeOne(`MESSAGE\n${names.map((name) => `${name}:of ${name}\n`).join('')}\n\0`);
    for (const name of names) assert.equal(frame.headers[name], `of ${name}`);
    assert.equal(Object.getPrototypeOf(frame.headers), Object.prototype);
    assert.deepEqual(Object.keys(frame.headers).sort(), [...names].sort());
    assert.equal(Object.getPrototypeOf({ ...frame.headers }), Object.prototype);
  });

  test('unescaped names and values, among others that are not', () => {
    const frame = decodeOne(
      'MESSAGE\nplain:value\nna\\cme:C\\c\\\\new\\\\\\\\cat\\nline\\r\nlast:é\\n\n\nbody\0',
    );
    assert.deepEqual(frame.headers, { plain: 'value', 'na:me': 'C:\\new\\\\cat\nline\r', last: 'é\n' });
    assert.equal(frame.body, 'body');
  });

  test('more names than are kept, and longer ones', () => {
    for (let i = 0; i < 300; i++) {
      const headers = { [`name-${i}`]: `${i}`, other: 'x' };
      assertSame(decodeOne(frameText(headers, 'b')), headers, 'b');
    }
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`h${i}`, `é${i}`]));
    assertSame(decodeOne(frameText(many, 'b')), many, 'b');
    const long = { ['n'.repeat(5000)]: 'v'.repeat(5000) };
    assertSame(decodeOne(frameText(long, 'b')), long, 'b');
  });

  test('are the application’s to change', () => {
    const frame = decodeOne('MESSAGE\na:b\n\n\0');
    frame.headers.a = 'c';
    frame.headers.d = 'e';
    assert.deepEqual(frame.headers, { a: 'c', d: 'e' });
    frame.headers = { f: 'g' };
    assert.deepEqual(frame.headers, { f: 'g' });
  });

  test('and bodies can be read of a frozen frame', () => {
    const frame = Object.freeze(decodeOne('MESSAGE\na:b\n\nbody\0'));
    for (const _ of ['first', 'again']) {
      assert.deepEqual([frame.headers, frame.body], [{ a: 'b' }, 'body']);
      assert.deepEqual(Buffer.from(frame.binaryBody), Buffer.from('body'));
    }
  });

  test('unknown commands keep their text', () => {
    assert.equal(decodeOne('WHATEVER\na:b\n\n\0').command, 'WHATEVER');
  });
});

describe('bodies', () => {
  const notUtf8 = Buffer.from([0x66, 0xc3, 0x28, 0xff]);
  const binaryFrame = Buffer.concat([Buffer.from('MESSAGE\ncontent-length:4\n\n'), notUtf8, Buffer.of(0)]);

  test('that are not UTF-8 can be had as octets, and say so', () => {
    const frame = decodeOne(binaryFrame);
    assert.throws(() => frame.body, { name: 'HoofbeatError', code: 'invalid_utf8', message: /binaryBody/ });
    assert.ok(frame.binaryBody instanceof Uint8Array);
    assert.deepEqual(Buffer.from(frame.binaryBody), notUtf8);
    try {
      frame.body;
    } catch (error) {
      assert.ok(error instanceof HoofbeatError && error.cause instanceof TypeError);
    }
  });

  test('as octets are a copy', () => {
    const message = new Uint8Array(binaryFrame);
    const { binaryBody } = decodeOne(message);
    message.fill(0);
    assert.deepEqual(Buffer.from(binaryBody), notUtf8);
    assert.equal(binaryBody.buffer.byteLength, 4);
  });

  test('are the same object each time', () => {
    const frame = decodeOne(binaryFrame);
    assert.equal(frame.binaryBody, frame.binaryBody);
  });
});

describe('frames in pieces', () => {
  const headers = { destination: '/é', plain: 'x' };
  const body = `${samples.emoji}${'z'.repeat(200)}`;

  test('cut anywhere, as text and as octets', () => {
    const text = frameText(headers, body);
    const octets = Buffer.from(text);
    for (let at = 1; at < octets.length; at += 7) {
      const each = decoder();
      assert.deepEqual(each.feed(octets.subarray(0, at), false), []);
      assertSame(each.feed(octets.subarray(at))[0].frame, headers, body);
      each.dispose();
    }
    const cut = text.indexOf('plain');
    const each = decoder();
    each.feed(text.slice(0, cut));
    assertSame(each.feed(text.slice(cut) + text)[0].frame, headers, body);
  });

  test('stay as they are when more arrives', () => {
    const each = decoder();
    const text = frameText(headers, body);
    each.feed(text.slice(0, 30));
    const [{ frame: assembled }, { frame: whole }] = each.feed(text.slice(30) + text);
    for (let i = 0; i < 20; i++) each.feed(frameText({ other: 'header' }, '#'.repeat(i * 1000)));
    assertSame(assembled, headers, body);
    assertSame(whole, headers, body);
  });
});

describe('a small frame of a large message', () => {
  const megabyte = 2 ** 20;
  const messages = {
    'ASCII text': ['k', 'x', String],
    'text with an ASCII head': ['k', 'é', String],
    'text with a head that is not': ['é', 'é', String],
    octets: ['k', 'x', (text) => new Uint8Array(Buffer.from(text))],
  };
  for (const [name, [header, letter, form]] of Object.entries(messages)) {
    test(`${name}: does not hold the message`, async () => {
      const each = decoder();
      const small = `${letter.repeat(40)}`;
      const kept = [];
      // Where the core is JavaScript, its memory counts; now it is as large as it becomes.
      each.feed(form(frameText({}, letter.repeat(megabyte))));
      const before = heapInUse();
      for (let i = 0; i < 32; i++) {
        const large = frameText({ i }, letter.repeat(megabyte));
        const items = each.feed(form(frameText({ [header]: `${header}${i}` }, small) + large));
        kept.push(items[0].frame);
        // What is read early is cut out of the same.
        if (i % 2 === 0) void [kept[i].headers, kept[i].body];
      }
      // Array buffers are given back some time behind the collection.
      await until(() => heapInUse() - before < 4 * megabyte, { what: 'the messages are given back' });
      for (const [i, frame] of kept.entries()) assertSame(frame, { [header]: `${header}${i}` }, small);
      each.dispose();
    });
  }

  test('a lone surrogate keeps its place in it', () => {
    const large = frameText({}, 'é'.repeat(100_000));
    const body = 'x\uD800y'.repeat(10);
    const [{ frame }] = decoder().feed(`MESSAGE\na:é\n\n${body}\0${large}`);
    assert.deepEqual([frame.headers, frame.body], [{ a: 'é' }, body]);
  });

  test('escaped, repeated and unknown headers are the same in it', () => {
    const large = frameText({}, 'x'.repeat(100_000));
    const [{ frame }, { frame: whole }] = decoder().feed(
      `MESSAGE\na:1\\n\na:2\n__proto__:b\nn\\cc:\\\\\n\nbody\0${large}`,
    );
    assert.deepEqual(frame.headerList(), [
      ['a', '1\n'],
      ['a', '2'],
      ['__proto__', 'b'],
      ['n:c', '\\'],
    ]);
    assert.equal(frame.body, 'body');
    assert.equal(whole.body.length, 100_000);
  });
});
