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
  const otherwise = new Set(output.match(/^[^\s:]+(?=:\d+:\d+: error)/gm));
  assert.deepEqual([...otherwise], []);
  assert.equal(status, 0, output);
});

test('JavaScript, TypeScript, CSS and JSON are as Biome formats them, and its linter finds nothing', () => {
  const biome = inRepository('node_modules/@biomejs/biome/bin/biome');
  const args = ['check', '--error-on-warnings', '--colors=off', '--reporter=summary'];
  const { status, output } = outputOf(process.execPath, [biome, ...args]);
  assert.equal(status, 0, output);
});
