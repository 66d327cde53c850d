import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertCors, assertNotCached } from './support/assertions.mjs';
import { messagesOf, Session } from './support/session.mjs';
import { forEachTarget } from './support/targets.mjs';

forEachTarget((target) => {
  describe('xhr', () => {
    test('the first poll opens the session', async () => {
      const session = new Session(target);
      const response = await target.post(`${session.path}/xhr`);
      assert.equal(response.status, 200);
      assert.equal(response.text, 'o\n');
      assert.equal(response.header('content-type'), 'application/javascript; charset=UTF-8');
      assert.equal(response.header('set-cookie'), undefined);
      assertCors(response);
      assertNotCached(response);
    });

    test('a poll with a body, and a query, is a poll', async () => {
      const session = new Session(target);
      const response = await target.post(`${session.path}/xhr?t=1`, 'whatever');
      assert.equal(response.text, 'o\n');
    });

    test('what is sent comes back, in order, in one frame', async () => {
      const session = await Session.opened(target);
      await session.send('a');
      await session.send('b', 'c');
      await session.send('d');
      assert.equal(await session.poll(), 'a["a","b","c","d"]');
    });

    test('a poll waits for a message, and no second one does', async () => {
      const session = await Session.opened(target);
      const polls = [session.poll(), session.poll()];
      // Which of the two came first is the network's to say.
      assert.equal(await Promise.race(polls), 'c[2010,"Another connection still open"]');
      await session.send('x');
      assert.deepEqual((await Promise.all(polls)).sort(), [
        'a["x"]',
        'c[2010,"Another connection still open"]',
      ]);
    });

    test('poll after poll, on one connection', async () => {
      const session = new Session(target);
      const connection = await target.connect();
      const poll = async () => {
        connection.request('POST', `${session.path}/xhr`, { body: '' });
        return (await connection.response()).body();
      };
      assert.equal(await poll(), 'o\n');
      for (let i = 0; i < 20; ++i) {
        await session.send(`${i}`);
        assert.equal(await poll(), `a["${i}"]\n`);
      }
    });

    test('messages of all sizes', async () => {
      const session = await Session.opened(target);
      for (const size of [0, 1, 4095, 4096, 4097, 65_536, 200_000]) {
        const message = 'ü'.repeat(size);
        await session.send(message);
        assert.deepEqual(messagesOf(await session.poll()), [message]);
      }
    });
  });

  describe('xhr_send', () => {
    test('is answered by 204 and nothing', async () => {
      const session = await Session.opened(target);
      const response = await session.post('["x"]');
      assert.equal(response.status, 204);
      assert.equal(response.text, '');
      assert.equal(response.header('content-type'), 'text/plain; charset=UTF-8');
      assert.equal(response.header('content-length'), undefined);
      assert.equal(response.header('transfer-encoding'), undefined);
      assertCors(response);
      assertNotCached(response);
    });

    test('to an unknown session: 404', async () => {
      const session = new Session(target);
      assert.equal((await session.post('["x"]')).status, 404);
      assert.equal(await session.poll(), 'o');
    });

    const types = ['text/plain', 'T', 'application/json', 'application/xml', 'text/xml', ''];
    for (const type of [
      ...types,
      'application/json; charset=utf-8',
      'text/xml; charset=UTF-8',
      'text/plain;x',
    ])
      test(`takes the content type '${type}'`, async () => {
        const session = await Session.opened(target);
        const { status } = await session.post('["ü"]', { headers: { 'Content-Type': type } });
        assert.equal(status, 204);
        assert.equal(await session.poll(), 'a["ü"]');
      });

    test('takes no other', async () => {
      const session = await Session.opened(target);
      for (const type of ['image/png', 'application/x-www-form-urlencoded']) {
        const { status, text } = await session.post('["x"]', { headers: { 'Content-Type': type } });
        assert.deepEqual([status, text], [500, 'Payload expected.'], type);
      }
    });

    test('a session is not hurt by', async (t) => {
      const session = await Session.opened(target);
      const refused = {
        'Broken JSON encoding.': [
          '["x',
          '[',
          '["x"],',
          '["x"]]',
          'x',
          '["\\x"]',
          "['x']",
          '["\u0001"]',
          '[1,]',
        ],
        'Payload expected.': ['', '{}', '"x"', 'null', '0', '1', 'true', '{"a":["x"]}'],
      };
      for (const [reason, bodies] of Object.entries(refused))
        for (const body of bodies)
          await t.test(JSON.stringify(body), async () => {
            const { status, text } = await session.post(body);
            assert.equal(status, 500);
            assert.equal(text, reason);
          });
      await session.send('after all');
      assert.equal(await session.poll(), 'a["after all"]');
    });

    test('an array of nothing is nothing', async () => {
      const session = await Session.opened(target);
      await session.send();
      assert.equal((await session.post(' [ ] ')).status, 204);
      await session.send('x');
      assert.equal(await session.poll(), 'a["x"]');
    });

    test('white space of JSON does not matter', async () => {
      const session = await Session.opened(target);
      assert.equal((await session.post(' \t\r\n[ "x" ,\n"y"\t] ')).status, 204);
      assert.equal(await session.poll(), 'a["x","y"]');
    });

    test('without a Content-Type and a length: an empty body', async () => {
      const session = await Session.opened(target);
      const { status, text } = await target.exchange('POST', `${session.path}/xhr_send`);
      assert.deepEqual([status, text], [500, 'Payload expected.']);
    });
  });

  test('/close says so to whoever asks', async () => {
    const session = await Session.opened(target, '/close');
    for (let i = 0; i < 3; ++i) assert.equal(await session.poll(), 'c[3000,"Go away!"]');
  });

  test('/amplify', async () => {
    const session = await Session.opened(target, '/amplify');
    await session.send('1', '2', '10', '16');
    const lengths = messagesOf(await session.poll()).map((message) => {
      assert.match(message, /^x+$/);
      return message.length;
    });
    assert.deepEqual(lengths, [2, 4, 1024, 65_536]);
  });
});
