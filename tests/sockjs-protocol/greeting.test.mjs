import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertMethodNotAllowed, assertNotFound } from './support/assertions.mjs';
import { forEachTarget } from './support/targets.mjs';

forEachTarget((target) => {
  for (const path of ['', '/'])
    test(`the greeting is at '${path}' of a service`, async () => {
      const { status, text, ...response } = await target.get(`/echo${path}`);
      assert.equal(status, 200);
      assert.equal(text, 'Welcome to SockJS!\n');
      assert.deepEqual(
        response.headers.filter(([name]) => /^(content-type|set-cookie)$/.test(name)),
        [['content-type', 'text/plain; charset=UTF-8']],
      );
    });

  test('every test service greets', async () => {
    for (const service of ['/echo', '/disabled_websocket_echo', '/cookie_needed_echo', '/close', '/amplify'])
      assert.equal((await target.get(service)).text, 'Welcome to SockJS!\n', service);
  });

  test('a query does not matter', async () => {
    assert.equal((await target.get('/echo/?a=b')).status, 200);
    const { status } = await target.get('/echo?a=b');
    assert.equal(status, target.expects('greeting with a query', 200));
  });

  for (const path of ['//', '///', '/a', '/a.html', '/a/', '/a/a', '/a/a/', '/%2F', '/..', '/info/info'])
    test(`nothing is at '${path}'`, async () => assertNotFound(await target.get(`/echo${path}`)));

  test('a service is its whole name', async () => {
    for (const path of ['/echoo', '/ech', '/ECHO', '/echo.html', '/close_'])
      assertNotFound(await target.get(path));
  });

  test('it is for GET alone', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      assertMethodNotAllowed(await target.exchange(method, '/echo'), ['GET'], method);
  });
});
