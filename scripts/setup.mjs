// node scripts/setup.mjs [--dry-run] [build] [test] [bench] [lint] [fuzz]
// Installs what is missing for building, testing, measuring, linting or fuzzing; with no name, for building.

import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installPackages, packageGroups } from './lib/debian-packages.mjs';
import { installNodeModules } from './lib/node-modules.mjs';
import { fail, note } from './lib/say.mjs';

const oldestNode = 20;

/**
 * Afterwards everything is there that the named groups need. Quick when it was.
 *
 * @param {string[]} groupNames keys of `packageGroups`
 * @param {{dryRun?: boolean}} [options] dryRun: tell what would be installed, and install nothing
 */
export async function setUp(groupNames, options) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode)
    throw new Error(`Node.js ${oldestNode} or newer is needed; this is ${process.versions.node}`);
  await installPackages(groupNames, options);
  await installNodeModules(options);
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { 'dry-run': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !(name in packageGroups));
  if (unknown.length > 0)
    return fail(`unknown: ${unknown.join(' ')}; there are ${Object.keys(packageGroups).join(' ')}`);
  const groupNames = positionals.length > 0 ? positionals : ['build'];
  await setUp(groupNames, { dryRun: values['dry-run'] });
  note(values['dry-run'] ? 'a dry run: nothing was installed' : `set up: ${groupNames.join(' ')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main().catch((error) => fail(error.message));
