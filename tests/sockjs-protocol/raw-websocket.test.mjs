import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { SockJsSocket } from './support/sockjs-socket.mjs';
import { forEachTarget } from './support/targets.mjs';

forEachTarget((target) => {
  const open = (service) => SockJsSocket.open(target, `${service}/websocket`);

  test('there is no opening frame, and no framing', async () => {
    const socket = await open('/echo');
    for (const text of ['Hello world!\uffff', '["x"]', '', 'o', 'c[3000,"x"]', '"', '\0']) {
      socket.send(text);
      assert.equal(await socket.next(), text);
    }
  });

  test('messages of all sizes', async () => {
    const socket = await open('/echo');
    for (const size of [1, 125, 126, 127, 65_535, 65_536, 2 ** 20]) {
      const text = 'x'.repeat(size);
      socket.send(text);
      assert.equal(await socket.next(), text);
    }
  });

  test('octets are echoed as octets, whatever they are', async () => {
    const socket = await open('/echo');
    for (const octets of [Buffer.from('text'), Buffer.from([0, 0xff, 0xfe, 0xc0, 0x80]), randomBytes(1000)]) {
      socket.send(octets);
      const echo = target.expects('the echo of octets', Buffer.from)(octets);
      assert.deepEqual(await socket.next(), echo);
    }
  });

  test('/close puts code and reason on the wire', async () => {
    const socket = await open('/close');
    assert.equal(await socket.next(), undefined);
    assert.deepEqual(await socket.closed, { code: 3000, reason: 'Go away!' });
  });

  test('the code of the client comes back', async () => {
    for (const [code, reason] of [
      [1000, ''],
      [1001, 'gone'],
      [3001, 'ü'.repeat(61)],
      [4999, 'x'],
    ]) {
      const socket = await open('/echo');
      socket.close(code, reason);
      assert.equal((await socket.closed).code, code);
    }
  });

  test('/amplify', async () => {
    const socket = await open('/amplify');
    for (const exponent of [1, 2, 8, 18]) {
      socket.send(`${exponent}`);
      assert.equal(await socket.next(), 'x'.repeat(2 ** exponent));
    }
  });

  test('raw and framed ones do not see each other', async () => {
    const [raw, framed] = [await open('/echo'), await SockJsSocket.open(target, '/echo/a/b/websocket')];
    assert.equal(await framed.next(), 'o');
    raw.send('raw');
    framed.send('"framed"');
    assert.equal(await raw.next(), 'raw');
    assert.equal(await framed.next(), 'a["framed"]');
  });
});
