import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modules } from '../../scripts/lib/size/modules.mjs';
import { partsOfWasm } from '../../scripts/lib/size/parts.mjs';
import { functionsOf, sectionsOf } from '../../scripts/lib/size/wasm-file.mjs';
import { namesOfMap, readModule, Sources, shared } from '../../scripts/lib/size/wasm-sources.mjs';

const header = [0, 97, 115, 109, 1, 0, 0, 0];
const types = [1, 4, 1, 96, 0, 0];
// A function a.f, a memory a.m, a global a.x, a function a.g.
const imported = [
  ...[4],
  ...[1, 97, 1, 102, 0, 0],
  ...[1, 97, 1, 109, 2, 1, 1, 2],
  ...[1, 97, 1, 120, 3, 127, 0],
  ...[1, 97, 1, 103, 0, 0],
];
const imports = [2, imported.length, ...imported];
const functions = [3, 3, 2, 0, 0];
const code = [10, 8, 2, 2, 0, 11, 3, 0, 1, 11];
const small = Uint8Array.from([...header, ...types, ...imports, ...functions, ...code]);

test('a small file is what WebAssembly takes, and its sections and functions are found', () => {
  assert.ok(WebAssembly.validate(small));
  assert.deepEqual(
    sectionsOf(small).map(({ name, size }) => [name, size]),
    [
      ['types', types.length],
      ['imports', imports.length],
      ['functions', functions.length],
      ['code', code.length],
    ],
  );
  assert.deepEqual(
    functionsOf(small).map(({ index, body }) => [index, body.length]),
    [
      [2, 3],
      [3, 4],
    ],
  );
});

test('what is no WebAssembly, or ends early, is told', () => {
  assert.throws(() => sectionsOf(Uint8Array.from([1, 2, 3])), /not a WebAssembly file/);
  assert.throws(() => sectionsOf(small.subarray(0, small.length - 1)), /ends too early/);
});

test('the names of a symbol map are unescaped', () => {
  assert.deepEqual(
    [...namesOfMap('0:abort\n12:a::f\\28int\\2c\\20char\\29\n')],
    [
      [0, 'abort'],
      [12, 'a::f(int, char)'],
    ],
  );
});

test('a function belongs to the one source that defines it, or to none', () => {
  const sources = new Sources(
    new Map([
      ['a::f()', new Set(['a.cpp'])],
      ['std::g()', new Set(['a.cpp', 'b.cpp'])],
    ]),
  );
  assert.equal(sources.of('a::f()'), 'a.cpp');
  assert.equal(sources.of('a::f().1'), 'a.cpp');
  assert.equal(sources.of('std::g()'), shared.templates);
  assert.equal(sources.of('std::h()'), shared.cxx);
  assert.equal(sources.of('malloc'), shared.c);
});

for (const [name, { rooms }] of Object.entries(modules)) {
  test(`every octet of the code of ${name}.wasm is told, and most of it by source file`, () => {
    const { octets, names } = readModule(name);
    const { sections, code: groups, whole } = partsOfWasm(octets, names, Sources.ofBuild(rooms));
    const sum = (list) => list.reduce((total, { raw }) => total + raw, 0);
    assert.equal(header.length + sum(sections), whole.raw);
    const codeSection = sections.find((section) => section.name === 'code').raw;
    // The section's own head, and the number of functions.
    assert.ok(codeSection - sum(groups) <= 8, `${codeSection - sum(groups)} octets`);
    const ours = groups.filter(({ source }) => rooms.some((room) => source.startsWith(`${room}/`)));
    assert.ok(sum(ours) > codeSection / 2);
  });
}
