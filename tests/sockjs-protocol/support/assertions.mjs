import assert from 'node:assert/strict';

const year = 31_536_000;

/** Nobody may keep it. */
export function assertNotCached(response) {
  assert.equal(
    response.header('cache-control'),
    'no-store, no-cache, no-transform, must-revalidate, max-age=0',
  );
  assert.equal(response.header('expires'), undefined);
  assert.equal(response.header('last-modified'), undefined);
}

/** Everybody may keep it for a year. */
export function assertCached(response) {
  assert.equal(response.header('cache-control'), `public, max-age=${year}`);
  const expires = Date.parse(response.header('expires'));
  assert.ok(Math.abs(expires - Date.now() - year * 1000) < 60_000, `Expires ${response.header('expires')}`);
  assert.equal(response.header('last-modified'), undefined);
}

/** The page of this origin may read it with its cookies; with no origin, any page without. */
export function assertCors(response, origin) {
  assert.equal(response.header('access-control-allow-origin'), origin ?? '*');
  assert.equal(
    response.header('access-control-allow-credentials'),
    origin === undefined ? undefined : 'true',
  );
}

/** An answer of 405, which names at least the methods `allowed` and does not name the one refused. */
export function assertMethodNotAllowed(response, allowed, refused) {
  assert.equal(response.status, 405);
  assert.equal(response.header('content-type'), undefined);
  assert.equal(response.text, '');
  const named = (response.header('allow') ?? '').split(/, */);
  for (const method of allowed) assert.ok(named.includes(method), `${method} is not in Allow: ${named}`);
  assert.ok(!named.includes(refused), `${refused} is in Allow: ${named}`);
}

export function assertNotFound(response) {
  assert.equal(response.status, 404);
  assert.equal(response.header('set-cookie'), undefined);
}
