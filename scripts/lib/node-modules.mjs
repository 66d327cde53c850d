import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRepository } from './paths.mjs';
import { run } from './run.mjs';

const stampFile = inRepository('node_modules/.hoofbeat-lock-hash');

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(inRepository('package-lock.json')))
    .digest('hex');
}

function isUpToDate() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash();
}

/**
 * Installs the development tools that package-lock.json names, unless they are there.
 *
 * @param {{dryRun?: boolean}} [options] dryRun: only tell
 */
export async function installNodeModules({ dryRun = false } = {}) {
  if (isUpToDate()) return;
  console.log('Installing the development tools that package-lock.json names (npm ci)');
  if (dryRun) return;
  // None of them needs its install script, and a script is code that runs unseen.
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=warn']);
  writeFileSync(stampFile, lockHash());
}
