// npm run check: is everything formatted, and does the linter find nothing?
// npm run format (check --write): formats everything, and mends what the linter can mend.

import process from 'node:process';
import { cppFiles } from './lib/cpp-files.mjs';
import { runToEnd } from './lib/run.mjs';

async function main() {
  const write = process.argv.includes('--write');
  const clangFormat = write ? ['-i'] : ['--dry-run', '-Werror', '--ferror-limit=1'];
  const cpp = await runToEnd('clang-format', [...clangFormat, ...cppFiles(['.cpp', '.hpp'])]);
  const web = await runToEnd('npx', ['biome', 'check', ...(write ? ['--write'] : [])]);
  process.exitCode = cpp === 0 && web === 0 ? 0 : 1;
}

await main();
