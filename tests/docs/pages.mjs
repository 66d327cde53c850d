import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../../scripts/lib/paths.mjs';

/** The pages whose code this suite looks at; that of README.md and MIGRATION.md is run by tests/package and tests/browser. */
export const pages = readdirSync(inRepository('docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)
  .concat('native-server/npm/README.md');

/** All that is written for people, for the links in it. */
export const texts = [
  ...pages,
  'README.md',
  'MIGRATION.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'native-server/README.md',
  'examples/README.md',
];

export const textOf = (page) => readFileSync(inRepository(page), 'utf8');

/**
 * The blocks of code of a page. A block of `text` is what the block before it prints.
 *
 * @returns {{page: string, language: string, code: string, title: string, prints?: string}[]}
 */
export function blocksOf(page) {
  const blocks = [];
  let found = 0;
  for (const [, language, code] of textOf(page).matchAll(/^```(\w*)\n(.*?)^```$/gms)) {
    found += 1;
    if (language === 'text') {
      const before = blocks.at(-1);
      if (before === undefined || before.prints !== undefined)
        throw new Error(`${page}: nothing prints ${code}`);
      before.prints = code;
    } else {
      blocks.push({ page, language, code, title: `${path.basename(page, '.md')} ${blocks.length + 1}` });
    }
  }
  // One that is written in another way would be passed over.
  const fences = textOf(page).match(/^\s*(```|~~~)/gm) ?? [];
  if (fences.length !== 2 * found) throw new Error(`${page}: a block of code that is not found`);
  return blocks;
}

export const allBlocks = pages.flatMap(blocksOf);
export const blocksIn = (...languages) => allBlocks.filter(({ language }) => languages.includes(language));
