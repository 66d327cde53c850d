import { execFileSync } from 'node:child_process';
import path from 'node:path';

/**
 * Makes the tarball of a package, as npm would publish it; of the same files the same one each time.
 *
 * @param {string} directory the package's
 * @param {string} to where the tarball goes
 * @returns {{file: string, paths: string[]}} paths: of what is in it, sorted
 */
export function pack(directory, to) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', to];
  const parsed = JSON.parse(execFileSync('npm', args, { cwd: directory, encoding: 'utf8' }));
  const [{ filename, files }] = Array.isArray(parsed) ? parsed : Object.values(parsed);
  return { file: path.join(to, filename), paths: files.map((file) => file.path).sort() };
}

/**
 * What to give npm, to publish a tarball with a statement of where it was built.
 *
 * @param {string} file
 * @param {string} version one with a suffix, such as 1.0.0-beta.1, is not what `npm install` takes unless told
 * @returns {string[]}
 */
export function publishArguments(file, version) {
  const tag = version.includes('-') ? ['--tag', 'next'] : [];
  return ['publish', '--provenance', '--access', 'public', ...tag, `./${file}`];
}
