import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { installPackage } from './installed-package.mjs';

// What would be published.

const project = installPackage();
const forms = ['dist', 'dist/cjs'];
const otherForms = forms.flatMap((form) => [`${form}/streaming`, `${form}/no-wasm`]);
const names = ['index', 'shared', 'sockjs'];
// For tools that know no `exports`.
const directories = ['sockjs/', 'streaming/', 'streaming/sockjs/', 'no-wasm/', 'no-wasm/sockjs/'];

describe('the tarball', () => {
  test('holds the package and nothing else', () => {
    const { files } = project;
    const told = ['CHANGELOG.md', 'MIGRATION.md'];
    const others = files.filter((file) => !file.endsWith('.d.ts') && !told.includes(file));
    // What became of WebAssembly has no map.
    const scripts = [
      ...[...forms, ...otherForms].flatMap((form) => names.map((name) => `${form}/${name}.js`)),
      'dist/umd/hoofbeat.umd.js',
    ].flatMap((file) => (file.includes('no-wasm') ? file : [file, `${file}.map`]));
    const modules = ['hoofbeat', 'hoofbeat-sockjs'].map((name) => `dist/streaming/${name}.wasm`);
    const manifests = ['', 'dist/cjs/', 'dist/umd/', ...directories].map((name) => `${name}package.json`);
    const texts = ['LICENSE', 'README.md', 'dist/provenance.json'];
    assert.deepEqual(others, [...texts, ...scripts, ...modules, ...manifests].sort());
  });

  test('holds the declarations that its entries reach, as modules and as CommonJS', () => {
    const declarations = project.files.filter((file) => file.endsWith('.d.ts'));
    const ofCommonJS = declarations.filter((file) => file.startsWith('dist/cjs/'));
    const ofModules = declarations.filter((file) => !/^dist\/(cjs|umd)\//.test(file));
    assert.ok(declarations.includes('dist/umd/hoofbeat.umd.d.ts'));
    for (const name of ['index', 'client', 'types', 'sockjs/sockjs', 'streaming/index', 'streaming/sockjs']) {
      assert.ok(ofModules.includes(`dist/${name}.d.ts`), name);
    }
    assert.ok(
      !ofModules.some((file) => /transport|driver|\/core\/|testing|classic|module-file|on-demand/.test(file)),
    );
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
    for (const directory of directories) {
      const ofEntry = JSON.parse(project.read(directory, 'package.json'));
      told.push(...['main', 'module', 'types'].map((field) => `${directory}${ofEntry[field]}`));
    }
    assert.deepEqual(
      told.filter((file) => !existsSync(project.installed(file))),
      [],
    );
  });

  test('asks for nothing of Node, and makes no code out of text', () => {
    const unwanted = [/['"]node:/, /\beval\(/, /new Function\b/, /['"](before)?unload['"]/];
    for (const file of project.files.filter((path) => path.endsWith('.js'))) {
      const code = project.read(file);
      for (const pattern of unwanted) assert.doesNotMatch(code, pattern, file);
      // Only to find the file that belongs beside it, in the form that bundlers look for.
      const metas = code.match(/\bimport\.meta\b/g) ?? [];
      const urls = code.match(/new URL\("\.\/hoofbeat[-a-z]*\.wasm",import\.meta\.url\)/g) ?? [];
      assert.equal(metas.length, urls.length, file);
      assert.equal(urls.length, /^dist\/streaming\/(index|sockjs)/.test(file) ? 1 : 0, file);
      if (!file.startsWith('dist/cjs/')) assert.doesNotMatch(code, /\brequire\(/, file);
    }
  });
});

describe('each entry loads what it needs: STOMP no SockJS, but on demand, and SockJS no STOMP', () => {
  const found = (text, pattern) => Array.from(text.matchAll(pattern), ([, it]) => it);

  for (const form of ['.', 'streaming', 'no-wasm'])
    test(`as modules: ${form}`, () => {
      const codeOf = (name) => project.read('dist', form, `${name}.js`);
      const loads = (name) => found(codeOf(name), /\b(?:from|import) ?["'](\.[^"']*)["']/g);
      const loadsOnDemand = (name) => found(codeOf(name), /\bimport\(([^)]*)\)/g);
      assert.deepEqual(loads('index'), ['./shared.js']);
      assert.deepEqual(loads('sockjs'), ['./shared.js']);
      assert.deepEqual(loads('shared'), []);
      assert.deepEqual(loadsOnDemand('index'), ['"./sockjs.js"']);
      assert.deepEqual(loadsOnDemand('sockjs'), []);
      assert.deepEqual(loadsOnDemand('shared'), []);
    });

  for (const form of ['.', 'streaming', 'no-wasm'])
    test(`as CommonJS: ${form}`, () => {
      const loads = (name) => found(project.read('dist/cjs', form, `${name}.js`), /\brequire\("([^"]*)"\)/g);
      assert.deepEqual(loads('index'), ['./shared.js', './sockjs.js']);
      assert.deepEqual(loads('sockjs'), ['./shared.js']);
      assert.deepEqual(loads('shared'), []);
    });

  test('what both load holds no wasm module', () => {
    for (const form of [...forms, ...otherForms])
      assert.ok(project.read(form, 'shared.js').length < 20_000, form);
  });
});
