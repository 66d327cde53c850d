import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { artefactPath } from './artefacts.mjs';

test('an artefact goes to a directory that is there', () => {
  const file = artefactPath('page.png');
  assert.equal(path.basename(file), 'page.png');
  assert.ok(existsSync(path.dirname(file)));
});

test('an artefact can not leave its directory', () => {
  for (const name of ['../page.png', 'a/b.png', '']) assert.throws(() => artefactPath(name), TypeError);
});
