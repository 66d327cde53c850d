import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A path in the repository. */
export function inRepository(...segments) {
  return path.join(root, ...segments);
}

/** The server that `npm run build` makes. */
export const serverBinary = inRepository('build/bin/hoofbeat-server');
