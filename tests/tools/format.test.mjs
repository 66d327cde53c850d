import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { cppFiles } from '../../scripts/lib/cpp-files.mjs';
import { inRepository, root } from '../../scripts/lib/paths.mjs';

function outputOf(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  assert.ifError(error);
  return { status, output: stdout + stderr };
}

test('C++ is formatted as clang-format does it (npm run format)', () => {
  const files = cppFiles(['.cpp', '.hpp']);
  assert.notEqual(files.length, 0);
  const { status, output } = outputOf('clang-format', ['--dry-run', '-Werror', '--ferror-limit=1', ...files]);
  assert.equal(status, 0, output);
});

test('JavaScript, TypeScript, CSS and JSON are formatted as Biome does it, and its linter finds nothing', () => {
  const biome = inRepository('node_modules/@biomejs/biome/bin/biome');
  const { status, output } = outputOf(process.execPath, [
    biome,
    'check',
    '--error-on-warnings',
    '--colors=off',
  ]);
  assert.equal(status, 0, output);
});
