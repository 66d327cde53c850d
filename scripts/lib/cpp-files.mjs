import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { inRepository, root } from './paths.mjs';

const rooms = ['sdk', 'wasm', 'native-server', 'tests'];

/**
 * Our C++ files, relative to the repository.
 *
 * @param {string[]} extensions such as `.cpp`
 */
export function cppFiles(extensions) {
  return rooms
    .map((room) => inRepository(room))
    .filter((directory) => existsSync(directory))
    .flatMap((directory) => readdirSync(directory, { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile() && extensions.includes(path.extname(entry.name)))
    .filter((entry) => !entry.path.includes('node_modules'))
    .map((entry) => path.relative(root, path.join(entry.path, entry.name)))
    .sort();
}
