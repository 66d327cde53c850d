import { readFileSync, writeFileSync } from 'node:fs';
import { inRepository } from '../paths.mjs';
import { differingTools } from '../toolchain.mjs';

const file = inRepository('tests/bench/counts/recorded.json');
/** Of what is recorded: such a change is explained in the commit that makes it. */
const tolerance = 0.02;

export function readRecord() {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * @param {Record<string, string>} toolchain
 * @param {Record<string, number>} counts by input
 */
export function writeRecord(toolchain, counts) {
  writeFileSync(file, `${JSON.stringify({ toolchain, counts }, null, 2)}\n`);
}

/** +2.5 % */
export function changeText(was, is) {
  const percent = (100 * (is - was)) / was;
  return `${percent < 0 ? '' : '+'}${percent.toFixed(2)} %`;
}

function complaintOf(input, was, is) {
  if (was === undefined) return `${input}: nothing is recorded`;
  if (is === undefined) return `${input}: is recorded, but no longer counted`;
  if (Math.abs(is - was) <= tolerance * was) return undefined;
  return `${input}: ${is} instructions, ${changeText(was, is)} of the ${was} that are recorded`;
}

/**
 * What has changed by more than the tolerance, in either direction, one line each.
 *
 * @param {Record<string, number>} counted
 * @param {Record<string, number>} recorded
 */
export function complaints(counted, recorded) {
  const inputs = new Set([...Object.keys(recorded), ...Object.keys(counted)]);
  return [...inputs]
    .map((input) => complaintOf(input, recorded[input], counted[input]))
    .filter((complaint) => complaint !== undefined);
}

/** What to tell with complaints. */
export function advice(recorded, present) {
  const differing = differingTools(recorded, present);
  return [
    'Where it is on purpose: `npm run counts -- --record`, and the commit explains it.',
    'Where it is not: `callgrind_annotate build/counts/callgrind.out.<input>` tells which functions it is spent in.',
    ...(differing.length > 0
      ? ['But the counts are of other tools, and can hardly be compared:', ...differing]
      : []),
  ].join('\n');
}
