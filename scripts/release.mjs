// npm run release [-- --no-test] [--dry-run]
// Checks that there is something to release, runs all tests, builds, and packs the packages into build/release/ with
// their SHA-256 sums. Publishes nothing: it prints the commands that do. --dry-run: what is missing stops nothing.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildParts } from './build.mjs';
import { inRepository, root } from './lib/paths.mjs';
import { complaints } from './lib/release-readiness.mjs';
import { run } from './lib/run.mjs';
import { fail, heading, note } from './lib/say.mjs';
import { setUp } from './setup.mjs';

const to = inRepository('build/release');
const packages = [root, inRepository('build/packages/hoofbeat-server')];
const textOf = (name) => readFileSync(inRepository(name), 'utf8');

function state() {
  const { version } = JSON.parse(textOf('package.json'));
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  return {
    version,
    changelog: textOf('CHANGELOG.md'),
    status: git('status', '--porcelain'),
    tags: git('tag', '--list'),
  };
}

function pack(directory) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', to];
  const parsed = JSON.parse(execFileSync('npm', args, { cwd: directory, encoding: 'utf8' }));
  const [{ filename }] = Array.isArray(parsed) ? parsed : Object.values(parsed);
  return filename;
}

function sumsOf(files) {
  const sumOf = (file) =>
    createHash('sha256')
      .update(readFileSync(path.join(to, file)))
      .digest('hex');
  return files.map((file) => `${sumOf(file)}  ${file}\n`).join('');
}

async function main() {
  const { values } = parseArgs({
    options: {
      'no-test': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const found = complaints(state());
  for (const complaint of found) note(complaint);
  if (found.length > 0 && !values['dry-run']) return fail('not ready to be released');

  if (!values['no-test']) await run('npm', ['run', 'test:all']);
  await setUp(['build']);
  await buildParts(['package', 'server-package']);

  heading('Packing');
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const files = packages.map(pack);
  const sums = sumsOf(files);
  writeFileSync(path.join(to, 'SHA256SUMS'), sums);
  console.log(sums);
  note(
    'to publish, from the directory build/release, where a CI attests what it built (elsewhere without --provenance):',
  );
  for (const file of files) console.log(`   npm publish --provenance --access public ./${file}`);
}

await main().catch((error) => fail(error.message));
