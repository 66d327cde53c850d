import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { promisify } from 'node:util';
import { cmakeBuild } from '../cmake.mjs';
import { inRepository, root } from '../paths.mjs';

const execute = promisify(execFile);
// By the same path everywhere: its length moves the stack.
const program = 'build/bin/hoofbeat-counts';
// tests/bench/counts/main.cpp: what is around it, start-up above all, is not counted.
const counted = 'hoofbeat_counted';
const directory = inRepository('build/counts');

// The C library picks its memcpy and the like by the processor; those without its newer instructions are the same on
// each. `rep movsb` would count as one instruction for each octet.
const newer = [
  ...['AVX', 'AVX2', 'AVX512F', 'AVX512VL', 'AVX512BW', 'AVX_Fast_Unaligned_Load', 'BMI2', 'ERMS', 'FSRM'],
  ...['Fast_Unaligned_Copy', 'LZCNT', 'RTM', 'SSE4_1', 'SSE4_2', 'SSSE3', 'Slow_BSF', 'XSAVEC'],
];
const environment = {
  PATH: process.env.PATH,
  LD_BIND_NOW: '1', // nor does the linker look anything up in what is counted
  GLIBC_TUNABLES: `glibc.cpu.hwcaps=${newer.map((name) => `-${name}`).join(',')}`,
};

/** Builds the program. */
export function buildCounts() {
  return cmakeBuild('release', { settings: { BUILD_TESTING: 'ON' }, targets: ['hoofbeat-counts'] });
}

/** What the program was built by, and the names of its inputs. */
export async function describeProgram() {
  const { stdout } = await execute(inRepository(program));
  return JSON.parse(stdout);
}

/** The sum that a file of callgrind's tells. */
export function totalOf(text) {
  const total = /^(?:totals|summary): (\d+)$/m.exec(text)?.[1];
  if (total === undefined) throw new Error('callgrind wrote no total');
  return Number(total);
}

/**
 * Counts the instructions of one input.
 *
 * @param {string} input
 * @returns {Promise<number>}
 */
export async function countInstructions(input) {
  mkdirSync(directory, { recursive: true });
  const file = `${directory}/callgrind.out.${input}`;
  const args = [
    '--tool=callgrind',
    `--toggle-collect=${counted}`,
    `--callgrind-out-file=${file}`,
    program,
    input,
  ];
  await execute('valgrind', args, { cwd: root, env: environment });
  const total = totalOf(readFileSync(file, 'utf8'));
  if (total === 0) throw new Error(`${counted} was not called`);
  return total;
}

/** @param {string[]} inputs */
export async function countAll(inputs) {
  const counts = {};
  for (const input of inputs) counts[input] = await countInstructions(input);
  return counts;
}
