// Builds the npm package in dist/ from web/src and the wasm modules, in the forms of scripts/lib/package/forms.mjs: for
// each an ESM file for each entry, what they share in shared.js, and the types; the same as CommonJS in cjs/; one
// classic script in umd/. Also build/testing/, all in one with what tests need of the inside.
//   node scripts/build-package.mjs [--wasm <directory of hoofbeat*.wasm>] [--force]
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { newest, writeIfChanged } from './lib/files.mjs';
import { writeDeclarations } from './lib/package/declarations.mjs';
import { writeModuleFiles, writeProvenance } from './lib/package/provenance.mjs';
import { bundleForTests, bundlePackage } from './lib/package/scripts.mjs';
import { inRepository, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const { values: options } = parseArgs({
  options: {
    wasm: { type: 'string', default: inRepository('build/wasm/bin') },
    force: { type: 'boolean', default: false },
  },
});
const dist = inRepository('dist');
// What the linker calls them, and what the sources do.
const modules = {
  'hoofbeat.wasm': 'hoofbeat.wasm',
  'hoofbeat-sockjs.wasm': 'hoofbeat-sockjs.wasm',
  'substitution.wasm': 'substitution.bin',
};

function takeWasmModules() {
  for (const [linked, name] of Object.entries(modules)) {
    const file = resolve(options.wasm, linked);
    if (existsSync(file)) {
      writeIfChanged(readFileSync(file), inRepository('web/src/generated', name));
    } else {
      console.error(`${file} is missing: build the wasm preset first (npm run build:wasm)`);
      process.exit(1);
    }
  }
}

function printSizes() {
  const files = readdirSync(dist, { recursive: true }).filter((file) => /\.(js|wasm)$/.test(file));
  for (const file of files.sort().map((name) => join(dist, name))) {
    console.log(`${relative(root, file)} ${(statSync(file).size / 1024).toFixed(1)} KiB`);
  }
}

await run(process.execPath, [inRepository('scripts/generate-records.mjs')]);
takeWasmModules();

const stamp = inRepository('build/package.stamp');
const scripts = ['build-package.mjs', 'lib/bundle.mjs', 'lib/files.mjs', 'lib/package', 'lib/wasm-text.mjs'];
const inputs = ['web/src', 'tsconfig.json', 'package.json', ...scripts.map((name) => `scripts/${name}`)];
const upToDate =
  !options.force &&
  existsSync(stamp) &&
  existsSync(dist) &&
  Math.max(...inputs.map((path) => newest(inRepository(path)))) <= statSync(stamp).mtimeMs;
if (upToDate) {
  console.log('dist/ is up to date');
} else {
  rmSync(dist, { recursive: true, force: true });
  await bundlePackage();
  await bundleForTests();
  await writeDeclarations();
  writeModuleFiles(resolve(options.wasm));
  writeFileSync(stamp, '');
  printSizes();
}
writeProvenance(resolve(options.wasm));
