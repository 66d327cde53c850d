import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertCached, assertMethodNotAllowed, assertNotFound } from './support/assertions.mjs';
import { forEachTarget } from './support/targets.mjs';

const page =
  /^<!DOCTYPE html>\n<html>\n<head>\n {2}<meta http-equiv="X-UA-Compatible" content="IE=edge" \/>\n {2}<meta http-equiv="Content-Type" content="text\/html; charset=UTF-8" \/>\n {2}<script(?: [^>]*)? src="[^"<>]+"><\/script>\n {2}<script>\n {4}document\.domain = document\.domain;\n {4}SockJS\.bootstrap_iframe\(\);\n {2}<\/script>\n<\/head>\n<body>\n {2}<h2>Don't panic!<\/h2>\n {2}<p>This is a SockJS hidden iframe\. It's used for cross domain magic\.<\/p>\n<\/body>\n<\/html>$/;

forEachTarget((target) => {
  const names = ['', '-a', '-', '0.3.2', '-0.1.2.dev', '_', '.html', '-a_b.c-0123456789'];
  for (const name of names)
    test(`the page is at /iframe${name}.html`, async () => {
      const response = await target.get(`/echo/iframe${name}.html`);
      assert.equal(response.status, 200);
      assert.match(response.text.trimEnd(), page);
      assert.equal(response.header('content-type'), 'text/html; charset=UTF-8');
      assert.match(response.header('etag'), /^"[!#-~]+"$/);
      assertCached(response);
      assert.equal(response.header('set-cookie'), undefined);
    });

  test('a query does not change the page', async () => {
    const answers = await Promise.all(
      ['', '?t=0.123', '?a/b'].map((q) => target.get(`/echo/iframe.html${q}`)),
    );
    for (const { status, text, ...response } of answers) {
      assert.equal(status, 200);
      assert.equal(text, answers[0].text);
      assert.deepEqual(
        response.headers.find(([name]) => name === 'etag'),
        answers[0].headers.find(([name]) => name === 'etag'),
      );
    }
  });

  const misspelt = ['iframe.htm', 'iframe', 'IFRAME.HTML', 'iframe.HTML', 'iframe.xml', 'iframe-/.html'];
  for (const name of [...misspelt, 'iframeA.html', 'iframe-%61.html', 'iframe html', 'xiframe.html'])
    test(`there is no /${name}`, async () => {
      assertNotFound(await target.get(`/echo/${name.replace(' ', '%20')}`));
    });

  test('who knows it is told so', async () => {
    const known = (await target.get('/echo/iframe.html')).header('etag');
    const again = await target.get('/echo/iframe.html', { headers: { 'If-None-Match': known } });
    assert.equal(again.status, 304);
    assert.equal(again.text, '');
    assert.equal(again.header('content-type'), undefined);
    assert.equal(again.header('last-modified'), undefined);
    const other = await target.get('/echo/iframe.html', { headers: { 'If-None-Match': '"other"' } });
    assert.equal(other.status, 200);
  });

  test('on the connection of a 304 the next request is answered', async () => {
    const connection = await target.connect();
    connection.request('GET', '/echo/iframe.html');
    const first = await connection.response();
    await first.body();
    connection.request('GET', '/echo/iframe.html', { headers: { 'If-None-Match': first.header('etag') } });
    const second = await connection.response();
    assert.deepEqual([second.status, await second.body()], [304, '']);
    connection.request('GET', '/echo');
    assert.equal(await (await connection.response()).body(), 'Welcome to SockJS!\n');
  });

  test('it is for GET alone', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      assertMethodNotAllowed(await target.exchange(method, '/echo/iframe.html'), ['GET'], method);
  });
});
