import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNotCached } from './support/assertions.mjs';
import { Session } from './support/session.mjs';
import { forEachTarget } from './support/targets.mjs';

forEachTarget((target) => {
  async function opened() {
    const session = new Session(target);
    const { response } = await session.receive('eventsource');
    assert.equal(await response.chunk(), 'data: o\r\n\r\n');
    return { session, response };
  }

  test('the answer is an event stream', async () => {
    const { response } = await opened();
    assert.equal(response.header('content-type'), 'text/event-stream');
    assertNotCached(response);
  });

  test('an event holds one frame', async () => {
    const { session, response } = await opened();
    await session.send('"x"');
    assert.equal(await response.chunk(), 'data: a["\\"x\\""]\r\n\r\n');
  });

  test('no line ends within an event', async () => {
    const { session, response } = await opened();
    await session.send('a\nb\rc\0d\u2028\u2029\u0085');
    const chunk = await response.chunk();
    assert.match(chunk, /^data: [^\r\n\0]*\r\n\r\n$/);
    assert.deepEqual(JSON.parse(decodeURI(chunk.slice(7))), ['a\nb\rc\0d\u2028\u2029\u0085']);
  });

  test('the percent sign is encoded, and nothing else that clients would see', async () => {
    const { session, response } = await opened();
    for (const [message, data] of [
      ['%', '%25'],
      ['100%25', '100%2525'],
      ['%zz%', '%25zz%25'],
      ['#?&=+/:;,$@ ü', '#?&=+/:;,$@ ü'],
    ]) {
      await session.send(message);
      assert.equal(await response.chunk(), `data: a["${data}"]\r\n\r\n`);
    }
  });

  test('a query, and the id of the last event, do not matter', async () => {
    const session = new Session(target);
    const response = await target.open('GET', `${session.path}/eventsource?t=1`, {
      headers: { Accept: 'text/event-stream', 'Last-Event-ID': '7' },
    });
    assert.equal(await response.chunk(), '\r\n');
    assert.equal(await response.chunk(), 'data: o\r\n\r\n');
  });
});
