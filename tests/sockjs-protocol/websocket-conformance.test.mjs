import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { forEachTarget } from './support/targets.mjs';
import { closePayload, frame, opcodes, WebSocketWire } from './support/websocket-wire.mjs';

const mebibyte = 2 ** 20;
const sizes = [0, 1, 125, 126, 127, 128, 65_535, 65_536, mebibyte];

forEachTarget(
  (target) => {
    const open = () => WebSocketWire.open(target, '/echo/websocket');
    /** The octets, sent at once, fail the connection with one of the codes. */
    async function assertFails(octets, ...codes) {
      const wire = await open();
      wire.write(octets);
      await wire.expectFailure(...codes);
    }

    describe('lengths (5.2)', () => {
      for (const size of [...sizes, 16 * mebibyte]) {
        test(`text of ${size} octets`, async () => {
          const wire = await open();
          const text = Buffer.alloc(size, '*');
          wire.send('text', text);
          await wire.expect('text', text);
          await wire.close();
        });

        test(`${size} octets`, async () => {
          const wire = await open();
          const octets = randomBytes(size);
          wire.send('binary', octets);
          await wire.expect('binary', octets);
          await wire.close();
        });
      }

      test('a frame octet by octet', async () => {
        const wire = await open();
        for (const [opcode, payload] of [
          ['text', 'ü'],
          ['binary', randomBytes(200)],
          ['text', ''],
        ]) {
          await wire.writeSlowly(frame(opcode, payload));
          await wire.expect(opcode, payload);
        }
        await wire.close();
      });

      test('1,000 messages in one segment', async () => {
        const wire = await open();
        const texts = Array.from({ length: 1000 }, (_, i) => `${i}`);
        wire.write(Buffer.concat(texts.map((text) => frame('text', text))));
        for (const text of texts) await wire.expect('text', text);
        await wire.close();
      });

      test('a message that is larger than is allowed', async () => {
        const head = frame('binary', '', { length: 4096 * mebibyte });
        await assertFails(head, 1009);
      });

      test('fragments that are larger together than is allowed', async () => {
        const wire = await open();
        const part = Buffer.alloc(8 * mebibyte);
        wire.send('binary', part, { fin: false });
        for (let i = 0; i < 4; ++i) wire.send('continuation', part, { fin: i === 3 });
        await wire.expectClose(1009);
      });
    });

    describe('masking (5.1)', () => {
      for (const opcode of ['text', 'binary', 'ping', 'close'])
        test(`${opcode} that is not masked`, () => assertFails(frame(opcode, 'xx', { mask: false }), 1002));
    });

    describe('control frames (5.5)', () => {
      for (const size of [0, 1, 8, 124, 125])
        test(`a ping of ${size} octets`, async () => {
          const wire = await open();
          const octets = randomBytes(size);
          wire.send('ping', octets);
          await wire.expect('pong', octets);
          await wire.writeSlowly(frame('ping', octets));
          await wire.expect('pong', octets);
          await wire.close();
        });

      for (const opcode of ['ping', 'pong', 'close'])
        test(`${opcode} of 126 octets`, () => assertFails(frame(opcode, Buffer.alloc(126, 3)), 1002));

      for (const opcode of ['ping', 'pong', 'close'])
        test(`${opcode} in fragments`, () => assertFails(frame(opcode, '', { fin: false }), 1002));

      test('a pong that nobody asked for', async () => {
        const wire = await open();
        wire.send('pong');
        wire.send('pong', 'unasked');
        wire.send('ping', 'x');
        await wire.expect('pong', 'x');
        await wire.close();
      });

      test('ten pings in one segment', async () => {
        const wire = await open();
        const texts = Array.from({ length: 10 }, (_, i) => `ping ${i}`);
        wire.write(Buffer.concat(texts.map((text) => frame('ping', text))));
        for (const text of texts.slice(0, -1)) {
          // A server may answer the last alone (5.5.3).
          const { opcode, payload } = await wire.receive();
          assert.equal(opcode, opcodes.pong);
          if (payload.toString() !== text) {
            assert.equal(payload.toString(), texts.at(-1));
            return;
          }
        }
        await wire.expect('pong', texts.at(-1));
        await wire.close();
      });
    });

    describe('reserved bits and opcodes (5.2)', () => {
      for (const rsv of [1, 2, 3, 4, 5, 6, 7])
        for (const opcode of ['text', 'binary', 'ping', 'close'])
          test(`bits ${rsv} on ${opcode}`, () => assertFails(frame(opcode, '', { rsv }), 1002));

      test('bits behind a message and its echo', async () => {
        const wire = await open();
        wire.send('text', 'x');
        await wire.expect('text', 'x');
        wire.send('text', 'y', { rsv: 2 });
        await wire.expectFailure(1002);
      });

      test('bits in the segment of a message, which is echoed first', async () => {
        const wire = await open();
        wire.write(Buffer.concat([frame('text', 'x'), frame('binary', 'y'), frame('text', 'z', { rsv: 2 })]));
        await wire.expect('text', 'x');
        await wire.expect('binary', 'y');
        await wire.expectFailure(1002);
      });

      for (const opcode of [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
        test(`opcode ${opcode}`, async () => {
          await assertFails(frame(opcode), 1002);
          await assertFails(frame(opcode, 'payload'), 1002);
          const wire = await open();
          wire.send('text', 'x', { fin: false });
          wire.send(opcode, 'y');
          await wire.expectFailure(1002);
        });
    });

    describe('fragmentation (5.4)', () => {
      const parted = (opcode, parts) =>
        parts.map((part, i) =>
          frame(i === 0 ? opcode : 'continuation', part, { fin: i === parts.length - 1 }),
        );

      for (const [what, parts] of Object.entries({
        'two parts': ['frag', 'ment'],
        'many parts': Array.from('fragments of one character'),
        'empty parts': ['', '', ''],
        'empty parts around': ['', 'middle', ''],
        'parts of all sizes': sizes.map((size) => 'x'.repeat(size)),
      }))
        for (const opcode of ['text', 'binary'])
          test(`${opcode} in ${what}`, async () => {
            const wire = await open();
            wire.write(Buffer.concat(parted(opcode, parts)));
            await wire.expect(opcode, parts.join(''));
            for (const part of parted(opcode, parts)) wire.write(part);
            await wire.expect(opcode, parts.join(''));
            await wire.close();
          });

      test('pings and pongs between parts', async () => {
        const wire = await open();
        const parts = parted('text', ['a', 'b', 'c']);
        for (const [i, part] of parts.entries()) {
          wire.write(part);
          if (i === 2) break;
          wire.send('pong', 'unasked');
          wire.send('ping', `${i}`);
          await wire.expect('pong', `${i}`);
        }
        await wire.expect('text', 'abc');
        await wire.close();
      });

      test('parts octet by octet', async () => {
        const wire = await open();
        await wire.writeSlowly(Buffer.concat(parted('text', ['ü', '', 'xyz'])));
        await wire.expect('text', 'üxyz');
        await wire.close();
      });

      for (const fin of [true, false]) {
        test(`a continuation of nothing, fin ${fin}`, () =>
          assertFails(frame('continuation', 'x', { fin }), 1002));

        test(`a continuation of a message that is complete, fin ${fin}`, async () => {
          const wire = await open();
          for (const part of parted('text', ['a', 'b'])) wire.write(part);
          await wire.expect('text', 'ab');
          wire.send('continuation', 'c', { fin });
          await wire.expectFailure(1002);
        });

        for (const opcode of ['text', 'binary'])
          test(`${opcode} within a message, fin ${fin}`, async () => {
            const wire = await open();
            wire.send('text', 'a', { fin: false });
            wire.send(opcode, 'b', { fin });
            await wire.expectFailure(1002);
          });
      }

      test('a close between parts', async () => {
        const wire = await open();
        wire.send('text', 'a', { fin: false });
        wire.send('close', closePayload(1000));
        await (await wire.expectClose(1000)).closed();
      });
    });
  },
  { targets: ['npm ws', 'hoofbeat-server'] },
);
