// node examples/frameworks/build.mjs
// Installs what package-lock.json beside it names, and the package as npm would publish it; checks types; builds.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';

const directory = path.dirname(fileURLToPath(import.meta.url));
const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=warn'];

const inDirectory = (command, ...args) => run(command, args, { cwd: directory });

async function installModules() {
  const stampFile = path.join(directory, 'node_modules/.lock-hash');
  const lock = readFileSync(path.join(directory, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  await inDirectory('npm', 'ci', ...quietly);
  writeFileSync(stampFile, hash);
}

async function installPackage() {
  const packages = inRepository('build/frameworks-package');
  const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  mkdirSync(packages, { recursive: true });
  await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', packages]);
  const tarball = path.join(packages, `hoofbeat-${version}.tgz`);
  // Not saved: its hash is another after each build.
  await inDirectory(
    'npm',
    'install',
    '--no-save',
    '--no-package-lock',
    '--prefer-offline',
    ...quietly,
    tarball,
  );
}

/**
 * Makes the pages in build/frameworks/. The package has to be built.
 *
 * @param {{forTests?: boolean}} [options] forTests: also with the frameworks' builds for development, since React's
 *   StrictMode mounts twice in these alone, in build/frameworks-development/
 */
export async function buildFrameworks({ forTests = false } = {}) {
  await installModules();
  await installPackage();
  await inDirectory('npm', 'run', 'check');
  await inDirectory('npm', 'run', 'build');
  if (forTests) await inDirectory('npm', 'run', 'build:development');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildFrameworks();
