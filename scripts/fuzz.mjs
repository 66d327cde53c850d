// npm run fuzz [-- [--target name] seconds]: builds the fuzzers and runs each for so many seconds, 30 unless told.
// Inputs that reach something new stay in build/fuzz/corpus; the first ones come of the test vectors.

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { octetsOf, vectorFiles } from '../tests/wasm/support/octets.mjs';
import { cmakeBuild } from './lib/cmake.mjs';
import { inRepository } from './lib/paths.mjs';
import { runToEnd } from './lib/run.mjs';
import { fail, heading, note } from './lib/say.mjs';
import { setUp } from './setup.mjs';

/** The octets that the vectors of a directory have under these names. */
function octetsFrom(directory, members) {
  return vectorFiles(directory)
    .flatMap(([, { vectors }]) => vectors)
    .flatMap((vector) => members.filter((name) => name in vector).map((name) => octetsOf(vector[name])));
}

// How tests/fuzz/stomp_decoder_fuzz.cpp is told the version, limits and cuts.
const stompPlans = [Buffer.from([3, 0, 255, 3, 7]), Buffer.from([0, 33, 20, 0, 12])];

/** The targets and the inputs that each begins with. */
const targets = {
  json_reader_fuzz: () => octetsFrom('sockjs', ['json', 'client_messages', 'info']),
  sockjs_frame_fuzz: () => octetsFrom('sockjs', ['server_frame', 'client_messages', 'quote', 'url']),
  stomp_decoder_fuzz: () =>
    octetsFrom('stomp', ['decode']).flatMap((octets) =>
      stompPlans.map((plan) => Buffer.concat([plan, octets])),
    ),
};

const maxLength = 1024;

function writeSeeds(directory, seeds) {
  mkdirSync(directory, { recursive: true });
  for (const seed of seeds) {
    if (seed.length > maxLength) continue;
    const name = createHash('sha1').update(seed).digest('hex');
    writeFileSync(path.join(directory, name), seed);
  }
}

async function fuzz(name, seconds) {
  heading(`${name}, ${seconds} s`);
  const corpus = inRepository('build/fuzz/corpus', name);
  const findings = inRepository('build/fuzz/findings', name);
  writeSeeds(corpus, targets[name]());
  mkdirSync(findings, { recursive: true });
  const code = await runToEnd(inRepository('build/fuzz/bin', name), [
    `-max_total_time=${seconds}`,
    `-max_len=${maxLength}`,
    `-artifact_prefix=${findings}/`,
    '-timeout=10',
    '-rss_limit_mb=1024',
    '-print_final_stats=1',
    '-verbosity=0',
    corpus,
  ]);
  if (code !== 0) fail(`${name} found something: see ${findings}`);
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { target: { type: 'string', multiple: true, default: Object.keys(targets) } },
    allowPositionals: true,
  });
  const unknown = values.target.filter((name) => !(name in targets));
  if (unknown.length > 0)
    return fail(`unknown: ${unknown.join(' ')}; there are ${Object.keys(targets).join(' ')}`);
  const seconds = Number(positionals[0] ?? 30);
  if (!(seconds > 0)) return fail(`not a number of seconds: ${positionals[0]}`);
  await setUp(['build', 'fuzz']);
  await cmakeBuild('fuzz', { targets: values.target });
  for (const name of values.target) await fuzz(name, seconds);
  note('inputs that were kept: build/fuzz/corpus');
}

await main().catch((error) => fail(error.message));
