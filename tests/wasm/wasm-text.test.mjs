import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { octetsOfWasmText } from '../../build/testing/hoofbeat.js';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { wasmText } from '../../scripts/lib/wasm-text.mjs';

describe('a module as text', () => {
  const samples = {
    nothing: [],
    'every octet once': Array.from({ length: 256 }, (_, octet) => octet),
    'every octet, the high ones most often': Array.from(
      { length: 4096 },
      (_, i) => 255 - Math.floor((i * i) / 65_536),
    ),
    'one octet': Array(100).fill(0),
    'a module': readFileSync(inRepository('web/src/generated/hoofbeat.wasm')),
  };
  for (const [name, octets] of Object.entries(samples)) {
    test(`${name} comes back`, () => {
      const text = wasmText(Uint8Array.from(octets));
      assert.deepEqual(octetsOfWasmText(text), Uint8Array.from(octets));
    });
  }

  test('holds nothing that a script, a string or a page takes for something else', () => {
    const text = wasmText(Uint8Array.from(samples['every octet, the high ones most often']));
    assert.match(text, /^[ -~]*$/);
    assert.doesNotMatch(text, /["'`\\$<]/);
  });
});
