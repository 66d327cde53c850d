// node scripts/build.mjs [wasm] [package] [server] [server-package]
// Builds the named parts and what they need; with no name, everything.

import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { cmakeBuild } from './lib/cmake.mjs';
import { inRepository } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { duration, fail, heading, note } from './lib/say.mjs';
import { setUp } from './setup.mjs';

async function runScript(name) {
  await run(process.execPath, [inRepository('scripts', name)]);
}

// In building order.
const parts = {
  wasm: {
    title: 'the core as WebAssembly',
    needs: [],
    async build() {
      await runScript('generate-records.mjs');
      await cmakeBuild('wasm');
    },
  },
  package: {
    title: 'the package in dist/',
    needs: ['wasm'],
    build: () => runScript('build-package.mjs'),
  },
  server: {
    title: 'the server build/bin/hoofbeat-server',
    needs: [],
    build: () =>
      cmakeBuild('release', {
        targets: ['hoofbeat-server'],
        // The tests want packages that running the server does not. `npm test` turns them on.
        initially: { BUILD_TESTING: 'OFF' },
      }),
  },
  'server-package': {
    title: 'the npm package hoofbeat-server, for this platform',
    needs: ['package'],
    build: () => runScript('build-server-package.mjs'),
  },
};

/** The names of all parts. */
export const partNames = Object.keys(parts);

function withNeeds(names) {
  return names.flatMap((name) => [...withNeeds(parts[name].needs), name]);
}

/**
 * Builds these parts, after what they need.
 *
 * @param {string[]} names of `partNames`
 */
export async function buildParts(names) {
  const wanted = new Set(withNeeds(names));
  for (const [name, part] of Object.entries(parts)) {
    if (!wanted.has(name)) continue;
    heading(`Building ${part.title}`);
    const begin = performance.now();
    await part.build();
    note(`done in ${duration(performance.now() - begin)}`);
  }
}

async function main() {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length > 0) return fail(`unknown: ${unknown.join(' ')}; there are ${partNames.join(' ')}`);
  await setUp(['build']);
  await buildParts(names.length > 0 ? names : partNames);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main().catch((error) => fail(error.message));
