// Builds the npm package in dist/ from web/src and the wasm modules: an ESM file for each entry with its module inside,
// what they share in shared.js, and the types; the same as CommonJS in cjs/, and as one classic script in umd/.
// Also build/testing/, all in one with what tests need of the inside.
//   node scripts/build-package.mjs [--wasm <directory of hoofbeat*.wasm>] [--force]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from './lib/bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);
const { values: options } = parseArgs({
  options: {
    wasm: { type: 'string', default: at('build/wasm/bin') },
    force: { type: 'boolean', default: false },
  },
});
const generated = at('web/src/generated');
const dist = at('dist');
const commonJS = join(dist, 'cjs');
const classic = join(dist, 'umd');
const testing = at('build/testing');
const declarations = at('build/types');
// What the linker calls them, and what the sources do.
const modules = {
  'hoofbeat.wasm': 'hoofbeat.wasm',
  'hoofbeat-sockjs.wasm': 'hoofbeat-sockjs.wasm',
  'substitution.wasm': 'substitution.bin',
};
const entries = { index: 'web/src/index.ts', sockjs: 'web/src/sockjs/sockjs.ts' };

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function writeIfChanged(content, to) {
  if (existsSync(to) && readFileSync(to).equals(content)) return;
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, content);
}

function takeWasmModules() {
  for (const [linked, name] of Object.entries(modules)) {
    const file = resolve(options.wasm, linked);
    if (existsSync(file)) {
      writeIfChanged(readFileSync(file), join(generated, name));
    } else {
      console.error(`${file} is missing: build the wasm preset first (npm run build:wasm)`);
      process.exit(1);
    }
  }
}

const published = { minify: true, sourcemap: 'linked' };

function bundleModules() {
  return bundle({
    ...published,
    entryPoints: entries,
    outdir: dist,
    splitting: true,
    chunkNames: 'shared',
  });
}

// Made from the modules, so that what they share is one file here too. Theirs is a directory in which `.js` means
// CommonJS, for tools that don't know `.cjs`.
async function bundleCommonJS() {
  const siblings = {
    name: 'siblings',
    setup: ({ onResolve }) => onResolve({ filter: /^\.\// }, ({ path }) => ({ path, external: true })),
  };
  const filesOf = (names) => names.map((name) => join(dist, `${name}.js`));
  const options = {
    ...published,
    outdir: commonJS,
    format: 'cjs',
    platform: 'node',
    supported: { 'dynamic-import': false }, // require() then
    plugins: [siblings],
  };
  await bundle({ ...options, entryPoints: filesOf(['index', 'shared']) });
  // The constructor itself, as sockjs-client's is, with the exports on it.
  const footer =
    'module.exports=Object.defineProperties(module.exports.SockJS,Object.getOwnPropertyDescriptors(module.exports));';
  await bundle({ ...options, entryPoints: filesOf(['sockjs']), footer: { js: footer } });
  writeFileSync(join(commonJS, 'package.json'), '{ "type": "commonjs", "sideEffects": false }\n');
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
    outfile: join(classic, 'hoofbeat.umd.js'),
    format: 'iife',
    globalName: 'hoofbeat',
    banner: { js: banner },
    footer: { js: 'return hoofbeat;\n});' },
  });
  writeFileSync(join(classic, 'package.json'), '{ "type": "commonjs" }\n');
}

function bundleForTests() {
  return bundle({
    entryPoints: ['web/src/testing.ts'],
    outfile: join(testing, 'hoofbeat.js'),
    sourcemap: 'inline',
  });
}

// Declarations of what can be reached from the entries; the others are of no use to anybody. They are there twice,
// since their directory tells TypeScript whether they are of modules or of CommonJS.
function takeDeclarations() {
  rmSync(declarations, { recursive: true, force: true });
  run(
    process.execPath,
    at('node_modules/typescript/bin/tsc'),
    '-p',
    'tsconfig.json',
    '--outDir',
    declarations,
  );
  const wanted = new Set();
  const visit = (file) => {
    if (wanted.has(file)) return;
    wanted.add(file);
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']*)\.js'/g)) {
      visit(resolve(dirname(file), `${specifier}.d.ts`));
    }
  };
  for (const entry of Object.values(entries)) {
    visit(join(declarations, relative('web/src', entry)).replace(/\.ts$/, '.d.ts'));
  }
  for (const file of wanted) {
    for (const directory of [dist, commonJS]) {
      writeIfChanged(readFileSync(file), join(directory, relative(declarations, file)));
    }
  }
  writeIfChanged(readFileSync(at('web/src/sockjs-commonjs.d.ts')), join(commonJS, 'sockjs.d.ts'));
  const ofAll = readFileSync(join(declarations, 'classic.d.ts'), 'utf8').replaceAll("'./", "'../cjs/");
  const globals = 'export as namespace hoofbeat;\nexport as namespace StompJs;\n';
  writeIfChanged(Buffer.from(ofAll + globals), join(classic, 'hoofbeat.umd.d.ts'));
}

function printSizes() {
  for (const directory of [dist, commonJS, classic]) {
    for (const name of readdirSync(directory).filter((file) => file.endsWith('.js'))) {
      const file = join(directory, name);
      console.log(`${relative(root, file)} ${(statSync(file).size / 1024).toFixed(1)} KiB`);
    }
  }
}

run(process.execPath, at('scripts/generate-records.mjs'));
takeWasmModules();

const stamp = at('build/package.stamp');
const scripts = ['scripts/build-package.mjs', 'scripts/lib/bundle.mjs', 'scripts/lib/wasm-text.mjs'];
const inputs = ['web/src', 'tsconfig.json', 'package.json', ...scripts].map((path) => at(path));
const upToDate =
  !options.force &&
  existsSync(stamp) &&
  existsSync(dist) &&
  Math.max(...inputs.map(newest)) <= statSync(stamp).mtimeMs;
if (upToDate) {
  console.log('dist/ is up to date');
} else {
  rmSync(dist, { recursive: true, force: true });
  await bundleModules();
  await bundleCommonJS();
  await bundleClassicScript();
  await bundleForTests();
  takeDeclarations();
  writeFileSync(stamp, '');
  printSizes();
}
