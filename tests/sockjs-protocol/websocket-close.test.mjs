import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { forEachTarget } from './support/targets.mjs';
import { closePayload, frame, WebSocketWire } from './support/websocket-wire.mjs';

const sendable = [
  1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999,
];
const notSendable = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 9999, 65_535];

forEachTarget(
  (target) => {
    const open = () => WebSocketWire.open(target, '/echo/websocket');

    for (const code of sendable)
      test(`code ${code} comes back`, async () => {
        for (const reason of ['', 'Grüße']) {
          const wire = await open();
          wire.send('close', closePayload(code, reason));
          await (await wire.expectClose(code)).closed();
        }
      });

    for (const code of notSendable)
      test(`code ${code} is an error`, async () => {
        for (const reason of ['', 'reason']) {
          const wire = await open();
          wire.send('close', closePayload(code, reason));
          await (await wire.expectClose(1002)).closed();
        }
      });

    test('a close that says nothing', async () => {
      const wire = await open();
      wire.send('close');
      await (await wire.expectClose(1005, 1000)).closed();
    });

    test('the longest reason', async () => {
      for (const reason of ['*'.repeat(123), 'ü'.repeat(61), '']) {
        const wire = await open();
        wire.send('close', closePayload(1000, reason));
        await (await wire.expectClose(1000)).closed();
      }
    });

    test('a reason that is too long', async () => {
      const wire = await open();
      wire.send('close', closePayload(1000, '*'.repeat(124)));
      await (await wire.expectClose(1002)).closed();
    });

    test('half a code', async () => {
      const wire = await open();
      wire.send('close', Buffer.from([3]));
      await (await wire.expectClose(1002)).closed();
    });

    for (const hex of ['ff', 'cebae1bd', 'eda080', 'f4908080', '80'])
      test(`a reason that is no UTF-8: ${hex}`, async () => {
        const wire = await open();
        wire.send('close', closePayload(1000, Buffer.from(hex, 'hex')));
        await (await wire.expectClose(1007)).closed();
      });

    test('octet by octet', async () => {
      const wire = await open();
      await wire.writeSlowly(frame('close', closePayload(4000, 'slow')));
      await (await wire.expectClose(4000)).closed();
    });

    describe('what comes behind a close is not looked at', () => {
      for (const [what, behind] of Object.entries({
        text: frame('text', 'x'),
        'a ping': frame('ping', 'x'),
        'a second close': frame('close', closePayload(3000)),
        'a reserved opcode': frame(5, 'x'),
        'no UTF-8': frame('text', Buffer.from([0xff])),
      }))
        test(what, async () => {
          const wire = await open();
          wire.write(Buffer.concat([frame('close', closePayload(1000)), behind]));
          await (await wire.expectClose(1000)).closed();
        });
    });

    test('what came in front of it is answered', async () => {
      const wire = await open();
      wire.write(
        Buffer.concat([frame('text', 'x'), frame('ping', 'y'), frame('close', closePayload(1000, 'z'))]),
      );
      const kinds = new Set([
        (await wire.receive()).payload.toString(),
        (await wire.receive()).payload.toString(),
      ]);
      assert.deepEqual(kinds, new Set(['x', 'y']));
      await (await wire.expectClose(1000)).closed();
    });

    test('a connection that is cut in a frame harms nobody', async () => {
      const octets = frame('text', 'x'.repeat(1000));
      for (let length = 1; length < octets.length; length += 97) {
        const wire = await open();
        wire.write(octets.subarray(0, length));
        wire.destroy();
      }
      const wire = await open();
      wire.send('text', 'x');
      await wire.expect('text', 'x');
      await wire.close();
    });
  },
  { targets: ['npm ws', 'hoofbeat-server'] },
);
