import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { suites } from '../../scripts/lib/suites.mjs';

test("the README's table of suites has those that there are", () => {
  const readme = readFileSync(inRepository('README.md'), 'utf8');
  const [, table] = /^## Tests\n(.*?)^## /ms.exec(readme);
  const rows = Array.from(table.matchAll(/^\| `(.*)` \| (.*) \|$/gm), ([, name, title]) => [name, title]);
  assert.deepEqual(
    rows,
    Object.entries(suites).map(([name, { title }]) => [name, title]),
  );
});
