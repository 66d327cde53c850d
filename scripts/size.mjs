// npm run size [-- --record]: what a page downloads, what each part of it costs, and what its peers download.
// Writes build/size/report.txt and build/size/size.json. With --record, the totals become those that may not be
// passed: tests/size/recorded.json.

import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildParts } from './build.mjs';
import { inRepository } from './lib/paths.mjs';
import { fail, note } from './lib/say.mjs';
import { modules, partsOf } from './lib/size/modules.mjs';
import { advice, complaints, readRecord, toolchain, writeRecord } from './lib/size/record.mjs';
import { reportText } from './lib/size/report.mjs';
import { measureAll, peers, scenarios } from './lib/size/scenarios.mjs';
import { setUp } from './setup.mjs';

const directory = inRepository('build/size');

function write(name, text) {
  mkdirSync(directory, { recursive: true });
  writeFileSync(`${directory}/${name}`, text);
}

async function measured() {
  const parts = await Promise.all(Object.keys(modules).map(async (name) => [name, await partsOf(name)]));
  return {
    scenarios,
    peers,
    measured: await measureAll(scenarios),
    measuredPeers: await measureAll(peers),
    parts: Object.fromEntries(parts),
  };
}

function compare(sizes) {
  const { sizes: recorded, toolchain: tools } = readRecord();
  const grown = complaints(sizes, recorded);
  if (grown.length > 0) fail([...grown, advice(tools)].join('\n'));
}

async function main() {
  const { values } = parseArgs({ options: { record: { type: 'boolean', default: false } } });
  await setUp(['build']);
  await buildParts(['package']);
  const report = await measured();
  const text = reportText(report);
  console.log(text);
  write('report.txt', text);
  const { measured: sizes, measuredPeers, parts } = report;
  write(
    'size.json',
    `${JSON.stringify({ toolchain: toolchain(), sizes, peers: measuredPeers, parts }, null, 2)}\n`,
  );
  note('written: build/size/report.txt, build/size/size.json');
  if (values.record) {
    writeRecord(sizes);
    note('recorded: tests/size/recorded.json');
  } else {
    compare(sizes);
  }
}

await main().catch((error) => fail(error.message));
