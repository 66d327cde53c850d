// npm run bench:native [-- --quick] [pattern]: times codec, client session and broker natively, without I/O; those
// whose name the pattern matches. Prints a table and writes build/bench/native.json. CPU time counts, and the
// benchmarks take turns.

import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { parseArgs, promisify } from 'node:util';
import { cmakeBuild } from './lib/cmake.mjs';
import { inRepository } from './lib/paths.mjs';
import { fail, note } from './lib/say.mjs';
import { setUp } from './setup.mjs';

const target = 'hoofbeat-bench-native';
const results = 'build/bench/native.json';

async function build() {
  await cmakeBuild('release', {
    settings: { HOOFBEAT_MICRO_BENCH: 'ON' },
    initially: { BUILD_TESTING: 'OFF' },
    targets: [target],
  });
}

async function measure(pattern, { repetitions, seconds }) {
  mkdirSync(inRepository('build/bench'), { recursive: true });
  await promisify(execFile)(inRepository('build/bin', target), [
    `--benchmark_filter=${pattern}`,
    `--benchmark_repetitions=${repetitions}`,
    `--benchmark_min_time=${seconds}`,
    '--benchmark_enable_random_interleaving=true',
    `--benchmark_out=${inRepository(results)}`,
    '--benchmark_out_format=json',
  ]);
  return JSON.parse(readFileSync(inRepository(results), 'utf8')).benchmarks;
}

/** Of each benchmark, its repetitions from the fastest to the slowest; in the order of the source. */
function repetitionsOf(benchmarks) {
  const runs = benchmarks.filter((each) => each.run_type === 'iteration');
  runs.sort((a, b) => a.family_index - b.family_index || a.cpu_time - b.cpu_time);
  const groups = new Map();
  for (const run of runs) groups.set(run.run_name, [...(groups.get(run.run_name) ?? []), run]);
  return groups;
}

function rate(perSecond) {
  const [divisor, prefix] = [
    [1e9, 'G'],
    [1e6, 'M'],
  ].find(([least]) => perSecond >= least) ?? [1e3, 'k'];
  return `${(perSecond / divisor).toFixed(1)} ${prefix}`;
}

const nanoseconds = (value) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });

function row(name, median, spread, octets, items) {
  return `${name.padEnd(44)}${median.padStart(10)} ${spread.padEnd(24)}${octets.padStart(12)}${items.padStart(12)}`;
}

function print(groups) {
  console.log(row('', 'CPU, ns', '(least … most)', 'octets/s', 'items/s'));
  for (const [name, runs] of groups) {
    const median = runs[Math.floor(runs.length / 2)];
    const spread = `(${nanoseconds(runs[0].cpu_time)} … ${nanoseconds(runs.at(-1).cpu_time)})`;
    const rates = [rate(median.bytes_per_second), rate(median.items_per_second)];
    console.log(row(name, nanoseconds(median.cpu_time), spread, ...rates));
  }
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { quick: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const thoroughly = { repetitions: 9, seconds: 0.1 };
  const quickly = { repetitions: 3, seconds: 0.02 };
  await setUp(['build', 'bench']);
  await build();
  const benchmarks = await measure(positionals[0] ?? '.', values.quick ? quickly : thoroughly);
  const failed = benchmarks.filter((each) => each.error_occurred);
  for (const { name, error_message } of failed) fail(`${name}: ${error_message}`);
  print(repetitionsOf(benchmarks.filter((each) => !each.error_occurred)));
  note(`written: ${results}`);
}

await main().catch((error) => fail(error.message));
