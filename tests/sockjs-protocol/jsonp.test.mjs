import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNotCached } from './support/assertions.mjs';
import { Session } from './support/session.mjs';
import { forEachTarget } from './support/targets.mjs';

forEachTarget((target) => {
  const jsonp = (session, query = '?c=callback') => target.get(`${session.path}/jsonp${query}`);
  const form = { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
  const plain = { headers: { 'Content-Type': 'text/plain' } };
  const send = (session, body, options) => target.post(`${session.path}/jsonp_send`, body, options);

  async function opened(service) {
    const session = new Session(target, service);
    assert.equal((await jsonp(session)).text, '/**/callback("o");\r\n');
    return session;
  }

  describe('jsonp', () => {
    test('the first request opens the session', async () => {
      const response = await jsonp(new Session(target));
      assert.equal(response.status, 200);
      assert.equal(response.text, '/**/callback("o");\r\n');
      assert.equal(response.header('content-type'), 'application/javascript; charset=UTF-8');
      assert.equal(response.header('x-content-type-options'), 'nosniff');
      assertNotCached(response);
    });

    for (const [query, callback] of [
      ['?c=%63allback', 'callback'],
      ['?t=1&c=a.b_c-D9&d=e', 'a.b_c-D9'],
      [`?c=${'x'.repeat(32)}`, 'x'.repeat(32)],
    ])
      test(`it calls back as '${query}' says`, async () => {
        assert.equal((await jsonp(new Session(target), query)).text, `/**/${callback}("o");\r\n`);
      });

    test('messages are in a string of JavaScript', async () => {
      const session = await opened();
      assert.equal((await send(session, '["x","\\"\\\\"]', plain)).text, 'ok');
      assert.equal((await jsonp(session)).text, '/**/callback("a[\\"x\\",\\"\\\\\\"\\\\\\\\\\"]");\r\n');
    });

    test('/close', async () => {
      const session = await opened('/close');
      for (let i = 0; i < 2; ++i)
        assert.equal((await jsonp(session)).text, '/**/callback("c[3000,\\"Go away!\\"]");\r\n');
    });

    for (const query of ['', '?d=x', '?c='])
      test(`with '${query}' it misses the callback`, async () => {
        const session = new Session(target);
        const response = await jsonp(session, query);
        assert.deepEqual([response.status, response.text], target.expects(`jsonp${query}`, missing));
        assertNotCached(response);
      });
    const missing = [500, '"callback" parameter required'];

    const invalid = ['a%28', 'a;b', '%20', 'a%22', 'alert(1)', '%C3%BC', 'a+b', 'x'.repeat(33), 'a%0Ab'];
    for (const callback of invalid)
      test(`it refuses to call '${callback}'`, async () => {
        const session = new Session(target);
        const { status, text } = await jsonp(session, `?c=${callback}`);
        assert.deepEqual([status, text], [500, 'invalid "callback" parameter']);
        assert.equal(await session.isKnown(), false);
      });
  });

  describe('jsonp_send', () => {
    test('is answered by ok', async () => {
      const session = await opened();
      const response = await send(session, 'd=%5B%22x%22%5D', form);
      assert.deepEqual([response.status, response.text], [200, 'ok']);
      assert.equal(response.header('content-type'), 'text/plain; charset=UTF-8');
      assertNotCached(response);
      assert.equal((await jsonp(session)).text, '/**/callback("a[\\"x\\"]");\r\n');
    });

    for (const [body, frame] of [
      ['d=%5B%22abc%22%5D', 'a["abc"]'],
      ['d=%5b%22a+b%2Bc%22%5d', 'a["a b+c"]'],
      ['x=1&d=%5B%22y%22%5D&z', 'a["y"]'],
      ['d=["%C3%BC"]', 'a["ü"]'],
      ['d=["%25","%26%3D"]', 'a["%","&="]'],
    ])
      test(`a form: ${body}`, async () => {
        const session = await opened();
        assert.equal((await send(session, body, form)).text, 'ok');
        assert.equal(await session.poll(), frame);
      });

    test('text/plain, or no type, is the array itself', async () => {
      const session = await opened();
      assert.equal((await send(session, '["%61+"]', plain)).text, 'ok');
      assert.equal((await send(session, '["b"]')).text, 'ok');
      assert.equal(await session.poll(), 'a["%61+","b"]');
    });

    test('a type with a parameter is the same type', async () => {
      const session = await opened();
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' };
      assert.equal((await send(session, 'd=%5B%22x%22%5D', { headers })).text, 'ok');
      assert.equal(await session.poll(), 'a["x"]');
    });

    test('what is wrong does not hurt the session', async () => {
      const session = await opened();
      for (const [body, options, reason] of [
        ['', form, 'Payload expected.'],
        ['d=', form, 'Payload expected.'],
        ['p=p', form, 'Payload expected.'],
        ['d', form, 'Payload expected.'],
        ['d=%7B%7D', form, 'Payload expected.'],
        ['d=%5B%22x', form, 'Broken JSON encoding.'],
        ['', plain, 'Payload expected.'],
        ['{}', plain, 'Payload expected.'],
        ['"x', plain, 'Broken JSON encoding.'],
        ['d=["x"]', plain, 'Broken JSON encoding.'],
      ]) {
        const { status, text } = await send(session, body, options);
        assert.deepEqual([status, text], [500, reason], body);
      }
      assert.equal((await send(session, 'd=%5B%22x%22%5D', form)).text, 'ok');
      assert.equal(await session.poll(), 'a["x"]');
    });

    test('to an unknown session: 404', async () => {
      assert.equal((await send(new Session(target), 'd=%5B%22x%22%5D', form)).status, 404);
    });
  });
});
