import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { SockJsSocket } from './support/sockjs-socket.mjs';
import { forEachTarget } from './support/targets.mjs';
import { opcodes, WebSocketWire } from './support/websocket-wire.mjs';

const rsv1 = 4;
const offer = { 'Sec-WebSocket-Extensions': 'permessage-deflate' };
const text = 'the same again and again, '.repeat(100);
const targets = ['npm ws', 'hoofbeat-server'];
// What a sender leaves out behind each message, and a receiver puts back (RFC 7692, section 7.2.1).
const tail = Buffer.from([0, 0, 0xff, 0xff]);

function compress(data) {
  const deflated = deflateRawSync(data, { finishFlush: constants.Z_SYNC_FLUSH });
  assert.deepEqual(deflated.subarray(-4), tail);
  return deflated.subarray(0, -4);
}

function decompress(octets) {
  return inflateRawSync(Buffer.concat([octets, tail]), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
}

forEachTarget(
  (target) => {
    describe('permessage-deflate where it is enabled', () => {
      const open = (headers = offer) => WebSocketWire.open(target, '/echo/websocket', headers);

      test('is agreed on where it is offered, and not where it is not', async () => {
        assert.match((await open()).extensions, /^permessage-deflate\b/);
        assert.equal((await open({})).extensions, undefined);
      });

      for (const extensions of ['permessage-snappy', 'x-webkit-deflate-frame'])
        test(`${extensions} is passed over`, async () => {
          assert.equal((await open({ 'Sec-WebSocket-Extensions': extensions })).extensions, undefined);
        });

      test('messages come and go compressed', async () => {
        const wire = await open({
          'Sec-WebSocket-Extensions': 'permessage-deflate; server_no_context_takeover',
        });
        for (let i = 0; i < 3; ++i) {
          wire.send('text', compress(text), { rsv: rsv1 });
          const echo = await wire.receive();
          assert.equal(echo.rsv, rsv1);
          assert.ok(echo.payload.length < text.length / 10);
          assert.equal(decompress(echo.payload), text);
        }
      });

      test('one that is not compressed is as good', async () => {
        const wire = await open({
          'Sec-WebSocket-Extensions': 'permessage-deflate; server_no_context_takeover',
        });
        wire.send('text', text);
        const { rsv, payload } = await wire.receive();
        assert.equal(rsv === rsv1 ? decompress(payload) : payload.toString(), text);
      });

      test('in fragments, the first alone tells of it', async () => {
        const wire = await open({
          'Sec-WebSocket-Extensions': 'permessage-deflate; server_no_context_takeover',
        });
        const octets = compress(text);
        wire.send('text', octets.subarray(0, 5), { rsv: rsv1, fin: false });
        wire.send('continuation', octets.subarray(5, 6), { fin: false });
        wire.send('ping', 'x');
        wire.send('continuation', octets.subarray(6));
        const [pong, echo] = [await wire.receive(), await wire.receive()];
        assert.equal(pong.opcode, opcodes.pong);
        assert.equal(decompress(echo.payload), text);
      });

      test('a continuation or a ping can not be compressed', async () => {
        for (const opcode of ['continuation', 'ping']) {
          const wire = await open();
          wire.send('text', compress(text), { rsv: rsv1, fin: false });
          wire.send(opcode, '', { rsv: rsv1 });
          await wire.expectClose(1002);
        }
      });

      test('what inflates to no UTF-8', async () => {
        const wire = await open();
        wire.send('text', compress(Buffer.from('cebaff', 'hex')), { rsv: rsv1 });
        await wire.expectClose(1007);
      });

      test('what does not inflate', async () => {
        const wire = await open();
        wire.send('text', Buffer.from('ffffffffffff', 'hex'), { rsv: rsv1 });
        await wire.expectClose(1002, 1007);
      });

      test('what inflates to more than is allowed', async () => {
        const wire = await open();
        wire.send('binary', compress(Buffer.alloc(64 * 2 ** 20)), { rsv: rsv1 });
        await wire.expectClose(1009);
      });

      for (const parameters of [
        {},
        { serverNoContextTakeover: true },
        { clientNoContextTakeover: true },
        { serverNoContextTakeover: true, clientNoContextTakeover: true },
        { serverMaxWindowBits: 9 },
        { serverMaxWindowBits: 15 },
        { clientMaxWindowBits: 9 },
        { serverMaxWindowBits: 10, clientMaxWindowBits: 10, serverNoContextTakeover: true },
      ])
        test(`with ${JSON.stringify(parameters)}`, async () => {
          const socket = await SockJsSocket.open(target, '/echo/websocket', {
            perMessageDeflate: { threshold: 0, ...parameters },
          });
          assert.match(socket.extensions, /^permessage-deflate/);
          for (const size of [0, 1, 125, 126, 1000, 65_536, 2 ** 20])
            for (const data of ['x'.repeat(size), randomBytes(size), Buffer.alloc(size)]) {
              socket.send(data);
              assert.deepEqual(await socket.next(), data);
            }
          socket.close(1000);
          assert.equal((await socket.closed).code, 1000);
        });
    });
  },
  { targets, args: ['--permessage-deflate'] },
);

forEachTarget(
  (target) => {
    describe('permessage-deflate where it is not enabled', () => {
      test('is not agreed on', async () => {
        assert.equal((await WebSocketWire.open(target, '/echo/websocket', offer)).extensions, undefined);
        const socket = await SockJsSocket.open(target, '/echo/websocket', { perMessageDeflate: true });
        assert.equal(socket.extensions, '');
        socket.send(text);
        assert.equal(await socket.next(), text);
      });

      test('a message that is compressed all the same is an error', async () => {
        const wire = await WebSocketWire.open(target, '/echo/websocket', offer);
        wire.send('text', compress(text), { rsv: rsv1 });
        await wire.expectFailure(1002);
      });
    });
  },
  { targets },
);
