import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../../scripts/lib/paths.mjs';

/**
 * Where a test puts a file for people to look at, such as a screenshot: in build/artefacts.
 *
 * @param {string} name a file name
 */
export function artefactPath(name) {
  if (path.basename(name) !== name || name === '') throw new TypeError(`not a file name: ${name}`);
  const directory = inRepository('build/artefacts');
  mkdirSync(directory, { recursive: true });
  return path.join(directory, name);
}
