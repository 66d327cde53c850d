import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startServer } from '../support/server.mjs';
import { temporaryDirectory } from '../support/temporary-directory.mjs';

/** A JSON settings file. A string is written as it is. */
export function settingsFile(settings) {
  const file = path.join(temporaryDirectory('settings'), 'settings.json');
  writeFileSync(file, typeof settings === 'string' ? settings : JSON.stringify(settings));
  return file;
}

/** Starts a server with such a file. */
export function startServerWith(settings, args = []) {
  return startServer({ args: ['--config', settingsFile(settings), ...args] });
}
