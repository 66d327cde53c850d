// npm run lint:cpp [-- path …]: clang-tidy over our C++ sources, or over those whose path begins so.

import process from 'node:process';
import { cmakeConfigure, jobs } from './lib/cmake.mjs';
import { cppFiles } from './lib/cpp-files.mjs';
import { runToEnd } from './lib/run.mjs';
import { fail, heading } from './lib/say.mjs';
import { setUp } from './setup.mjs';

function filesToLint(prefixes) {
  const native = cppFiles(['.cpp']).filter(
    (file) => !file.startsWith('wasm/') && !file.startsWith('tests/fuzz/'),
  );
  return prefixes.length === 0
    ? native
    : native.filter((file) => prefixes.some((prefix) => file.startsWith(prefix)));
}

async function main() {
  await setUp(['build', 'test', 'lint']);
  const database = await cmakeConfigure('lint');
  const waiting = filesToLint(process.argv.slice(2));
  if (waiting.length === 0) return fail('no file to look at');
  heading(`clang-tidy over ${waiting.length} files`);
  const failed = [];
  const lintNext = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      console.log(file);
      if ((await runToEnd('clang-tidy', ['--quiet', '-p', database, file])) !== 0) failed.push(file);
    }
  };
  await Promise.all(Array.from({ length: jobs }, lintNext));
  if (failed.length > 0) fail(`clang-tidy complains about ${failed.join(' ')}`);
}

await main().catch((error) => fail(error.message));
