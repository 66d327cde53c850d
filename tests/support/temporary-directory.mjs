import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const present = new Set();

process.on('exit', () => {
  for (const directory of present) removeTemporaryDirectory(directory);
});

/**
 * A new empty directory, removed at the latest when this process ends.
 *
 * @param {string} purpose becomes part of its name
 */
export function temporaryDirectory(purpose) {
  const directory = mkdtempSync(path.join(tmpdir(), `hoofbeat-${purpose}-`));
  present.add(directory);
  return directory;
}

/** Removes one of them now. */
export function removeTemporaryDirectory(directory) {
  present.delete(directory);
  // A program that is just ending may still write to it.
  rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
