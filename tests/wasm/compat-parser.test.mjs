import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { FrameImpl as TheirFrameImpl, Parser as TheirParser } from '@stomp/stompjs';
import { FrameImpl, memory, Parser } from '../../build/testing/hoofbeat.js';
import { collectGarbage } from '../support/heap.mjs';

const octets = (string) => new TextEncoder().encode(string).buffer;

/** What a parser calls back with. */
function parsed(Class, chunks, ...rest) {
  const calls = [];
  const parser = new Class(
    ({ command, headers, binaryBody }) =>
      calls.push([command, headers, Buffer.from(binaryBody).toString('latin1')]),
    () => calls.push('ping'),
  );
  for (const chunk of chunks) parser.parseChunk(chunk, ...rest);
  return calls;
}

describe('as it is with @stomp/stompjs', () => {
  const chunks = {
    'a frame': ['MESSAGE\na:b\nc:d\n\nbody\0'],
    'octets, of which any can be in a counted body': [octets('MESSAGE\ncontent-length:3\n\na\0b\0')],
    'escapes are left': ['MESSAGE\na:x\\cy\\n\\\\\\t\nb\\c:\\\n\n\0'],
    'white space is left': ['MESSAGE\n a : b \n\n body \n\0'],
    'colons in values': ['CONNECTED\nurl:http://a:b\n\n\0'],
    'repeated headers': ['MESSAGE\na:1\na:2\nb:\n\n\0'],
    'CR LF ends a line': ['MESSAGE\r\na:b\r\n\r\nbo\r\ndy\0'],
    heartbeats: ['\n', '\r\n\n', 'MESSAGE\n\n\0', '\n'],
    'two frames in a chunk': ['MESSAGE\na:1\n\nx\0RECEIPT\nreceipt-id:r\n\n\0'],
    'a frame in pieces': [...'MESSAGE\na:é\ncontent-length:5\n\nbodÿ\0'],
    'pieces of both kinds': ['MESSAGE\na:', octets('b\n\nbo'), 'dy\0'],
    'names of old': ['MESSAGE\n__proto__:a\ntoString:b\n\n\0'],
    'a command that STOMP does not know': ['WHATEVER\n\n\0'],
  };
  for (const [name, list] of Object.entries(chunks)) {
    test(name, () => {
      const ours = parsed(Parser, list);
      assert.deepEqual(ours, parsed(TheirParser, list));
      assert.ok(ours.length > 0 || name.includes('pieces'));
    });
  }

  for (const chunk of ['MESSAGE\na:b\n\nbody', 'MESSAGE\na:b\n\nbody\0', '\n', 'CONNECTED\n\n']) {
    test(`appendMissingNULLonIncoming: ${JSON.stringify(chunk)}`, () => {
      assert.deepEqual(parsed(Parser, [chunk, chunk], true), parsed(TheirParser, [chunk, chunk], true));
      assert.deepEqual(parsed(Parser, [octets(chunk)], true), parsed(TheirParser, [octets(chunk)], true));
    });
  }

  test('callbacks are looked up when they are called', () => {
    for (const Class of [Parser, TheirParser]) {
      const commands = [];
      const parser = new Class(
        () => {},
        () => {},
      );
      parser.onFrame = ({ command }) => commands.push(command);
      parser.onIncomingPing = () => commands.push('ping');
      parser.parseChunk('\nMESSAGE\n\n\0');
      assert.deepEqual(commands, ['ping', 'MESSAGE']);
    }
  });

  test('what it makes can be a FrameImpl', () => {
    for (const [Class, Frame] of [
      [Parser, FrameImpl],
      [TheirParser, TheirFrameImpl],
    ]) {
      const frames = [];
      const parser = new Class(
        (raw) => frames.push(Frame.fromRawFrame(raw, true)),
        () => {},
      );
      parser.parseChunk('MESSAGE\na:x\\cy\n\nbody\0');
      assert.deepEqual([frames[0].headers, frames[0].body], [{ a: 'x:y' }, 'body']);
    }
  });
});

describe('bodies', () => {
  test('are in memory of their own', () => {
    const chunk = new Uint8Array(octets('MESSAGE\n\nbody\0'));
    const bodies = [];
    const parser = new Parser(
      ({ binaryBody }) => bodies.push(binaryBody),
      () => {},
    );
    parser.parseChunk(chunk.buffer);
    chunk.fill(0);
    for (let i = 0; i < 100; i++) parser.parseChunk(`MESSAGE\n\n${'#'.repeat(1000 * i)}\0`);
    assert.equal(Buffer.from(bodies[0]).toString(), 'body');
    assert.equal(bodies[0].buffer.byteLength, 4);
  });

  test('can come in views, and in buffers of another realm', () => {
    const chunk = Buffer.from('xxMESSAGE\n\nbody\0xx').subarray(2, 16);
    assert.deepEqual(parsed(Parser, [chunk]), [['MESSAGE', [], 'body']]);
    const foreign = runInNewContext('new Uint8Array([77, 10, 10, 0]).buffer');
    assert.ok(!(foreign instanceof ArrayBuffer));
    assert.deepEqual(parsed(Parser, [foreign]), [['M', [], '']]);
  });
});

describe('what is no frame', () => {
  const malformed = {
    'MESSAGE\nno colon\n\n\0': 'header_without_colon',
    'MESSAGE\ncontent-length:abc\n\nx\0': 'invalid_content_length',
    'MESSAGE\ncontent-length:-1\n\nx\0': 'invalid_content_length',
    'MESSAGE\ncontent-length:2x\n\nab\0': 'invalid_content_length',
    'MESSAGE\ncontent-length:1\n\nab\0': 'missing_nul',
    'MESSAGE\na:b\0': 'nul_in_header',
    'MESS AGE\n\n\0': 'invalid_command',
  };
  for (const [chunk, code] of Object.entries(malformed)) {
    test(`${JSON.stringify(chunk)} throws, and so does whatever follows`, () => {
      const calls = [];
      const parser = new Parser(
        (raw) => calls.push(raw.command),
        () => calls.push('ping'),
      );
      assert.throws(() => parser.parseChunk(`RECEIPT\n\n\0${chunk}`), { name: 'HoofbeatError', code });
      assert.throws(() => parser.parseChunk('MESSAGE\n\n\0'), { code });
      assert.throws(() => parser.parseChunk('\n'), { code });
      assert.deepEqual(calls, ['RECEIPT']);
      assert.doesNotThrow(() => parsed(TheirParser, [`RECEIPT\n\n\0${chunk}`]), 'theirs passes over it');
    });
  }

  test('header lines that are not UTF-8', () => {
    const chunk = new Uint8Array(octets('MESSAGE\na:x\n\n\0'));
    chunk[10] = 0xff;
    assert.throws(() => parsed(Parser, [chunk.buffer]), { code: 'invalid_utf8' });
  });

  test('frames beyond a limit, however they arrive', () => {
    const limits = { maxBodyBytes: 1000, maxHeaders: 2 };
    const nothing = () => {};
    const parser = new Parser(nothing, nothing, limits);
    parser.parseChunk(`MESSAGE\n\n${'x'.repeat(1000)}\0MESSAGE\n\n`);
    assert.throws(
      () => {
        for (let i = 0; i < 1001; i++) parser.parseChunk('x');
      },
      { code: 'body_too_large' },
    );
    const more = new Parser(nothing, nothing, limits);
    assert.throws(() => more.parseChunk('MESSAGE\na:1\nb:2\nc:3\n\n\0'), { code: 'too_many_headers' });
    assert.throws(() => new Parser(nothing, nothing, { maxHeaders: -1 }), RangeError);
  });

  test('neither text nor octets', () => {
    const parser = new Parser(
      () => {},
      () => {},
    );
    for (const chunk of [5, null, undefined, {}, [77, 10, 10, 0]]) {
      assert.throws(() => parser.parseChunk(chunk), TypeError);
    }
  });
});

describe('callbacks', () => {
  const { reportError } = globalThis;
  let reported;
  beforeEach(() => {
    reported = [];
    globalThis.reportError = (error) => reported.push(error.message);
  });
  afterEach(() => {
    globalThis.reportError = reportError;
  });

  test('that throw are reported, and harm nothing else', () => {
    const calls = [];
    const parser = new Parser(
      ({ command }) => {
        calls.push(command);
        throw new Error(`of ${command}`);
      },
      () => {
        calls.push('ping');
        throw new Error('of a ping');
      },
    );
    parser.parseChunk('\nMESSAGE\n\n\0RECEIPT\n\n\0ER');
    parser.parseChunk('ROR\n\n\0');
    assert.deepEqual(calls, ['ping', 'MESSAGE', 'RECEIPT', 'ERROR']);
    assert.deepEqual(reported, ['of a ping', 'of MESSAGE', 'of RECEIPT', 'of ERROR']);
  });

  test('that parse more are told of it in its turn', () => {
    const calls = [];
    const parser = new Parser(
      ({ command }) => {
        calls.push(command);
        if (command === 'MESSAGE') parser.parseChunk('CONNECTED\n\n\0');
      },
      () => {},
    );
    parser.parseChunk('MESSAGE\n\n\0RECEIPT\n\n\0');
    assert.deepEqual(calls, ['MESSAGE', 'RECEIPT', 'CONNECTED']);
  });
});

test('a parser that is forgotten gives its memory back', async () => {
  const { calls } = memory();
  const { decoderClose } = calls;
  let closed = 0;
  calls.decoderClose = (handle) => {
    closed++;
    decoderClose(handle);
  };
  const nothing = () => {};
  const many = 20;
  const forget = () => {
    for (let i = 0; i < many; i++)
      new Parser(nothing, nothing).parseChunk(`MESSAGE\n\n${'x'.repeat(200_000)}`);
  };
  try {
    forget();
    for (let round = 0; closed < many && round < 100; round++) {
      collectGarbage();
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(closed >= many, `${closed} of ${many} are closed`);
    const size = memory().octets.length;
    for (let i = 0; i < 20; i++) {
      forget();
      const wanted = closed + many;
      for (let round = 0; closed < wanted && round < 100; round++) {
        collectGarbage();
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    assert.equal(memory().octets.length, size);
  } finally {
    calls.decoderClose = decoderClose;
  }
});
