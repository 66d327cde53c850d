import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNotCached } from './support/assertions.mjs';
import { streamingReceivers } from './support/receivers.mjs';
import { messagesOf, Session } from './support/session.mjs';
import { forEachTarget } from './support/targets.mjs';

const responseLimit = 4096;

forEachTarget((target) => {
  for (const [name, kind] of Object.entries(streamingReceivers))
    describe(name, () => {
      /** A stream on a new session whose `o` has been read. */
      async function opened(service) {
        const session = new Session(target, service);
        const stream = await session.receive(name);
        assert.equal(await stream.frame(), 'o');
        return { session, stream };
      }

      test('prelude, then the opening frame, each a chunk of its own', async () => {
        const { stream } = await opened();
        assert.equal(stream.response.framing, 'chunked');
        assert.equal(stream.response.header('content-type'), kind.contentType);
        assertNotCached(stream.response);
      });

      test('a frame for each message that comes', async () => {
        const { session, stream } = await opened();
        for (const message of ['a', 'b', '', 'ü €', '\u{1F600}']) {
          await session.send(message);
          assert.deepEqual(messagesOf(await stream.frame()), [message]);
        }
      });

      test('what waited is the first frame of the next stream', async () => {
        const session = await Session.opened(target);
        await session.send('a', 'b');
        await session.send('c');
        const stream = await session.receive(name);
        assert.equal(await stream.frame(), 'a["a","b","c"]');
        await session.send('d');
        assert.equal(await stream.frame(), 'a["d"]');
      });

      test(`a response ends when ${responseLimit} octets are behind the prelude, and nothing is lost`, async () => {
        const { session, stream } = await opened();
        const messages = [];
        const received = [];
        const sizes = [];
        for (;;) {
          messages.push(`${messages.length}`.padEnd(128));
          await session.send(messages.at(-1));
          const chunk = await stream.response.chunk();
          if (chunk === undefined) break;
          received.push(...messagesOf(kind.unwrap(chunk)));
          sizes.push(chunk.length);
          assert.ok(sizes.length < responseLimit / 128, `${sizes.length} frames and no end`);
        }
        const size = sizes.reduce((sum, length) => sum + length);
        assert.ok(
          size >= responseLimit && size - sizes.at(-1) < responseLimit,
          `an end after ${size} octets`,
        );

        const next = await session.receive(name);
        received.push(...messagesOf(await next.frame()));
        assert.deepEqual(received, messages);
      });

      test('one frame may be larger than the limit; it is whole, and the last', async () => {
        const { session, stream } = await opened();
        const message = 'y'.repeat(10 * responseLimit);
        await session.send(message);
        assert.deepEqual(messagesOf(await stream.frame()), [message]);
        assert.equal(await stream.frame(), undefined);
      });

      test('/close ends the stream behind its frame', async () => {
        const { stream } = await opened('/close');
        assert.equal(await stream.frame(), 'c[3000,"Go away!"]');
        assert.equal(await stream.frame(), undefined);
      });

      test('the connection of a stream that ended is of use again', async () => {
        const { stream } = await opened('/close');
        await stream.response.body();
        const { connection } = stream.response;
        connection.request('GET', '/echo');
        assert.equal(await (await connection.response()).body(), 'Welcome to SockJS!\n');
      });
    });
});
