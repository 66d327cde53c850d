import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { publishArguments } from '../../scripts/lib/pack.mjs';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { complaints } from '../../scripts/lib/release-readiness.mjs';

const script = inRepository('scripts/release.mjs');
const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));

function release() {
  const args = [script, '--dry-run', '--no-test'];
  const printed = execFileSync(process.execPath, args, { encoding: 'utf8' });
  return { printed, sums: readFileSync(inRepository('build/release/SHA256SUMS'), 'utf8') };
}

test('packs both packages, the same each time, and prints what publishes them', { timeout: 120_000 }, () => {
  const first = release();
  const lines = first.sums.trim().split('\n');
  const files = lines.map((line) => line.split('  ')[1]);
  assert.deepEqual(files, [`hoofbeat-${version}.tgz`, `hoofbeat-server-${version}.tgz`]);
  execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: inRepository('build/release') });
  assert.match(first.printed, new RegExp(`npm publish --provenance .*hoofbeat-server-${version}\\.tgz`));
  assert.equal(release().sums, first.sums);
  // Else it would be another one where it is built in another directory.
  for (const file of files) {
    const archive = gunzipSync(readFileSync(inRepository('build/release', file)));
    assert.ok(archive.includes('package/package.json'), file);
    assert.ok(!archive.includes(inRepository()), `${file} tells of the directory that it was built in`);
  }
});

test('publishes what has passed all tests alone', () => {
  for (const option of ['--no-test', '--dry-run']) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--publish', option], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /--publish takes neither/);
  }
});

test('a version before a release is published beside what npm install takes', () => {
  assert.deepEqual(publishArguments('a-1.0.0.tgz', '1.0.0').slice(-1), ['./a-1.0.0.tgz']);
  assert.ok(!publishArguments('a-1.0.0.tgz', '1.0.0').includes('--tag'));
  assert.match(publishArguments('a.tgz', '1.0.0-beta.1').join(' '), /--provenance .*--tag next \.\/a\.tgz$/);
});

const ready = {
  version: '1.2.3',
  changelog: '## Unreleased\n\n## 1.2.3 - 2026-01-02\n\n- x\n',
  status: '',
  tags: '',
};

test('nothing is in the way of a release that is dated and committed', () => {
  assert.deepEqual(complaints(ready), []);
  assert.deepEqual(
    complaints({ ...ready, changelog: '## 1.2.3 - 2026-01-02\n', tags: 'v1.2.2\nv1.2.30\n' }),
    [],
  );
});

test('each thing in the way is told', () => {
  for (const [change, complaint] of [
    [{ status: ' M README.md\n' }, /not committed/],
    [{ version: '1.2.4' }, /no section "## 1\.2\.4/],
    [{ changelog: '## Unreleased\n\n- y\n\n## 1.2.3 - 2026-01-02\n' }, /Unreleased/],
    [{ changelog: '## 1.2.3 - 2026-01-02\n\n## Unreleased\n\n- y\n' }, /Unreleased/],
    [{ tags: 'v1.2.3\n' }, /a tag v1\.2\.3/],
  ]) {
    const [found, ...others] = complaints({ ...ready, ...change });
    assert.match(found, complaint);
    assert.deepEqual(others, []);
  }
});
