import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { installPackage } from './installed-package.mjs';

// What would be published.

const project = installPackage();
const forms = ['dist', 'dist/cjs'];
const names = ['index', 'shared', 'sockjs'];

describe('the tarball', () => {
  test('holds the package and nothing else', () => {
    const { files } = project;
    const told = ['CHANGELOG.md', 'MIGRATION.md'];
    const others = files.filter((file) => !file.endsWith('.d.ts') && !told.includes(file));
    const scripts = [
      ...forms.flatMap((form) => names.map((name) => `${form}/${name}.js`)),
      'dist/umd/hoofbeat.umd.js',
    ].flatMap((file) => [file, `${file}.map`]);
    const manifests = [
      'package.json',
      'dist/cjs/package.json',
      'dist/umd/package.json',
      'sockjs/package.json',
    ];
    assert.deepEqual(others, ['LICENSE', 'README.md', ...scripts, ...manifests].sort());
  });

  test('holds the declarations that its entries reach, as modules and as CommonJS', () => {
    const declarations = project.files.filter((file) => file.endsWith('.d.ts'));
    const ofCommonJS = declarations.filter((file) => file.startsWith('dist/cjs/'));
    const ofModules = declarations.filter((file) => !/^dist\/(cjs|umd)\//.test(file));
    assert.ok(declarations.includes('dist/umd/hoofbeat.umd.d.ts'));
    for (const name of ['index', 'client', 'types', 'sockjs/sockjs']) {
      assert.ok(ofModules.includes(`dist/${name}.d.ts`), name);
    }
    assert.ok(!ofModules.some((file) => /transport|driver|\/core\/|testing|classic/.test(file)));
    const alsoOfModules = ofModules.map((file) => file.replace('dist/', 'dist/cjs/'));
    assert.deepEqual(ofCommonJS, [...alsoOfModules, 'dist/cjs/sockjs.d.ts'].sort());
  });

  test('has no dependencies, and runs nothing when it is installed', () => {
    const manifest = JSON.parse(project.read('package.json'));
    for (const field of [
      'dependencies',
      'peerDependencies',
      'optionalDependencies',
      'bundleDependencies',
      'bin',
    ]) {
      assert.equal(manifest[field], undefined);
    }
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) {
      assert.equal(manifest.scripts?.[script], undefined);
    }
  });

  test('each file that its package.json tells of is there', () => {
    const manifest = JSON.parse(project.read('package.json'));
    const leaves = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(leaves));
    const fields = ['main', 'module', 'types', 'unpkg', 'jsdelivr', 'exports'];
    const told = fields.flatMap((field) => leaves(manifest[field]));
    assert.ok(told.length > 10);
    const forSockJS = JSON.parse(project.read('sockjs/package.json'));
    told.push(...['main', 'module', 'types'].map((field) => `sockjs/${forSockJS[field]}`));
    assert.deepEqual(
      told.filter((file) => !existsSync(project.installed(file))),
      [],
    );
  });

  test('asks for nothing of Node, and makes no code out of text', () => {
    const unwanted = [
      /['"]node:/,
      /\beval\(/,
      /new Function\b/,
      /\bimport\.meta\b/,
      /['"](before)?unload['"]/,
    ];
    for (const file of project.files.filter((path) => path.endsWith('.js'))) {
      const code = project.read(file);
      for (const pattern of unwanted) assert.doesNotMatch(code, pattern, file);
      if (!file.startsWith('dist/cjs/')) assert.doesNotMatch(code, /\brequire\(/, file);
    }
  });
});

describe('each entry loads what it needs: STOMP no SockJS, but on demand, and SockJS no STOMP', () => {
  const found = (text, pattern) => Array.from(text.matchAll(pattern), ([, it]) => it);

  test('as modules', () => {
    const codeOf = (name) => project.read('dist', `${name}.js`);
    const loads = (name) => found(codeOf(name), /\b(?:from|import) ?["'](\.[^"']*)["']/g);
    const loadsOnDemand = (name) => found(codeOf(name), /\bimport\(([^)]*)\)/g);
    assert.deepEqual(loads('index'), ['./shared.js']);
    assert.deepEqual(loads('sockjs'), ['./shared.js']);
    assert.deepEqual(loads('shared'), []);
    assert.deepEqual(loadsOnDemand('index'), ['"./sockjs.js"']);
    assert.deepEqual(loadsOnDemand('sockjs'), []);
    assert.deepEqual(loadsOnDemand('shared'), []);
  });

  test('as CommonJS', () => {
    const loads = (name) => found(project.read('dist/cjs', `${name}.js`), /\brequire\("([^"]*)"\)/g);
    assert.deepEqual(loads('index'), ['./shared.js', './sockjs.js']);
    assert.deepEqual(loads('sockjs'), ['./shared.js']);
    assert.deepEqual(loads('shared'), []);
  });

  test('what both load holds no wasm module', () => {
    for (const form of forms) assert.ok(project.read(form, 'shared.js').length < 20_000, form);
  });
});
