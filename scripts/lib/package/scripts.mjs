// The package's scripts, out of web/src.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../bundle.mjs';
import { inRepository } from '../paths.mjs';
import { beside, forms, inside, without } from './forms.mjs';

const dist = inRepository('dist');
const commonJS = join(dist, 'cjs');
const published = { minify: true, sourcemap: 'linked' };

function bundleModules(form) {
  const options = {
    ...published,
    entryPoints: form.entries,
    outdir: join(dist, form.directory),
    splitting: true,
    chunkNames: 'shared',
  };
  return bundle(options, form);
}

// What a module knows by import.meta, of the one that is beside the .wasm; asked for only where Node runs it.
const urlOfModule = `const modules = { get url() {
  const { pathToFileURL } = process.getBuiltinModule('url');
  return new URL('../../streaming/', pathToFileURL(__filename)).href;
} };`;

// Made from the modules, so that what they share is one file here too. Theirs is a directory in which `.js` means
// CommonJS, for tools that don't know `.cjs`.
async function bundleCommonJS(form) {
  const siblings = {
    name: 'siblings',
    setup: ({ onResolve }) => onResolve({ filter: /^\.\// }, ({ path }) => ({ path, external: true })),
  };
  const filesOf = (names) => names.map((name) => join(dist, form.directory, `${name}.js`));
  const options = {
    ...published,
    outdir: join(commonJS, form.directory),
    format: 'cjs',
    platform: 'node',
    supported: { 'dynamic-import': false }, // require() then
    plugins: [siblings],
    ...(form === beside && { define: { 'import.meta.url': 'modules.url' }, banner: { js: urlOfModule } }),
  };
  await bundle({ ...options, entryPoints: filesOf(['index', 'shared']) }, form);
  // The constructor itself, as sockjs-client's is, with the exports on it.
  const footer =
    'module.exports=Object.defineProperties(module.exports.SockJS,Object.getOwnPropertyDescriptors(module.exports));';
  await bundle({ ...options, entryPoints: filesOf(['sockjs']), footer: { js: footer } }, form);
}

// One file for <script>, importScripts() and loaders of AMD and CommonJS. Only where no loader takes it there are
// globals: what the files that it replaces have set stays.
async function bundleClassicScript() {
  const banner = `(function (root, factory) {
  if (typeof exports === 'object' && typeof module === 'object') module.exports = factory();
  else if (typeof define === 'function' && define.amd) define([], factory);
  else {
    root.hoofbeat = factory();
    root.StompJs ??= root.hoofbeat;
    root.SockJS ??= root.hoofbeat.SockJS;
  }
})(globalThis, function () {`;
  await bundle({
    ...published,
    entryPoints: ['web/src/classic.ts'],
    outfile: join(dist, 'umd/hoofbeat.umd.js'),
    format: 'iife',
    globalName: 'hoofbeat',
    banner: { js: banner },
    footer: { js: 'return hoofbeat;\n});' },
  });
}

/** Writes dist/, but for declarations and what is no script. */
export async function bundlePackage() {
  for (const form of forms) {
    await bundleModules(form);
    await bundleCommonJS(form);
  }
  await bundleClassicScript();
  writeFileSync(join(commonJS, 'package.json'), '{ "type": "commonjs", "sideEffects": false }\n');
  writeFileSync(join(dist, 'umd/package.json'), '{ "type": "commonjs" }\n');
}

/** Writes what tests need of the inside, in one file, with the core as WebAssembly and as JavaScript. */
export async function bundleForTests() {
  for (const [name, form] of Object.entries({ hoofbeat: inside, 'no-wasm': without })) {
    const outfile = inRepository('build/testing', `${name}.js`);
    await bundle({ entryPoints: ['web/src/testing.ts'], outfile, sourcemap: 'inline' }, form);
  }
}
