// Builds the npm package in dist/ from web/src and the wasm module: one ESM file with the module inside, and its types.
// Also build/testing/, the same with what tests need of the inside.
//   node scripts/build-package.mjs [--wasm <directory of hoofbeat.js and hoofbeat.wasm>] [--force]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

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
const testing = at('build/testing');
const declarations = at('build/types');

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

// The glue can load a module by itself in pages and workers. It is handed one, so what it would need is cut out; and
// nothing of its surroundings is looked at when the package is imported.
async function withoutSurroundings(glue) {
  const { transform } = await import('esbuild');
  const absent = ['window', 'document', 'importScripts', 'process'].map((name) => [name, 'undefined']);
  const { code } = await transform(glue, {
    define: Object.fromEntries(absent),
    minifySyntax: true,
    format: 'esm',
  });
  return Buffer.from(code);
}

async function takeWasmModule() {
  const from = (name) => {
    const file = resolve(options.wasm, name);
    if (existsSync(file)) return readFileSync(file);
    console.error(`${file} is missing: build the wasm preset first (npm run build:wasm)`);
    process.exit(1);
  };
  writeIfChanged(from('hoofbeat.wasm'), join(generated, 'hoofbeat.wasm'));
  writeIfChanged(await withoutSurroundings(from('hoofbeat.js')), join(generated, 'hoofbeat.js'));
}

async function bundle(entry, outfile, more) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [at(entry)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    loader: { '.wasm': 'base64' },
    legalComments: 'none',
    logLevel: 'warning',
    ...more,
  });
}

// Declarations of what can be reached from the entry; the others are of no use to anybody.
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
  visit(join(declarations, 'index.d.ts'));
  for (const file of wanted) writeIfChanged(readFileSync(file), join(dist, relative(declarations, file)));
}

run(process.execPath, at('scripts/generate-records.mjs'));
await takeWasmModule();

const stamp = at('build/package.stamp');
const inputs = ['web/src', 'tsconfig.json', 'package.json', 'scripts/build-package.mjs'].map((path) =>
  at(path),
);
const upToDate =
  !options.force &&
  existsSync(stamp) &&
  existsSync(dist) &&
  Math.max(...inputs.map(newest)) <= statSync(stamp).mtimeMs;
if (upToDate) {
  console.log('dist/ is up to date');
} else {
  rmSync(dist, { recursive: true, force: true });
  await bundle('web/src/index.ts', join(dist, 'index.js'), { minify: true, sourcemap: 'linked' });
  await bundle('web/src/testing.ts', join(testing, 'hoofbeat.js'), { sourcemap: 'inline' });
  takeDeclarations();
  writeFileSync(stamp, '');
  const size = statSync(join(dist, 'index.js')).size;
  console.log(`dist/index.js ${(size / 1024).toFixed(1)} KiB`);
}
