import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countInstructions, describeProgram } from '../../../scripts/lib/counts/callgrind.mjs';
import { advice, complaints, readRecord } from '../../../scripts/lib/counts/record.mjs';

const { toolchain, inputs } = await describeProgram();
const recorded = readRecord();

test('each input is recorded, and no other', () => {
  assert.deepEqual(Object.keys(recorded.counts), inputs);
});

for (const input of inputs) {
  test(`${input} takes as many instructions as are recorded`, async () => {
    const counted = { [input]: await countInstructions(input) };
    const changed = complaints(counted, { [input]: recorded.counts[input] });
    assert.equal(changed.length, 0, [...changed, advice(recorded.toolchain, toolchain)].join('\n'));
  });
}

test('a count can be repeated to the instruction', async () => {
  const input = 'receive-messages';
  assert.equal(await countInstructions(input), await countInstructions(input));
});
