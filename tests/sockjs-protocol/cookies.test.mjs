import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { handshake } from './support/handshake.mjs';
import { receivers } from './support/receivers.mjs';
import { Session, sessionPath } from './support/session.mjs';
import { forEachTarget } from './support/targets.mjs';

const service = '/cookie_needed_echo';
const cookies = [
  [undefined, 'JSESSIONID=dummy; path=/'],
  ['JSESSIONID=abcdef', 'JSESSIONID=abcdef; path=/'],
  ['a=b; JSESSIONID=abcdef; c=d', 'JSESSIONID=abcdef; path=/'],
  ['a=b;JSESSIONID=abc.def-1', 'JSESSIONID=abc.def-1; path=/'],
  ['XJSESSIONID=x; JSESSIONIDX=y', 'JSESSIONID=dummy; path=/'],
];

forEachTarget((target) => {
  for (const [given, set] of cookies)
    describe(`the client brings ${given ?? 'none'}`, () => {
      const headers = given === undefined ? {} : { Cookie: given };

      for (const [name, { method, path }] of Object.entries(receivers))
        test(name, async () => {
          const response = await target.open(method, sessionPath(service) + path, { headers });
          assert.equal(response.header('set-cookie'), set);
        });

      for (const name of ['xhr_send', 'jsonp_send'])
        test(name, async () => {
          const session = await Session.opened(target, service);
          const response = await target.post(`${session.path}/${name}`, '["x"]', { headers });
          assert.equal(response.header('set-cookie'), set);
        });

      test('a preflight', async () => {
        const response = await target.exchange('OPTIONS', `${sessionPath(service)}/xhr`, { headers });
        assert.equal(response.header('set-cookie'), set);
      });
    });

  test('no cookie on /info, the greeting and the page of the iframe', async () => {
    for (const path of ['', '/iframe.html', '/info'])
      assert.equal((await target.get(service + path)).header('set-cookie'), undefined, path);
    const preflight = await target.exchange('OPTIONS', `${service}/info`);
    assert.equal(
      preflight.header('set-cookie'),
      target.expects('the cookie of a preflight for /info', undefined),
    );
  });

  test('no cookie where the service does not ask for it', async () => {
    const options = { headers: { Cookie: 'JSESSIONID=abcdef' } };
    for (const { method, path } of Object.values(receivers)) {
      const response = await target.open(method, sessionPath('/echo') + path, options);
      assert.equal(response.header('set-cookie'), undefined);
    }
  });

  test('a cookie that would split the header is not let through', async () => {
    const connection = await target.connect();
    connection.write(
      `POST ${sessionPath(service)}/xhr HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n` +
        'Cookie: JSESSIONID=a%0d%0aX-Evil:%20b\r\n\r\n',
    );
    const response = await connection.response();
    assert.equal(response.header('x-evil'), undefined);
  });

  test('WebSocket works with a cookie as without', async () => {
    for (const headers of [{}, { Cookie: 'JSESSIONID=abcdef' }]) {
      const { status } = await handshake(target, `${sessionPath(service)}/websocket`, headers);
      assert.equal(status, 101);
    }
  });
});
