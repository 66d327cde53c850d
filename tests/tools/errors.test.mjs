import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';

const read = (file) => readFileSync(inRepository(file), 'utf8');
const page = read('docs/errors.md');
const rows = Array.from(page.matchAll(/^\| `(\w+)` \| `(\w+)` \| (.+) \|$/gm), ([, ...cells]) => cells);
const errors = Array.from(
  read('sdk/include/hoofbeat/error_codes.def').matchAll(/^HOOFBEAT_ERROR\((\w+), (\w+), "(.*)"\)$/gm),
  ([, ...fields]) => fields,
);

test('docs/errors.md has a row for each code, with its condition, in the same order, and none besides', () => {
  assert.ok(errors.length > 50);
  assert.deepEqual(
    rows.map(([code, condition]) => [code, condition]),
    errors.map(([code, condition]) => [code, condition]),
  );
});

test('every line of the list is read: none is written in another way', () => {
  const calls = read('sdk/include/hoofbeat/error_codes.def').match(/^HOOFBEAT_ERROR/gm);
  assert.equal(calls.length, errors.length);
});

test('the options that the rows name are there', () => {
  const sources = ['client', 'types', 'sockjs/types'].map((name) => read(`web/src/${name}.ts`)).join('\n');
  const named = rows.flatMap(([code, , text]) =>
    Array.from(
      text.matchAll(/`(?:limits\.)?(\w*(?:max|Timeout|timeout|Multiplier|heartbeat)\w*)`/g),
      ([, name]) => [code, name],
    ),
  );
  assert.ok(named.length > 10);
  const codes = new Set(errors.map(([code]) => code));
  const options = named.filter(([, name]) => !codes.has(name));
  const unknown = options.filter(([, name]) => !new RegExp(`^  ${name}\\??(:| =)`, 'm').test(sources));
  assert.deepEqual(unknown, []);
});

test('a row names the limit that the sentence on its code names', () => {
  const limits = errors.flatMap(([code, , sentence]) => {
    const [limit] = /\bmax_\w+/.exec(sentence) ?? [];
    return limit === undefined ? [] : [[code, limit.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())]];
  });
  assert.ok(limits.length >= 5);
  for (const [code, limit] of limits) {
    const [, , text] = rows.find(([name]) => name === code);
    assert.match(text, new RegExp(`\`(limits\\.)?${limit}\``), code);
  }
});

test('rows refer to codes that there are', () => {
  const codes = errors.map(([code]) => code);
  const referred = rows.flatMap(([, , text]) =>
    Array.from(text.matchAll(/[Aa]s (?:for )?`(\w+)`/g), ([, code]) => code),
  );
  assert.ok(referred.length > 5);
  assert.deepEqual(
    referred.filter((code) => !codes.includes(code)),
    [],
  );
});
