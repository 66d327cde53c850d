import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advice, complaints, readRecord } from '../../scripts/lib/size/record.mjs';
import { measureAll, scenarios } from '../../scripts/lib/size/scenarios.mjs';

test('what a page downloads has not grown past what is recorded', async () => {
  const { toolchain, sizes } = readRecord();
  const grown = complaints(await measureAll(scenarios), sizes);
  assert.equal(grown.length, 0, [...grown, advice(toolchain)].join('\n'));
});
