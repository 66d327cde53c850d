import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertCached, assertCors } from './support/assertions.mjs';
import { receivers } from './support/receivers.mjs';
import { Session, sessionPath } from './support/session.mjs';
import { forEachTarget } from './support/targets.mjs';

const origins = ['http://localhost:8080', 'https://example.org', 'null', undefined];
const from = (origin) => (origin === undefined ? {} : { Origin: origin });
const endpoints = { info: 'GET', xhr: 'POST', xhr_streaming: 'POST', xhr_send: 'POST' };
const pathOf = (endpoint) => (endpoint === 'info' ? '/echo/info' : `${sessionPath()}/${endpoint}`);

forEachTarget((target) => {
  for (const origin of origins)
    describe(`from ${origin ?? 'no origin'}`, () => {
      test('/info may be read', async () => {
        assertCors(await target.get('/echo/info', { headers: from(origin) }), origin);
      });

      for (const name of ['xhr', 'xhr_streaming', 'eventsource'])
        test(`${name} may be read`, async () => {
          const { method, path } = receivers[name];
          const response = await target.open(method, sessionPath() + path, { headers: from(origin) });
          assert.equal(response.status, 200);
          assertCors(response, target.expects(`${name} from ${origin}`, origin));
        });

      test('xhr_send may be read, what it takes and what it refuses', async () => {
        const session = await Session.opened(target);
        for (const [text, status] of [
          ['["x"]', 204],
          ['["x', 500],
          ['', 500],
        ]) {
          const response = await session.post(text, { headers: from(origin) });
          assert.equal(response.status, status);
          assertCors(response, origin);
        }
      });

      for (const [endpoint, method] of Object.entries(endpoints))
        test(`a preflight for ${endpoint} is granted`, async () => {
          const response = await target.exchange('OPTIONS', pathOf(endpoint), { headers: from(origin) });
          assert.ok(response.status === 204 || response.status === 200, `${response.status}`);
          assert.equal(response.text, '');
          assertCors(response, origin);
          assertCached(response);
          const methods = response.header('access-control-allow-methods').split(/, */);
          assert.deepEqual(methods.sort(), ['OPTIONS', method].sort());
          assert.ok(Number(response.header('access-control-max-age')) > 1_000_000);
          assert.equal(response.header('access-control-allow-headers'), undefined);
        });
    });

  for (const [endpoint, method] of Object.entries(endpoints))
    test(`a preflight for ${endpoint} grants the headers that are asked for`, async () => {
      const headersAskedFor = (names) =>
        target.exchange('OPTIONS', pathOf(endpoint), {
          headers: {
            Origin: 'http://localhost:8080',
            'Access-Control-Request-Method': method,
            'Access-Control-Request-Headers': names,
          },
        });
      for (const names of ['a, b, c', 'content-type', 'X-Requested-With,authorization'])
        assert.equal((await headersAskedFor(names)).header('access-control-allow-headers'), names);
      assert.equal((await headersAskedFor('')).header('access-control-allow-headers'), undefined);
    });

  test('a preflight opens no session', async () => {
    const session = new Session(target);
    await target.exchange('OPTIONS', `${session.path}/xhr`);
    assert.equal(await session.isKnown(), false);
  });

  test('what is answered to one origin is not kept for another', async () => {
    for (const path of ['/echo/info', `${sessionPath()}/xhr`])
      for (const origin of ['http://a.example', undefined]) {
        const response = await target.exchange('OPTIONS', path, { headers: from(origin) });
        assert.match(response.header('vary') ?? '', /\borigin\b/i);
      }
  });
});
