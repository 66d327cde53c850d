import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * Installs the development tools that a directory's package-lock.json names, unless they are there.
 *
 * @param {{dryRun?: boolean, directory?: string}} [options] dryRun: only tell
 */
export async function installNodeModules({ dryRun = false, directory = root } = {}) {
  const lock = path.join(directory, 'package-lock.json');
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  const stampFile = path.join(directory, 'node_modules/.hoofbeat-lock-hash');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  console.log(`Installing the development tools that ${path.relative(root, lock)} names (npm ci)`);
  if (dryRun) return;
  // None of them needs its install script, and a script is code that runs unseen.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=warn'];
  await run('npm', args, { cwd: directory });
  writeFileSync(stampFile, hash);
}
