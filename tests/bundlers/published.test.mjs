import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { pack } from '../../scripts/lib/pack.mjs';
import { inRepository, root } from '../../scripts/lib/paths.mjs';
import { serverTarball } from '../package/installed-server.mjs';
import { removeTemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.mjs';

// What others look for in a package that is published.

const scratch = temporaryDirectory('published');
let tarball;
before(async () => {
  ({ file: tarball } = pack(root, scratch));
});
after(() => removeTemporaryDirectory(scratch));

async function messagesOfPublint(file) {
  const octets = readFileSync(file);
  const { messages } = await publint({
    pack: { tarball: octets.buffer.slice(octets.byteOffset, octets.byteOffset + octets.length) },
    strict: true,
  });
  return messages;
}

test('publint has nothing to say', async () => {
  assert.deepEqual(await messagesOfPublint(tarball), []);
});

test('nor of hoofbeat-server', async () => {
  assert.deepEqual(await messagesOfPublint(serverTarball), []);
});

test('the types are right for every way to resolve them (attw)', { timeout: 120_000 }, async () => {
  const attw = inRepository('tests/bundlers/node_modules/@arethetypeswrong/cli/dist/index.js');
  // These are no modules: a loader's files, data, and a script whose globals are its exports.
  const others = ['streaming/hoofbeat.wasm', 'streaming/hoofbeat-sockjs.wasm', 'provenance.json'];
  const args = [tarball, '--format', 'json', '--exclude-entrypoints', ...others, 'dist/umd/hoofbeat.umd.js'];
  const { stdout } = await promisify(execFile)(process.execPath, [attw, ...args], { maxBuffer: 64 << 20 });
  const { analysis, problems } = JSON.parse(stdout);
  const entries = ['', '/sockjs', '/streaming', '/streaming/sockjs', '/no-wasm', '/no-wasm/sockjs'];
  const looked = Object.keys(analysis.entrypoints).map((name) => name.slice(1));
  assert.deepEqual(looked.sort(), [...entries, '/package.json'].sort());
  assert.deepEqual(analysis.problems, []);
  assert.deepEqual(problems ?? {}, {});
});
