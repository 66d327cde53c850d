import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { installPackage } from './installed-package.mjs';

// Importing does nothing: on a server that renders pages, in a worker, before any polyfill.

const project = installPackage();

// Each prints the types of what it got, and then the error of the first use of the module.
const bare = {
  'as modules': `
    for (const [name, exported] of [['index.js', 'Client'], ['sockjs.js', 'SockJS']]) {
      const { exports, status } = await loadModule(context, name, read('.'));
      console.log(typeof exports[exported], status);
    }`,
  'as CommonJS': `
    const known = new Map();
    console.log(typeof loadCommonJS(context, 'index.js', read('cjs'), known).Client, 'evaluated');
    console.log(typeof loadCommonJS(context, 'sockjs.js', read('cjs'), known), 'evaluated');`,
  'as a classic script': `
    loadScript(context, 'hoofbeat.umd.js', read('umd'));
    console.log(vm.runInContext('typeof StompJs.Client', context), 'evaluated');
    console.log(vm.runInContext('typeof SockJS', context), 'evaluated');`,
};

describe('with nothing but the language around it', () => {
  for (const [form, body] of Object.entries(bare)) {
    test(`it is evaluated at once, ${form}`, async () => {
      const helper = pathToFileURL(inRepository('tests/package/bare-context.mjs'));
      const script = `
        import { readFileSync } from 'node:fs';
        import vm from 'node:vm';
        import { bareContext, loadCommonJS, loadModule, loadScript } from '${helper}';
        const read = (form) => (name) => readFileSync('node_modules/hoofbeat/dist/' + form + '/' + name, 'utf8');
        const context = bareContext();
        ${body}`;
      const flags = ['--experimental-vm-modules', '--no-warnings'];
      const printed = await project.runScript('bare.mjs', script, flags);
      assert.equal(printed, 'function evaluated\nfunction evaluated');
    });
  }

  test('there is nothing indeed, and a look is noticed', async () => {
    const helper = pathToFileURL(inRepository('tests/package/bare-context.mjs'));
    const script = `
      import vm from 'node:vm';
      import { bareContext, loadScript } from '${helper}';
      const context = bareContext();
      for (const text of ['typeof document', 'process.env', 'new TextDecoder()', 'performance', 'WebAssembly', 'atob("")'])
        try {
          loadScript(context, 'x', () => text);
          console.log('not noticed:', text);
        } catch (error) {
          console.log(error.message);
        }`;
    const missing = ['TextDecoder', 'performance', 'WebAssembly', 'atob'].map((it) => `${it} is not defined`);
    assert.deepEqual((await project.runScript('look.mjs', script)).split('\n'), [
      'a look at document',
      'a look at process',
      ...missing,
    ]);
  });
});

describe('with all of Node around it', () => {
  const traps = `
    const touched = [];
    const names = [
      'window', 'document', 'global', 'process', 'self', 'location', 'navigator', 'addEventListener', 'fetch', 'WebSocket',
      'EventSource', 'XMLHttpRequest', 'Worker', 'Blob', 'atob', 'TextDecoder', 'TextEncoder', 'setTimeout', 'setInterval',
      'queueMicrotask', 'performance', 'crypto',
    ];
    const values = new Map(names.map((name) => [name, globalThis[name]]));
    function watch() {
      for (const name of names) {
        const get = () => { touched.push(name); return values.get(name); };
        Object.defineProperty(globalThis, name, { configurable: true, get });
      }
      for (const name of ['Module', 'Instance', 'Memory', 'compile', 'instantiate']) {
        const note = () => { touched.push('WebAssembly.' + name); return {}; };
        WebAssembly[name] = new Proxy(WebAssembly[name], { construct: note, apply: note });
      }
    }`;
  const forms = {
    'import()': `watch();
      for (const form of ['', '/streaming', '/no-wasm']) {
        await import('hoofbeat' + form);
        await import('hoofbeat' + form + '/sockjs');
      }`,
    'require()': `watch();
      for (const form of ['', '/streaming', '/no-wasm']) {
        require('hoofbeat' + form);
        require('hoofbeat' + form + '/sockjs');
      }`,
    'a classic script': `const code = readFileSync('node_modules/hoofbeat/dist/umd/hoofbeat.umd.js', 'utf8');
      watch();
      vm.runInThisContext(code);
      if (typeof StompJs.Client !== 'function') touched.push('nothing: it was not loaded');`,
  };
  for (const [form, load] of Object.entries(forms)) {
    test(`${form} touches nothing, compiles nothing, and keeps no process alive`, async () => {
      const script = `
        import { readFileSync } from 'node:fs';
        import { createRequire } from 'node:module';
        import vm from 'node:vm';
        const require = createRequire(import.meta.url);
        const print = console.log;
        ${traps}
        ${load}
        print('touched:', touched.join());`;
      assert.equal(await project.runScript('touch.mjs', script), 'touched:');
    });
  }
});
