import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { inRepository } from '../../scripts/lib/paths.mjs';

// The API reference as `npm run docs` makes it.

const options = JSON.parse(readFileSync(inRepository('typedoc.json'), 'utf8'));
const { exports: entries } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));

describe('the API reference', () => {
  let printed;
  before(async () => {
    // Fails where something public is not described, or a link leads nowhere.
    const args = [inRepository('scripts/docs.mjs')];
    ({ stdout: printed } = await promisify(execFile)(process.execPath, args, { cwd: inRepository() }));
  });

  test('is made without a warning', () => {
    assert.doesNotMatch(printed, /\[warning\]/);
    assert.ok(options.treatWarningsAsErrors && options.treatValidationWarningsAsErrors);
    assert.ok(options.validation.notDocumented && options.validation.invalidLink);
  });

  test('has a page for each class and interface, and each option leads to what it does', () => {
    const pages = ['classes', 'interfaces'].flatMap((kind) => readdirSync(inRepository('build/docs', kind)));
    for (const name of ['index.Client', 'index.StompConfig', 'index.HoofbeatError', 'index.BodyCodec']) {
      assert.ok(pages.includes(`${name}.html`), name);
    }
    const config = readFileSync(inRepository('build/docs/classes/index.StompConfig.html'), 'utf8');
    assert.match(config, /href="[^"]*Client\.html#reconnectdelay"/);
  });

  test('tells of the sources of the entries that have types of their own', () => {
    assert.ok('.' in entries && './sockjs' in entries);
    const files = ['index', 'sockjs/sockjs', 'streaming/index', 'streaming/sockjs'];
    assert.deepEqual(
      options.entryPoints,
      files.map((name) => `web/src/${name}.ts`),
    );
  });
});
