// npm run counts [-- --record]: how many instructions fixed inputs take, under valgrind's callgrind, against
// what is recorded in tests/bench/counts/recorded.json. With --record, the counts become those.

import { parseArgs } from 'node:util';
import { buildCounts, countAll, describeProgram } from './lib/counts/callgrind.mjs';
import { advice, changeText, complaints, readRecord, writeRecord } from './lib/counts/record.mjs';
import { fail, heading, note } from './lib/say.mjs';
import { setUp } from './setup.mjs';

function print(counts, recorded) {
  heading('Instructions');
  for (const [input, count] of Object.entries(counts)) {
    const was = recorded[input];
    const change = was === undefined ? '' : `   ${changeText(was, count)} of what is recorded`;
    console.log(`${input.padEnd(20)}${count.toLocaleString('en').padStart(14)}${change}`);
  }
}

async function main() {
  const { values } = parseArgs({ options: { record: { type: 'boolean', default: false } } });
  await setUp(['build', 'test']);
  await buildCounts();
  const { toolchain, inputs } = await describeProgram();
  const counts = await countAll(inputs);
  if (values.record) {
    print(counts, {});
    writeRecord(toolchain, counts);
    note('recorded: tests/bench/counts/recorded.json');
    return;
  }
  const recorded = readRecord();
  print(counts, recorded.counts);
  const changed = complaints(counts, recorded.counts);
  if (changed.length > 0) fail([...changed, advice(recorded.toolchain, toolchain)].join('\n'));
}

await main().catch((error) => fail(error.message));
