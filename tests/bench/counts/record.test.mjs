import assert from 'node:assert/strict';
import { test } from 'node:test';
import { totalOf } from '../../../scripts/lib/counts/callgrind.mjs';
import { advice, complaints } from '../../../scripts/lib/counts/record.mjs';

const recorded = { decode: 1000, encode: 2000 };

test('a change of 2 % is no complaint, a larger one is, in either direction', () => {
  assert.deepEqual(complaints({ decode: 1020, encode: 1960 }, recorded), []);
  const [more, less, ...others] = complaints({ decode: 1021, encode: 1959 }, recorded);
  assert.match(more, /^decode: 1021 instructions, \+2\.10 % of the 1000/);
  assert.match(less, /^encode: 1959 instructions, -2\.05 % of the 2000/);
  assert.deepEqual(others, []);
});

test('an input that only one side knows is a complaint', () => {
  assert.deepEqual(complaints({ decode: 1000, fold: 1 }, recorded), [
    'encode: is recorded, but no longer counted',
    'fold: nothing is recorded',
  ]);
});

test('the advice says how to record, and which tool is another one', () => {
  const tools = { compiler: 'GNU 12.2.0', libc: 'glibc 2.36' };
  assert.match(advice(tools, tools), /npm run counts -- --record/);
  assert.doesNotMatch(advice(tools, tools), /compiler/);
  const other = advice(tools, { ...tools, compiler: 'GNU 14.1.0' });
  assert.match(other, /compiler is GNU 14\.1\.0 here and was GNU 12\.2\.0/);
});

test("callgrind's total is read", () => {
  assert.equal(
    totalOf('version: 1\nevents: Ir\nsummary: 331613\n\nfn=(1)\n12 3\n\ntotals: 331613\n'),
    331613,
  );
  assert.throws(() => totalOf('version: 1\n'), /no total/);
});
