// What the package's WebAssembly was made of: dist/provenance.json.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeIfChanged } from '../files.mjs';
import { inRepository, root } from '../paths.mjs';
import { marked, moduleNames, sha256, versionOfWasm2js } from './linked-modules.mjs';

function output(command, ...args) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

// Not known where the tree is no clone.
function sources() {
  const commit = output('git', 'rev-parse', 'HEAD');
  if (commit === undefined) return undefined;
  const changes = output('git', 'status', '--porcelain', '--', 'sdk', 'wasm', 'web', 'scripts', 'cmake');
  return { commit, modified: changes !== '' };
}

// As it lies inside the scripts, and as the file beside them.
function describe(linked, path) {
  const octets = readFileSync(linked);
  return {
    octets: octets.length,
    sha256: sha256(octets),
    file: { path, sha256: sha256(marked(octets)) },
  };
}

/** @param {string} directory of the modules that the linker wrote */
export function writeProvenance(directory) {
  const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  const modules = Object.values(moduleNames).map((name) => [
    `${name}.wasm`,
    describe(join(directory, `${name}.wasm`), `dist/streaming/${name}.wasm`),
  ]);
  const provenance = {
    version,
    sources: sources(),
    compiler: /\d+\.\d+\.\d+\S*/.exec(output('emcc', '--version') ?? '')?.[0],
    wasm2js: versionOfWasm2js(),
    modules: Object.fromEntries(modules),
  };
  writeIfChanged(
    Buffer.from(`${JSON.stringify(provenance, null, 2)}\n`),
    inRepository('dist/provenance.json'),
  );
}

/** Puts the modules that are files of the package into dist/, where they are beside the scripts that load them. */
export function writeModuleFiles(directory) {
  for (const name of Object.values(moduleNames)) {
    const octets = readFileSync(join(directory, `${name}.wasm`));
    writeIfChanged(marked(octets), inRepository(`dist/streaming/${name}.wasm`));
  }
}
