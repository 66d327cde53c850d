import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advice, complaints } from '../../scripts/lib/size/record.mjs';

const recorded = { client: { gzip: 1000, brotli: 900 }, sockjs: { gzip: 2000, brotli: 1800 } };
const changed = (name, sizes) => ({ ...recorded, [name]: { ...recorded[name], ...sizes } });

test('sizes that are recorded, smaller ones, and the noise of a compressor are no complaint', () => {
  assert.deepEqual(complaints(recorded, recorded), []);
  assert.deepEqual(complaints(changed('client', { gzip: 900, brotli: 916 }), recorded), []);
});

test('growth in either measure is a complaint that tells how much', () => {
  const [first, second, ...others] = complaints(changed('client', { gzip: 1017, brotli: 1200 }), recorded);
  assert.match(first, /^client: 1017 octets by gzip, 17 more than the 1000/);
  assert.match(second, /^client: 1200 octets by brotli, 300 more than the 900/);
  assert.deepEqual(others, []);
});

test('a scenario that only one side knows is a complaint', () => {
  const { client } = recorded;
  assert.match(complaints({ client }, recorded).join(), /^sockjs: is recorded/);
  assert.match(complaints(recorded, { client }).join(), /^sockjs: nothing is recorded/);
});

test('the advice says how to record, and which tool is another one', () => {
  const same = advice({ esbuild: '1.0.0' }, { esbuild: '1.0.0' });
  assert.match(same, /npm run size -- --record/);
  assert.doesNotMatch(same, /esbuild/);
  assert.match(advice({ esbuild: '1.0.0' }, { esbuild: '2.0.0' }), /esbuild is 2\.0\.0 here and was 1\.0\.0/);
});
