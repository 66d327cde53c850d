import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { receivers } from './support/receivers.mjs';
import { messagesOf, Session, sessionPath } from './support/session.mjs';
import { SockJsSocket } from './support/sockjs-socket.mjs';
import { forEachTarget } from './support/targets.mjs';

const escaped = [
  [0x0000, 0x001f],
  [0x200c, 0x200f],
  [0x2028, 0x202f],
  [0x2060, 0x206f],
  [0xd800, 0xdfff],
  [0xfff0, 0xffff],
];
const isEscaped = (unit) => escaped.some(([first, last]) => unit >= first && unit <= last);

const isSurrogate = (unit) => unit >= 0xd800 && unit <= 0xdfff;
const units = Array.from({ length: 0x10000 }, (_, unit) => unit);
const everyUnit = String.fromCharCode(...units.filter((unit) => !isSurrogate(unit)));
const pairs = ['\u{10000}', '\u{1F600}', '\u{1FFFF}', '\u{E0001}', '\u{10FFFF}', 'x\u{1D11E}y'].join('');
const texts = {
  'every character of one unit': everyUnit,
  'pairs of surrogates': pairs,
  'what looks like an escape': '\\u0000 \\ud800 \\\\ \\" \\/ %00 &quot; \\',
  'control characters': '"  \u0000\n\r\t\b\f\v\x1b\x7f "',
};

/** In a frame, exactly what the list says is escaped, and in lower case. */
function assertEscapes(frame) {
  for (let i = 0; i < frame.length; ++i)
    assert.ok(!isEscaped(frame.charCodeAt(i)), `U+${frame.charCodeAt(i).toString(16)} as it is`);
  // An escaped reverse solidus is taken together, lest the second one be seen as the start of an escape.
  for (const [spelling, code] of frame.matchAll(/\\(?:u(.{4})|.)/g)) {
    if (code === undefined) continue;
    assert.match(code, /^[0-9a-f]{4}$/);
    assert.ok(isEscaped(Number.parseInt(code, 16)), `${spelling} needs no escape`);
  }
}

forEachTarget((target) => {
  for (const [what, text] of Object.entries(texts))
    describe(what, () => {
      for (const name of Object.keys(receivers))
        for (const [how, json] of [
          ['escaped', JSON.stringify([text]).replace(/[^ -~]/g, escapeOf)],
          ['as it is', JSON.stringify([text])],
        ])
          test(`sent ${how}, by ${name}`, async () => {
            const session = await Session.opened(target);
            assert.equal((await session.post(json)).status, 204);
            const receiver = await session.receive(name);
            const frame =
              receiver.prelude === undefined ? await receiver.lastFrame() : await receiver.frame();
            assertEscapes(frame);
            assert.deepEqual(messagesOf(frame), [text]);
            receiver.abort();
          });

      test('over WebSocket', async () => {
        const socket = await SockJsSocket.open(target, `${sessionPath()}/websocket`);
        assert.equal(await socket.next(), 'o');
        socket.send(JSON.stringify([text]));
        const frame = await socket.next();
        assertEscapes(frame);
        assert.deepEqual(messagesOf(frame), [text]);
      });
    });

  function escapeOf(character) {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`;
  }

  test('half a pair of surrogates', async () => {
    const session = await Session.opened(target);
    const halves = '["\\ud800","\\uDFFF","\\udc00\\ud800","x\\ud83dx"]';
    assert.equal((await session.post(halves)).status, 204);
    const frame = await session.poll();
    assertEscapes(frame);
    assert.equal(frame, `a${halves.toLowerCase()}`);
  });

  test('raw WebSocket leaves every character as it is', async () => {
    const socket = await SockJsSocket.open(target, '/echo/websocket');
    for (const text of Object.values(texts)) {
      socket.send(text);
      assert.equal(await socket.next(), text);
    }
  });
});
