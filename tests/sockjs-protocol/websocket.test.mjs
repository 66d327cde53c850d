import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNotFound } from './support/assertions.mjs';
import { handshake } from './support/handshake.mjs';
import { messagesOf, sessionPath } from './support/session.mjs';
import { SockJsSocket } from './support/sockjs-socket.mjs';
import { forEachTarget } from './support/targets.mjs';

forEachTarget((target) => {
  async function opened(service) {
    const socket = await SockJsSocket.open(target, `${sessionPath(service)}/websocket`);
    assert.equal(await socket.next(), 'o');
    return socket;
  }

  for (const [what, path] of [
    ['a session', () => `${sessionPath()}/websocket`],
    ['raw WebSocket', () => '/echo/websocket'],
  ])
    describe(`the handshake of ${what}`, () => {
      test('is that of RFC 6455', async () => {
        const response = await handshake(target, path());
        assert.equal(response.status, 101);
        assert.equal(response.version, '1.1');
        assert.equal(response.header('upgrade').toLowerCase(), 'websocket');
        assert.match(response.header('connection'), /\bupgrade\b/i);
        assert.equal(response.header('sec-websocket-accept'), response.accept);
        assert.equal(response.header('sec-websocket-extensions'), undefined);
        assert.equal(response.header('sec-websocket-protocol'), undefined);
        assert.equal(response.header('content-length'), undefined);
        assert.equal(response.header('transfer-encoding'), undefined);
      });

      for (const headers of [
        { Upgrade: 'WebSocket' },
        { Connection: 'keep-alive, Upgrade' },
        { Connection: 'upgrade' },
        { Origin: 'http://example.org' },
        { Origin: 'null', Cookie: 'a=b' },
      ])
        test(`with ${JSON.stringify(headers)}`, async () => {
          assert.equal((await handshake(target, path(), headers)).status, 101);
        });

      for (const [why, headers] of [
        ['no upgrade', { Upgrade: undefined, Connection: undefined }],
        ['an upgrade to something else', { Upgrade: 'h2c' }],
        ['an Upgrade and no Connection', { Connection: undefined }],
        ['a Connection that closes', { Connection: 'close' }],
        ['no key', { 'Sec-WebSocket-Key': undefined }],
        ['another version', { 'Sec-WebSocket-Version': '12' }],
      ])
        test(`is refused for ${why}`, async () => {
          const response = await handshake(target, path(), headers);
          assert.ok([400, 426].includes(response.status), `status ${response.status}`);
          if (why !== 'another version') return assert.equal(response.status, 400);
          const versions = response.header('sec-websocket-version');
          assert.equal(versions, target.expects('the versions of WebSocket that it tells', '13'));
        });

      test('is for GET alone', async () => {
        const response = await handshake(target, path(), {}, { method: 'POST' });
        assert.equal(response.status, 405);
        assert.match(response.header('allow'), /\bGET\b/);
      });

      test('is at this path alone', async () => {
        for (const suffix of ['x', '/a', '.', '//'])
          assert.equal((await handshake(target, path() + suffix)).status, 404, suffix);
      });

      test('a query does not matter', async () => {
        assert.equal((await handshake(target, `${path()}?a=b`)).status, 101);
      });
    });

  test('there is none where it is disabled', async () => {
    for (const path of ['/disabled_websocket_echo', sessionPath('/disabled_websocket_echo')]) {
      assertNotFound(await target.get(`${path}/websocket`));
      assert.equal((await handshake(target, `${path}/websocket`)).status, 404);
    }
  });

  describe('a session', () => {
    test('opens and echoes', async () => {
      const socket = await opened();
      socket.send('["a"]');
      assert.equal(await socket.next(), 'a["a"]');
      socket.send('["b","c"]');
      const rest = messagesOf(await socket.next());
      if (rest.length === 1) rest.push(...messagesOf(await socket.next()));
      assert.deepEqual(rest, ['b', 'c']);
    });

    test('nothing, in any form, is ignored', async () => {
      const socket = await opened();
      for (const nothing of ['', '[]', '', '[ ]']) socket.send(nothing);
      socket.send('["x"]');
      assert.equal(await socket.next(), 'a["x"]');
    });

    test('a single string is a message', async () => {
      const socket = await opened();
      for (const text of ['a', '', 'ü"\n']) {
        socket.send(JSON.stringify(text));
        assert.deepEqual(messagesOf(await socket.next()), [text]);
      }
    });

    for (const broken of ['["x', '[', 'x', '"x', '["x"]]', '{"a":'])
      test(`${broken} closes it`, async () => {
        const socket = await opened();
        socket.send(broken);
        const { code } = await socket.closed;
        assert.notEqual(code, 1000);
        assert.notEqual(code, 1006);
        let last;
        for (let frame = ''; frame !== undefined; frame = await socket.next()) last = frame;
        assert.match(last, /^(c\[\d{4},".*"\])?$/);
      });

    test('/close says so, and closes', async () => {
      const socket = await opened('/close');
      assert.equal(await socket.next(), 'c[3000,"Go away!"]');
      assert.equal(await socket.next(), undefined);
      const { code } = await socket.closed;
      assert.ok(code === 1000 || code === 3000, `${code}`);
    });

    test('fragments of a message are one message', async () => {
      const socket = await opened();
      const octets = Buffer.from('["ü€\u{1F600}"]');
      for (let i = 0; i < octets.length; ++i)
        socket.send(octets.subarray(i, i + 1), { binary: false, fin: i === octets.length - 1 });
      assert.deepEqual(messagesOf(await socket.next()), ['ü€\u{1F600}']);
    });

    test('ids may be shared', async () => {
      const path = `${sessionPath()}/websocket`;
      const sockets = await Promise.all([0, 1, 2].map(() => SockJsSocket.open(target, path)));
      for (const [i, socket] of sockets.entries()) {
        assert.equal(await socket.next(), 'o');
        socket.send(`["${i}"]`);
      }
      for (const [i, socket] of sockets.entries()) assert.equal(await socket.next(), `a["${i}"]`);
    });

    test('it is closed as the client closes', async () => {
      for (const [code, reason] of [
        [1000, ''],
        [3000, 'bye'],
        [4999, 'ü'],
      ]) {
        const socket = await opened();
        socket.close(code, reason);
        assert.equal((await socket.closed).code, code);
      }
    });

    test('1,000 messages are in order', async () => {
      const socket = await opened();
      for (let i = 0; i < 1000; ++i) socket.send(`["${i}"]`);
      const received = [];
      while (received.length < 1000) received.push(...messagesOf(await socket.next()));
      assert.deepEqual(
        received,
        Array.from({ length: 1000 }, (_, i) => `${i}`),
      );
    });

    test('a message of 1 MiB', async () => {
      const socket = await opened();
      const message = 'x'.repeat(2 ** 20);
      socket.send(JSON.stringify([message]));
      assert.deepEqual(messagesOf(await socket.next()), [message]);
    });

    test('pings are answered', async () => {
      const socket = await opened();
      const [data] = await socket.ping('beat');
      assert.equal(data.toString(), 'beat');
    });

    test('/amplify', async () => {
      const socket = await opened('/amplify');
      socket.send('["3"]');
      assert.equal(await socket.next(), 'a["xxxxxxxx"]');
    });
  });
});
