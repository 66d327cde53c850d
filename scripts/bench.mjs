// npm run bench [-- --quick] [--out DIR] [codec page …]
// Measures the package and the server against others in the same run; with no name, all there is. Prints a table and
// writes it with all rounds to DIR/bench.json, and as charts to DIR/goals.svg and DIR/growth.svg.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { goalChart } from '../tests/bench/goal-chart.mjs';
import { growthChart } from '../tests/bench/growth-chart.mjs';
import { machineFacts } from '../tests/bench/machine.mjs';
import { tableLines } from '../tests/bench/report-table.mjs';
import { prepare, sections } from '../tests/bench/sections.mjs';
import { summary } from '../tests/bench/statistics.mjs';
import { inRepository } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { duration, fail, heading, note } from './lib/say.mjs';
import { setUp } from './setup.mjs';

const longest = 4 * 60_000; // of a section

async function measureSection(name, { quick }) {
  const directory = inRepository('build/bench/work');
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${name}.json`);
  rmSync(file, { force: true });
  const args = [inRepository('tests/bench/section.mjs'), name, file, ...(quick ? ['--quick'] : [])];
  await run(process.execPath, args, { timeout: longest });
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What was measured, as it is written. */
async function measureAll(names, options) {
  const report = { machine: machineFacts(), quick: options.quick, rows: [], series: [], failed: [] };
  for (const name of names) {
    heading(sections[name].title);
    const begin = performance.now();
    try {
      const { rows, series = [], facts = {} } = await measureSection(name, options);
      Object.assign(report.machine, facts);
      report.rows.push(...rows.map((row) => ({ section: name, ...row, summary: summary(row) })));
      report.series.push(...series.map((each) => ({ section: name, ...each })));
      for (const line of tableLines(rows)) console.log(line);
    } catch (error) {
      report.failed.push(name);
      fail(error.message);
    }
    note(`measured in ${duration(performance.now() - begin)}`);
  }
  return report;
}

function writeReport(report, directory) {
  mkdirSync(directory, { recursive: true });
  const write = (name, content) => writeFileSync(path.join(directory, name), content);
  write('bench.json', `${JSON.stringify(report, null, 1)}\n`);
  if (report.rows.some(({ goal }) => goal)) write('goals.svg', goalChart(report.rows));
  if (report.series.length > 0) write('growth.svg', growthChart(report.series));
}

async function main() {
  const { values: options, positionals } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      out: { type: 'string', default: inRepository('build/bench') },
    },
    allowPositionals: true,
  });
  const names = positionals.length > 0 ? positionals : Object.keys(sections);
  const unknown = names.filter((name) => !(name in sections));
  if (unknown.length > 0)
    return fail(`unknown: ${unknown.join(' ')}; there are ${Object.keys(sections).join(' ')}`);
  await setUp(['build', 'test']);
  await prepare(names);

  const begin = performance.now();
  const report = await measureAll(names, options);
  writeReport(report, options.out);
  const goals = report.rows.filter(({ goal }) => goal);
  const reached = goals.filter(({ summary }) => summary.reached).length;
  heading('Summary');
  console.log(
    `${reached} of ${goals.length} goals reached; measured in ${duration(performance.now() - begin)}`,
  );
  if (options.quick) note('quick: too few rounds to rely on');
  note(`all rounds and charts: ${path.relative(process.cwd(), options.out) || '.'}`);
  if (report.failed.length > 0) fail(`failed: ${report.failed.join(' ')}`);
}

await main().catch((error) => fail(error.message));
