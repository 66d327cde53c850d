import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { assertMethodNotAllowed, assertNotFound } from './support/assertions.mjs';
import { Session, sessionPath } from './support/session.mjs';
import { forEachTarget } from './support/targets.mjs';

const endpoints = {
  xhr: ['POST', 'OPTIONS'],
  xhr_streaming: ['POST', 'OPTIONS'],
  xhr_send: ['POST', 'OPTIONS'],
  eventsource: ['GET'],
  htmlfile: ['GET'],
  jsonp: ['GET'],
  jsonp_send: ['POST'],
  websocket: ['GET'],
};

forEachTarget((target) => {
  for (const server of ['000', 'a', '_', '1', 'abcdefgh_i-j%20', 'x'.repeat(200), '%C3%BC'])
    test(`'${server.slice(0, 20)}' is a server, and any session goes with it`, async () => {
      for (const session of [randomUUID(), `${randomUUID()}-_~!%20`]) {
        const response = await target.post(`/echo/${server}/${session}/xhr`);
        assert.deepEqual([response.status, response.text], [200, 'o\n']);
      }
    });

  describe('no session', () => {
    const paths = ['//', '/a./a', '/a/a.', '/./.', '/../a', '//a', '/a/', '/a//', '/.a/a', '///', '/a/a/a'];
    for (const path of [...paths, '/a.b/c', '/a'])
      test(`at '${path}'`, async () => {
        for (const [endpoint, [method]] of Object.entries(endpoints))
          assertNotFound(await target.exchange(method, `/echo${path}/${endpoint}?c=x`));
      });
  });

  test('the server part says nothing: the session is the same', async () => {
    const id = randomUUID();
    assert.equal((await target.post(`/echo/000/${id}/xhr`)).text, 'o\n');
    assert.equal((await target.post(`/echo/999/${id}/xhr_send`, '["a"]')).status, 204);
    assert.equal((await target.post(`/echo/123/${id}/xhr`)).text, 'a["a"]\n');
  });

  test('ids are told apart by case', async () => {
    const id = randomUUID();
    assert.equal((await target.post(`/echo/000/${id}a/xhr`)).text, 'o\n');
    assert.equal((await target.post(`/echo/000/${id}A/xhr`)).text, 'o\n');
  });

  test('sessions of two services are different ones', async () => {
    const id = randomUUID();
    assert.equal((await target.post(`/echo/000/${id}/xhr`)).text, 'o\n');
    const other = await target.post(`/amplify/000/${id}/xhr_send`, '[]');
    assert.equal(other.status, target.expects('a session of another service', 404));
  });

  test('no endpoint of another name', async () => {
    for (const name of ['XHR', 'xhr2', 'xhr_', 'xhr/xhr', 'streaming', '', 'xhr%5Fsend'])
      assertNotFound(await target.post(`${sessionPath()}/${name}`));
  });

  for (const [endpoint, allowed] of Object.entries(endpoints))
    test(`${endpoint} is for ${allowed.join(' and ')}`, async () => {
      const session = new Session(target);
      const refused = ['PUT', 'DELETE', 'PATCH', ...['GET', 'POST'].filter((m) => !allowed.includes(m))];
      for (const method of refused) {
        const response = await target.exchange(method, `${session.path}/${endpoint}?c=x`);
        assertMethodNotAllowed(response, allowed, method);
      }
      assert.equal(await session.isKnown(), false);
    });
});
