import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertCors, assertMethodNotAllowed, assertNotCached } from './support/assertions.mjs';
import { forEachTarget } from './support/targets.mjs';

forEachTarget((target) => {
  async function info(service, options) {
    const response = await target.get(`${service}/info`, options);
    assert.equal(response.status, 200);
    return JSON.parse(response.text);
  }

  test('it is JSON that nobody keeps', async () => {
    const response = await target.get('/echo/info');
    assert.equal(response.status, 200);
    assert.equal(response.header('content-type'), 'application/json; charset=UTF-8');
    assertNotCached(response);
    assertCors(response);
  });

  test('it says what the service offers', async () => {
    const { entropy, ...rest } = await info('/echo');
    assert.deepEqual(rest, { websocket: true, origins: ['*:*'], cookie_needed: false });
    assert.ok(Number.isInteger(entropy));
  });

  test('it says where WebSocket is disabled', async () => {
    assert.equal((await info('/disabled_websocket_echo')).websocket, false);
    assert.equal((await info('/echo')).websocket, true);
  });

  test('it says where cookies are needed', async () => {
    assert.equal((await info('/cookie_needed_echo')).cookie_needed, true);
    assert.equal((await info('/close')).cookie_needed, false);
  });

  test('entropy is 32 bits, others each time', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => info('/echo')));
    const entropies = all.map(({ entropy }) => entropy);
    for (const entropy of entropies)
      assert.ok(Number.isInteger(entropy) && entropy >= 0 && entropy < 2 ** 32, `${entropy}`);
    assert.equal(new Set(entropies).size, entropies.length);
    // With 40 fair draws, each of these fails once in 10^12 runs.
    assert.ok(entropies.some((entropy) => entropy >= 2 ** 31));
    assert.ok(entropies.some((entropy) => entropy < 2 ** 31));
  });

  test('a query that defeats caches does not matter', async () => {
    assert.equal((await target.get('/echo/info?t=1450000000000')).status, 200);
  });

  test('it sets no cookie, and answers none', async () => {
    for (const headers of [{}, { Cookie: 'JSESSIONID=abcdef' }]) {
      const response = await target.get('/cookie_needed_echo/info', { headers });
      assert.equal(response.header('set-cookie'), undefined);
    }
  });

  test('it is for GET and OPTIONS alone', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      assertMethodNotAllowed(await target.exchange(method, '/echo/info'), ['OPTIONS', 'GET'], method);
  });
});
