// npm test [-- unit wasm … | --all]
// Installs and builds what is missing and runs the named test suites; with no name, all but those that take long, which
// `npm run test:all` runs too.
// The last line is `N passed, N failed`; the exit code is 0 only where every suite passed.

import process from 'node:process';
import { bold, duration, fail, green, heading, red } from './lib/say.mjs';
import { suites } from './lib/suites.mjs';
import { setUp } from './setup.mjs';

/** What is wrong with a suite that ended so; undefined where it passed. */
function complaint({ passed, failed, skipped, exitCode, filesWithoutTests = [] }) {
  if (filesWithoutTests.length > 0) return `no test in ${filesWithoutTests.join(' ')}`;
  if (failed > 0) return `${failed} failed`;
  if (skipped > 0) return `${skipped} skipped`;
  if (exitCode !== 0) return `exit code ${exitCode}`;
  if (passed === 0) return 'no test ran';
  return undefined;
}

async function runSuite(name) {
  const begin = performance.now();
  let counts = { passed: 0, failed: 0, skipped: 0, exitCode: 0 };
  let problem;
  try {
    await suites[name].prepare();
    heading(`Suite ${name}: ${suites[name].title}`);
    counts = await suites[name].run();
    problem = complaint(counts);
  } catch (error) {
    console.error(red(error.message));
    problem = 'could not be built or run';
  }
  // A suite that failed before or beside its tests is one failure too.
  if (problem !== undefined && counts.failed === 0) counts.failed = 1;
  const took = performance.now() - begin;
  const verdict = problem === undefined ? green('passed') : red(problem);
  console.log(`Suite ${name}: ${verdict} after ${duration(took)}`);
  return { name, ...counts, took, problem };
}

function printTable(results) {
  heading('Summary');
  const row = (...cells) =>
    `   ${cells[0].padEnd(12)}${cells
      .slice(1, 4)
      .map((cell) => String(cell).padStart(13))
      .join('')}`;
  console.log(bold(row('suite', 'passed', 'failed', 'time')));
  for (const { name, passed, failed, took, problem } of results) {
    const line = row(name, passed, failed, duration(took));
    console.log(problem === undefined ? line : red(`${line}   ${problem}`));
  }
}

async function main() {
  const given = process.argv.slice(2);
  const all = given.includes('--all');
  const named = given.filter((name) => name !== '--all');
  const unknown = named.filter((name) => !(name in suites));
  if (unknown.length > 0)
    return fail(`unknown: ${unknown.join(' ')}; there are ${Object.keys(suites).join(' ')}`);
  const isWanted = (name) => all || (named.length === 0 ? !suites[name].long : named.includes(name));
  const names = Object.keys(suites).filter(isWanted);

  await setUp(['build', 'test']);
  const results = [];
  for (const name of names) results.push(await runSuite(name));

  printTable(results);
  const sum = (member) => results.reduce((total, result) => total + result[member], 0);
  if (results.some(({ problem }) => problem !== undefined)) process.exitCode = 1;
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
}

await main().catch((error) => {
  fail(error.message);
  console.log('0 passed, 1 failed');
});
