// npm run release [-- [--no-test] [--dry-run] | --publish]
// Checks that there is something to release, runs all tests, builds, and packs the packages into build/release/ with
// their SHA-256 sums. Then it prints the commands that publish them, or runs them where --publish is given.
// --dry-run: what is missing stops nothing.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildParts } from './build.mjs';
import { pack, publishArguments } from './lib/pack.mjs';
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
      publish: { type: 'boolean', default: false },
    },
  });
  if (values.publish && (values['no-test'] || values['dry-run']))
    return fail('what is published has passed all tests: --publish takes neither --no-test nor --dry-run');
  const current = state();
  const found = complaints(current);
  for (const complaint of found) note(complaint);
  if (found.length > 0 && !values['dry-run']) return fail('not ready to be released');

  if (!values['no-test']) await run('npm', ['run', 'test:all']);
  await setUp(['build']);
  await buildParts(['package', 'server-package']);

  heading('Packing');
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const files = packages.map((directory) => path.basename(pack(directory, to).file));
  const sums = sumsOf(files);
  writeFileSync(path.join(to, 'SHA256SUMS'), sums);
  console.log(sums);
  const publishing = files.map((file) => publishArguments(file, current.version));
  if (!values.publish) {
    note(
      'to publish, from the directory build/release, where a CI attests what it built (elsewhere without --provenance):',
    );
    for (const args of publishing) console.log(`   npm ${args.join(' ')}`);
  } else for (const args of publishing) await run('npm', args, { cwd: to });
}

await main().catch((error) => fail(error.message));
