import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

// What is built, installed or generated, and git's own.
const notOurs = new Set(['.git', 'build', 'dist', 'generated', 'node_modules']);

function filesIn(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) return filesIn(file);
    return entry.isFile() ? [file] : [];
  });
}

/** The files that we write, relative to the repository. */
export const treeFiles = filesIn(root).map((file) => path.relative(root, file));

/** Of these, the ones with source code. */
export const codeFiles = treeFiles.filter((file) =>
  /(\.(cpp|hpp|h|def|ts|mjs|js|css|html|cmake|sh)|CMakeLists\.txt|\.ci\/run)$/.test(file),
);

/** The lines of one of them. */
export function linesOf(file) {
  return readFileSync(path.join(root, file), 'utf8').split('\n');
}

/**
 * Where lines match, as `file:line: text`.
 *
 * @param {string[]} files
 * @param {RegExp} pattern
 */
export function findLines(files, pattern) {
  return files.flatMap((file) =>
    linesOf(file).flatMap((text, index) =>
      pattern.test(text) ? [`${file}:${index + 1}: ${text.trim().slice(0, 120)}`] : [],
    ),
  );
}
