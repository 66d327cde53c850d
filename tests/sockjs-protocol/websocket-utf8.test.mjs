import { describe, test } from 'node:test';
import { forEachTarget } from './support/targets.mjs';
import { frame, WebSocketWire } from './support/websocket-wire.mjs';

const valid = [
  '',
  'Hello-µ@ßöäüàá-UTF-8!!',
  'κόσμε',
  '\0\x7f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}',
  '\ud7ff\ue000\ufffd\ufeff',
  // Noncharacters are characters all the same.
  '\ufdd0\ufdef\ufffe\uffff\u{1fffe}\u{2ffff}\u{8fffe}\u{ffffe}\u{10fffe}',
  '\u{1F600}'.repeat(1000),
];

// What is wrong, in hexadecimal; in front of it and behind it there is text.
const invalid = {
  'a continuation octet': '80',
  'the last continuation octet': 'bf',
  'continuation octets': '8081828384',
  'a start of two octets': 'c320',
  'two of three octets': 'e28220',
  'three of four octets': 'f09f9820',
  'an overlong NUL': 'c080',
  'an overlong solidus of two octets': 'c0af',
  'the longest overlong of two octets': 'c1bf',
  'an overlong of three octets': 'e0809f',
  'the longest overlong of three octets': 'e09fbf',
  'an overlong of four octets': 'f08080af',
  'the longest overlong of four octets': 'f08fbfbf',
  'the first high surrogate': 'eda080',
  'the last low surrogate': 'edbfbf',
  'a pair of surrogates': 'eda081edb080',
  'U+110000': 'f4908080',
  'U+13FFFF': 'f4bfbfbf',
  'U+1FFFFF': 'f7bfbfbf',
  'five octets': 'f888808080',
  'six octets': 'fc8480808080',
  FE: 'fe',
  FF: 'ff',
};

/** Sequences that the end of the message cuts off. */
const unfinished = ['c3', 'e2', 'e282', 'f0', 'f09f', 'f09f98', 'cebae1bd'];

// The octets up to the first at which no valid text can go on.
const hopeless = [
  '80',
  'c0',
  'c1',
  'c328',
  'e080',
  'e282c3',
  'eda0',
  'f080',
  'f490',
  'f5',
  'ff',
  'cebaf09f9828',
];

forEachTarget(
  (target) => {
    const open = () => WebSocketWire.open(target, '/echo/websocket');

    describe('text that is UTF-8', () => {
      for (const text of valid) {
        const name = JSON.stringify(text.slice(0, 30));
        test(`${name} as a whole, and in pieces`, async () => {
          const wire = await open();
          wire.send('text', text);
          await wire.expect('text', text);
          if (text.length < 100) await wire.writeSlowly(frame('text', text));
          else wire.send('text', text);
          await wire.expect('text', text);
          await wire.close();
        });

        test(`${name} in fragments of one octet`, async () => {
          const wire = await open();
          wire.send('text', '', { fin: false });
          for (const octet of Buffer.from(text))
            wire.send('continuation', Buffer.from([octet]), { fin: false });
          wire.send('continuation');
          await wire.expect('text', text);
          await wire.close();
        });
      }

      test('octets that are none may be binary', async () => {
        const wire = await open();
        const octets = Buffer.from(Object.values(invalid).join(''), 'hex');
        wire.send('binary', octets);
        await wire.expect('binary', octets);
        await wire.close();
      });
    });

    describe('text that is not', () => {
      const around = (hex) =>
        Buffer.concat([Buffer.from('κόσμε'), Buffer.from(hex, 'hex'), Buffer.from('edited')]);
      for (const [what, hex] of Object.entries(invalid)) {
        test(`${what} as a whole`, async () => {
          const wire = await open();
          wire.send('text', around(hex));
          await wire.expectFailure(1007);
        });

        test(`${what} in fragments of one octet`, async () => {
          const wire = await open();
          const octets = around(hex);
          for (let i = 0; i < octets.length; ++i)
            wire.send(i === 0 ? 'text' : 'continuation', octets.subarray(i, i + 1), {
              fin: i === octets.length - 1,
            });
          await wire.expectClose(1007);
        });
      }

      for (const hex of unfinished)
        test(`${hex} at the end`, async () => {
          const whole = await open();
          whole.send('text', Buffer.from(hex, 'hex'));
          await whole.expectFailure(1007);
          const parted = await open();
          parted.send('text', Buffer.from(hex, 'hex'), { fin: false });
          parted.send('continuation');
          await parted.expectFailure(1007);
        });

      test('the second of two messages', async () => {
        const wire = await open();
        wire.write(Buffer.concat([frame('text', 'ü'), frame('text', Buffer.from('bc', 'hex'))]));
        await wire.expect('text', 'ü');
        await wire.expectFailure(1007);
      });
    });

    describe('text that can become none any more, while the rest of the message is still to come', () => {
      /** What comes is asked for at once: nobody sends the rest. A server may wait for a frame, or a message. */
      async function assertFails(wire, soonest, complete) {
        if (!target.expects(soonest, true)) await complete();
        await wire.expectClose(1007);
      }

      for (const hex of hopeless) {
        const octets = Buffer.from(hex, 'hex');

        test(`${hex} in a fragment`, async () => {
          const wire = await open();
          wire.send('text', 'κόσμε', { fin: false });
          wire.send('continuation', octets, { fin: false });
          await assertFails(wire, 'failing before the last fragment', () => wire.send('continuation'));
        });

        test(`${hex} over two fragments`, async () => {
          const wire = await open();
          wire.send('text', octets.subarray(0, -1), { fin: false });
          wire.send('continuation', octets.subarray(-1), { fin: false });
          await assertFails(wire, 'failing before the last fragment', () => wire.send('continuation'));
        });

        test(`${hex} within a frame`, async () => {
          const wire = await open();
          const whole = frame('text', Buffer.concat([Buffer.from('κόσμε'), octets, Buffer.alloc(100, 'x')]));
          const sent = whole.length - 100;
          await wire.writeSlowly(whole.subarray(0, sent));
          await assertFails(wire, 'failing within a frame', () => wire.write(whole.subarray(sent)));
        });

        test(`${hex} early in a frame of 1 MiB`, async () => {
          const wire = await open();
          const whole = frame('text', Buffer.concat([octets, Buffer.alloc(2 ** 20, 'x')]));
          wire.write(whole.subarray(0, 1000));
          await assertFails(wire, 'failing within a frame', () => wire.write(whole.subarray(1000)));
        });
      }
    });
  },
  { targets: ['npm ws', 'hoofbeat-server'] },
);
