import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNotCached } from './support/assertions.mjs';
import { Session } from './support/session.mjs';
import { forEachTarget } from './support/targets.mjs';

const head =
  /^<!doctype html>\n<html><head>\n {2}<meta http-equiv="X-UA-Compatible" content="IE=edge" \/>\n {2}<meta http-equiv="Content-Type" content="text\/html; charset=UTF-8" \/>\n<\/head><body><h2>Don't panic!<\/h2>\n {2}<script>\n {4}document\.domain = document\.domain;\n {4}var c = parent\.(.*);\n {4}c\.start\(\);\n {4}function p\(d\) \{c\.message\(d\);\};\n {4}window\.onload = function\(\) \{c\.stop\(\);\};\n {2}<\/script>\s*$/;

forEachTarget((target) => {
  const htmlfile = (session, query) => target.open('GET', `${session.path}/htmlfile${query}`);

  for (const [query, callback] of [
    ['?c=callback', 'callback'],
    ['?c=%63allback', 'callback'],
    ['?a=b&c=a.b_c-D9&d=e', 'a.b_c-D9'],
    ['?c=_sockjs_global.x', '_sockjs_global.x'],
  ])
    test(`the head calls back as '${query}' says`, async () => {
      const response = await htmlfile(new Session(target), query);
      assert.equal(response.status, 200);
      const chunk = await response.chunk();
      assert.equal(head.exec(chunk)?.[1], callback);
      assert.ok(chunk.length >= 1024);
      assert.equal(await response.chunk(), '<script>\np("o");\n</script>\r\n');
    });

  test('frames are strings of JavaScript, and what is in them can end no script', async () => {
    const session = new Session(target);
    const stream = await session.receive('htmlfile');
    assert.equal(await stream.frame(), 'o');
    await session.send('"x"');
    assert.equal(await stream.response.chunk(), '<script>\np("a[\\"\\\\\\"x\\\\\\"\\"]");\n</script>\r\n');
    await session.send('</script><b>');
    const chunk = await stream.response.chunk();
    const ends = chunk.match(/<\/script/g).length;
    assert.equal(ends, target.expects('ends of scripts in a message that holds one', 1));
  });

  for (const query of ['', '?d=x', '?c='])
    test(`with '${query}' it misses the callback`, async () => {
      const session = new Session(target);
      const response = await htmlfile(session, query);
      const missing = [500, '"callback" parameter required'];
      const [status, text] = target.expects(`htmlfile${query}`, missing);
      assert.equal(response.status, status);
      if (text !== undefined) {
        assert.equal(await response.body(), text);
        assertNotCached(response);
        assert.equal(await session.isKnown(), false);
      }
    });

  for (const callback of ['a%28', 'a;b', '%20', 'a%22', '%3Cscript%3E', '%C3%BC', 'a+b', 'x%00', 'a%0Ab'])
    test(`it refuses to call '${callback}'`, async () => {
      const session = new Session(target);
      const response = await htmlfile(session, `?c=${callback}`);
      assert.deepEqual([response.status, await response.body()], [500, 'invalid "callback" parameter']);
      assert.equal(await session.isKnown(), false);
    });
});
