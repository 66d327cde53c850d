import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FrameImpl as TheirFrameImpl } from '@stomp/stompjs';
import { encodeFrame, FrameDecoder, FrameImpl } from '../../build/testing/hoofbeat.js';

const both = { '@stomp/stompjs': TheirFrameImpl, hoofbeat: FrameImpl };
const text = (message) => (typeof message === 'string' ? message : Buffer.from(message).toString());
const octets = (string) => new TextEncoder().encode(string);

/** What a call returns or throws, with both. */
function outcomes(call) {
  return Object.values(both).map((Class) => call(Class));
}

describe('as it is with @stomp/stompjs', () => {
  const frames = {
    'text with a header': { command: 'SEND', headers: { destination: '/a', n: '1' }, body: 'héllo' },
    'no body': { command: 'SEND', headers: { destination: '/a' } },
    'no headers': { command: 'BEGIN' },
    'no content-length': { command: 'SEND', body: 'x', skipContentLengthHeader: true },
    'a content-length to be left out': {
      command: 'SEND',
      headers: { 'content-length': '9' },
      body: 'x',
      skipContentLengthHeader: true,
    },
    octets: { command: 'SEND', headers: { a: 'b' }, binaryBody: octets('a\0b') },
    'octets in place of text': { command: 'SEND', body: 'text', binaryBody: octets('octets') },
    'octets whose content-length is always told': {
      command: 'SEND',
      binaryBody: octets('a\0b'),
      skipContentLengthHeader: true,
    },
    escaped: { command: 'SEND', headers: { a: '\\ : \r \n \\n' }, escapeHeaderValues: true },
    'not escaped': { command: 'SEND', headers: { a: '\\c:b' } },
    'CONNECT, never escaped': { command: 'CONNECT', headers: { a: 'b:\\c' }, escapeHeaderValues: true },
    'CONNECTED, never escaped': { command: 'CONNECTED', headers: { a: 'b:c' }, escapeHeaderValues: true },
    'a command that STOMP does not know': { command: 'PUBLISH', headers: { a: 'b' }, body: 'x' },
    'a command by the name of none': { command: 'unknown', headers: { a: 'b' } },
    'a body that is no string': { command: 'SEND', body: 123 },
    'no body, said with a number': { command: 'SEND', body: 0 },
    'numbers and flags': { command: 'SEND', headers: { n: 5, t: true } },
    'names of old': { command: 'SEND', headers: { toString: 'a', constructor: 'b' } },
  };
  for (const [name, params] of Object.entries(frames)) {
    test(name, () => {
      const [theirs, ours] = outcomes((Class) => {
        const frame = new Class(params);
        const { command, isBinaryBody, body, binaryBody } = frame;
        const sent = [text(frame.serialize()), text(Class.marshall(params)), `${frame}`];
        return [command, isBinaryBody, String(body), Buffer.from(binaryBody).toString(), ...sent];
      });
      assert.deepEqual(ours, theirs);
    });
  }

  test('octets come out as an ArrayBuffer that holds the frame alone', () => {
    for (const Class of Object.values(both)) {
      const sent = Class.marshall({ command: 'SEND', binaryBody: octets('ab') });
      assert.ok(sent instanceof ArrayBuffer);
      assert.equal(sent.byteLength, 'SEND\ncontent-length:2\n\nab\0'.length);
    }
  });

  test('octets as a list of numbers', () => {
    const [theirs, ours] = outcomes((Class) =>
      Buffer.from(Class.marshall({ command: 'SEND', binaryBody: [1, 0, 255] })).toString('latin1'),
    );
    assert.equal(ours, theirs);
  });

  const rawFrames = {
    'white space around names and values': {
      headers: [
        [' a ', '\t x \u00a0'],
        ['b', ''],
      ],
    },
    'repeated headers': {
      headers: [
        ['a', '1'],
        ['b', '2'],
        ['a', '3'],
      ],
    },
    escapes: { headers: [['a', 'x\\cy\\nz']] },
    'CONNECTED, never escaped': { command: 'CONNECTED', headers: [['a', 'x\\cy']] },
  };
  for (const [name, raw] of Object.entries(rawFrames)) {
    for (const isEscaped of [true, false]) {
      test(`fromRawFrame: ${name}, ${isEscaped ? '' : 'not '}escaped`, () => {
        const [theirs, ours] = outcomes((Class) => {
          const copy = structuredClone({ command: 'MESSAGE', binaryBody: octets('é'), ...raw });
          const frame = Class.fromRawFrame(copy, isEscaped);
          return [frame.headers, Object.keys(frame.headers), frame.body, text(frame.serialize())];
        });
        assert.deepEqual(ours, theirs);
      });
    }
  }

  test('it can be extended', () => {
    for (const Class of Object.values(both)) {
      class Traced extends Class {
        toString() {
          return `traced ${super.toString()}`;
        }
      }
      const frame = new Traced({ command: 'SEND' });
      assert.equal(`${frame}`, 'traced SEND\n\n');
      assert.ok(frame instanceof Traced && frame instanceof Class);
      assert.ok(!(new Class({ command: 'SEND' }) instanceof Traced));
    }
  });

  test('headers are a copy, and the frame’s to change', () => {
    for (const Class of Object.values(both)) {
      const headers = { a: '1' };
      const frame = new Class({ command: 'SEND', headers });
      headers.a = '2';
      frame.headers.b = '3';
      assert.equal(frame.serialize(), 'SEND\na:1\nb:3\n\n\0');
    }
  });

  test('hdrValueEscape, and back where its escapes don’t touch', () => {
    const [theirs, ours] = outcomes((Class) => [
      Class.hdrValueEscape('a:b\\c\r\nd'),
      Class.hdrValueUnEscape('a\\cb\\rc\\n\\\\'),
    ]);
    assert.deepEqual(ours, theirs);
  });
});

/** Ours does what is wanted, theirs something else. */
function mended(name, call, check) {
  test(name, () => {
    const passes = (Class) => {
      try {
        check(() => call(Class));
        return true;
      } catch (error) {
        if (Class === FrameImpl) throw error;
        return false;
      }
    };
    assert.equal(passes(FrameImpl), true);
    assert.equal(passes(TheirFrameImpl), false, 'with @stomp/stompjs');
  });
}
const throws = (code) => (call) => assert.throws(call, { name: 'HoofbeatError', code });
const gives = (value) => (call) => assert.deepEqual(call(), value);
const marshalled = (params) => (Class) => Class.marshall({ command: 'SEND', ...params });
const injected = 'x\ninjected:true';

describe('mended', () => {
  mended(
    'a value that is not escaped injects no header',
    marshalled({ headers: { a: injected } }),
    throws('unwritable_header_value'),
  );
  mended(
    'nor does one of CONNECT',
    marshalled({ command: 'CONNECT', headers: { a: injected }, escapeHeaderValues: true }),
    throws('unwritable_header_value'),
  );
  mended('nor a name', marshalled({ headers: { [injected]: 'a' } }), throws('unwritable_header_name'));
  mended('nor a command', marshalled({ command: `SEND\n${injected}` }), throws('invalid_command'));
  mended('there is a command', marshalled({ command: undefined }), throws('invalid_command'));
  mended(
    'names are escaped',
    marshalled({ headers: { 'a:b\n': 'c' }, escapeHeaderValues: true }),
    gives('SEND\na\\cb\\n:c\n\n\0'),
  );
  mended(
    'NUL ends no frame',
    marshalled({ headers: { a: 'b\0' }, escapeHeaderValues: true }),
    throws('unwritable_header_value'),
  );
  mended(
    'nor in a body that is not counted',
    marshalled({ body: 'a\0b', skipContentLengthHeader: true }),
    throws('unwritable_body'),
  );
  mended(
    'content-length is sent once',
    marshalled({ headers: { 'content-length': '7' }, body: 'x' }),
    gives('SEND\ncontent-length:1\n\nx\0'),
  );
  mended(
    'undefined and null are left out',
    marshalled({ headers: { a: undefined, b: null, c: '' } }),
    gives('SEND\nc:\n\n\0'),
  );
  mended(
    'a header may be called __proto__',
    marshalled({ headers: JSON.parse('{"__proto__":"x"}') }),
    gives('SEND\n__proto__:x\n\n\0'),
  );
  const raw = (headers) => (Class) =>
    Class.fromRawFrame({ command: 'MESSAGE', headers, binaryBody: octets('') }, true).headers;
  mended(
    '__proto__ is received',
    (Class) => Object.entries(raw([['__proto__', 'x']])(Class)),
    gives([['__proto__', 'x']]),
  );
  mended(
    'escapes are taken back in order',
    raw([['a', 'C:\\\\new\\\\\\\\cat']]),
    gives({ a: 'C:\\new\\\\cat' }),
  );
  mended('escapes of names too', raw([['a\\cb', 'x']]), gives({ 'a:b': 'x' }));
  mended('undefined escapes are refused', raw([['a', '\\t']]), throws('undefined_escape'));
  mended('and half of one', (Class) => Class.hdrValueUnEscape('a\\'), throws('undefined_escape'));
  mended(
    'the raw frame stays as it is',
    (Class) => {
      const headers = [
        ['a', '1'],
        ['b', '2'],
      ];
      raw(headers)(Class);
      return headers[0][0];
    },
    gives('a'),
  );
  mended(
    'a body that is not UTF-8 says so',
    (Class) => new Class({ command: 'MESSAGE', binaryBody: Uint8Array.of(0xff) }).body,
    throws('invalid_utf8'),
  );

  test('white space is trimmed in linear time', () => {
    const header = ['a', `x${' '.repeat(2_000_000)}y`];
    const frame = FrameImpl.fromRawFrame({ command: 'MESSAGE', headers: [header] }, true);
    assert.equal(frame.headers.a.length, 2_000_002);
  });

  test('escapes are those of the core', () => {
    const values = ['', ':', '\\', '\\\\n', 'a:b\\c\r\n', 'é:\\日\n🐎', '\\c\\n\\r\\\\'];
    for (const value of values) {
      const [, line] = encodeFrame('1.2', { command: 'SEND', headers: [['a', value]] }).split('\n');
      assert.equal(FrameImpl.hdrValueEscape(value), line.slice(2));
      assert.equal(FrameImpl.hdrValueUnEscape(line.slice(2)), value);
    }
  });
});

describe('frames that the client hands out', () => {
  const received = (frame) => new FrameDecoder('1.2').feed(frame)[0].frame;

  test('are FrameImpls', () => {
    const frame = received('MESSAGE\na:x\\cy\n\nbody\0');
    assert.ok(frame instanceof FrameImpl);
    assert.ok(!(frame instanceof class extends FrameImpl {}));
    for (const other of [null, undefined, {}, 'MESSAGE']) assert.ok(!(other instanceof FrameImpl));
  });

  test('tell their head, and can be sent on', () => {
    for (const head of ['MESSAGE\na:x\\cy\nb:é', 'CONNECTED\na:x:y', 'OTHER\na:b']) {
      const frame = received(`${head}\n\nböd\0`);
      assert.equal(`${frame}`, `${head}\ncontent-length:4\n\n`);
      assert.equal(text(frame.serialize()), `${head}\ncontent-length:4\n\nböd\0`);
    }
  });

  test('tell of what was changed', () => {
    const frame = received('MESSAGE\na:1\n\n\0');
    frame.headers.b = '2';
    frame.command = 'SEND';
    assert.equal(`${frame}`, 'SEND\na:1\nb:2\n\n');
  });

  test('as JSON have what there is to read', () => {
    const frame = received('MESSAGE\na:1\n\nbody\0');
    const wanted = { command: 'MESSAGE', headers: { a: '1' }, isBinaryBody: true, body: 'body' };
    assert.deepEqual(JSON.parse(JSON.stringify(frame)), wanted);
  });
});

test('octets of other kinds than Uint8Array, and what is none', () => {
  const { buffer } = octets('ab');
  for (const binaryBody of [buffer, new DataView(buffer), new Uint16Array(buffer)]) {
    const frame = new FrameImpl({ command: 'SEND', binaryBody });
    assert.equal(text(frame.serialize()), 'SEND\ncontent-length:2\n\nab\0');
    assert.equal(frame.body, 'ab');
    assert.deepEqual(frame.binaryBody, octets('ab'));
  }
  assert.throws(() => FrameImpl.marshall({ command: 'SEND', binaryBody: 'ab' }), {
    name: 'TypeError',
    message: /^binaryBody must be a Uint8Array, not String$/,
  });
});
