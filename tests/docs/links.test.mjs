import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { pages, textOf, texts } from './pages.mjs';

// Links from one text to another, and to files.

/** As GitHub makes it of a heading. */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

function anchorsIn(file) {
  return Array.from(textOf(file).matchAll(/^#+ (.*)$/gm), ([, heading]) => anchorOf(heading));
}

function complaintAbout(link, from) {
  const [target, anchor] = link.split('#');
  const file = target === '' ? from : path.posix.join(path.posix.dirname(from), target);
  if (!existsSync(inRepository(file))) return `${from}: ${link} leads nowhere`;
  if (anchor === undefined || statSync(inRepository(file)).isDirectory()) return undefined;
  return anchorsIn(file).includes(anchor) ? undefined : `${from}: ${file} has no heading #${anchor}`;
}

describe('links lead somewhere', () => {
  for (const text of texts) {
    test(text, () => {
      const prose = textOf(text).replace(/^```.*?^```$/gms, '');
      const links = Array.from(prose.matchAll(/\]\(([^)\s]+)\)/g), ([, link]) => link);
      const ours = links.filter((link) => !/^https?:/.test(link));
      const complaints = ours.map((link) => complaintAbout(link, text)).filter(Boolean);
      assert.deepEqual(complaints, []);
    });
  }
});

test('each page is on the list of pages, and short', () => {
  const list = textOf('docs/README.md');
  for (const page of pages.filter((name) => name.startsWith('docs/') && name !== 'docs/README.md')) {
    assert.ok(list.includes(`](${path.basename(page)})`), page);
    const lines = textOf(page).split('\n').length;
    if (page !== 'docs/performance.md' && page !== 'docs/errors.md')
      assert.ok(lines <= 140, `${page}: ${lines} lines`);
  }
});
