import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { codeFiles, findLines, linesOf, treeFiles } from './tree.mjs';

const maxLines = 450;
const thisFile = 'tests/tools/tree.test.mjs';
const otherFiles = treeFiles.filter((file) => file !== thisFile);
const textFiles = otherFiles.filter((file) => !/\.(png|ico|woff2)$/.test(file));

test('the tree is seen', () => {
  for (const file of ['package.json', 'sdk/CMakeLists.txt', '.ci/run'])
    assert.ok(treeFiles.includes(file), file);
});

test('no path of one machine', () => {
  assert.deepEqual(
    findLines(textFiles, /(^|[^A-Za-z0-9_.])\/(work|root|farm|home\/[a-z]+)\/|\/tmp\/[a-z]/),
    [],
  );
});

test('no host of a package registry', () => {
  assert.deepEqual(findLines(textFiles, /"resolved":|\bregistry\.[a-z]|registry=|deb\.debian\.org/), []);
});

test(`no code file over ${maxLines} lines`, () => {
  const lengths = codeFiles.map((file) => [file, linesOf(file).length - 1]);
  assert.deepEqual(
    lengths.filter(([, length]) => length > maxLines),
    [],
  );
});

test('no test is skipped or focused, and none waits by the clock', () => {
  const tests = codeFiles.filter((file) => file.startsWith('tests/') && file !== thisFile);
  const pattern =
    /\b(it|test|describe)\.(skip|todo|only)\b|\b(skip|todo|only): true|\[\.\]|\[!mayfail\]|\bsleep_for\b|setTimeout\([^,]*, *[0-9_]{4,}\)/;
  assert.deepEqual(findLines(tests, pattern), []);
});

test('nothing built is in the tree', () => {
  assert.deepEqual(
    otherFiles.filter((file) => /\.(wasm|o|a|so|tgz|tsbuildinfo)$|\.gen\./.test(file)),
    [],
  );
});

test('no line ends in white space, and every file ends in an end of line', () => {
  const files = textFiles.filter((file) => !file.startsWith('tests/vectors/') && file !== 'LICENSE');
  assert.deepEqual(findLines(files, /[ \t\r]$/), []);
  assert.deepEqual(
    files.filter((file) => linesOf(file).at(-1) !== ''),
    [],
  );
});

test('package-lock.json is of the version that package.json tells', () => {
  const [manifest, lock] = ['package.json', 'package-lock.json'].map((name) =>
    JSON.parse(readFileSync(inRepository(name), 'utf8')),
  );
  assert.equal(lock.version, manifest.version);
  assert.deepEqual(lock.packages[''].devDependencies, manifest.devDependencies);
  assert.equal(manifest.dependencies, undefined);
});

test('development tools are pinned exactly, and nothing runs when the package is installed', () => {
  const { devDependencies, scripts } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  for (const [name, version] of Object.entries(devDependencies))
    assert.match(version, /^\d+\.\d+\.\d+$/, name);
  for (const hook of ['preinstall', 'install', 'postinstall', 'prepare', 'prepack'])
    assert.equal(scripts[hook], undefined, hook);
});
