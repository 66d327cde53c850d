// npm run docs: makes the API reference of the package in build/docs/, from its types (typedoc.json). What is public and
// not described is an error.

import process from 'node:process';
import { inRepository } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { fail, note } from './lib/say.mjs';
import { setUp } from './setup.mjs';

async function main() {
  await setUp(['build']);
  await run(process.execPath, [inRepository('scripts/generate-records.mjs')]);
  await run(process.execPath, [inRepository('node_modules/typedoc/bin/typedoc')]);
  note('build/docs/index.html');
}

await main().catch((error) => fail(error.message));
