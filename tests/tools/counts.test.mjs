import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { countsOfJUnit } from '../../scripts/lib/suites.mjs';
import { temporaryDirectory } from '../support/temporary-directory.mjs';

// The names that would make these tests of ours skipped ones.
const skip = 'skip';

function countsOf(source) {
  const file = path.join(temporaryDirectory('counts'), 'sample.test.mjs');
  writeFileSync(file, `import { before, describe, it, test } from 'node:test';\n${source}`);
  const reporter = inRepository('scripts/lib/count-reporter.mjs');
  // Without this the inner runner takes itself for a test file of the outer one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = spawnSync(process.execPath, ['--test', `--test-reporter=${reporter}`, file], { env });
  const { filesWithoutTests, ...counts } = JSON.parse(stdout);
  return { ...counts, filesWithoutTests: filesWithoutTests.length };
}

test('tests are counted, and what is around them is not', () => {
  const source = `
    test('a', () => {});
    test('b', async (t) => { await t.test('c', () => {}); });
    describe('d', () => { it('e', () => {}); it('f', () => { throw new Error('g'); }); });
    test.${skip}('h', () => {});
  `;
  assert.deepEqual(countsOf(source), { passed: 4, failed: 1, skipped: 1, filesWithoutTests: 0 });
});

test('a hook that fails is a failure, beside the tests that it prevents', () => {
  const source = `describe('a', () => { before(() => { throw new Error('b'); }); it('c', () => {}); });`;
  assert.deepEqual(countsOf(source), { passed: 0, failed: 2, skipped: 0, filesWithoutTests: 0 });
});

test('a file that fails as a whole, or holds no test, is a failure', () => {
  assert.deepEqual(countsOf('throw new Error();'), {
    passed: 0,
    failed: 1,
    skipped: 0,
    filesWithoutTests: 0,
  });
  assert.deepEqual(countsOf(''), { passed: 0, failed: 1, skipped: 0, filesWithoutTests: 1 });
});

test('the counts of ctest are read', () => {
  const xml = (attributes) => `<?xml version="1.0"?>\n<testsuite name="x"\n\t${attributes}>\n</testsuite>`;
  assert.deepEqual(countsOfJUnit(xml('tests="9" failures="2" disabled="1" skipped="3"')), {
    passed: 3,
    failed: 2,
    skipped: 4,
  });
  assert.throws(() => countsOfJUnit('<html>'));
});
