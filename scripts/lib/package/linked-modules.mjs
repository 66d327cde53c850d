// The modules that the linker wrote, and what becomes of them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** In JavaScript by name, with what the linker calls them. */
export const moduleNames = { stomp: 'hoofbeat', sockjs: 'hoofbeat-sockjs' };

export function sha256(octets) {
  return createHash('sha256').update(octets).digest('hex');
}

/** What the `.wasm` beside a script and the script tell that they belong together by. */
export function markOf(octets) {
  return sha256(octets).slice(0, 16);
}

/** The module with its mark in a custom section, as WebAssembly's specification has it: id 0, size, name, content. */
export function marked(octets) {
  const [name, mark] = [Buffer.from('hoofbeat'), Buffer.from(markOf(octets))];
  const content = Buffer.concat([Buffer.of(name.length), name, mark]);
  return Buffer.concat([octets, Buffer.of(0, content.length), content]);
}

function wasm2js(...args) {
  const { status, stdout, stderr, error } = spawnSync('wasm2js', args, {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`wasm2js: ${stderr}`);
  return stdout;
}

export function versionOfWasm2js() {
  return /version (\S+)/.exec(wasm2js('--version'))[1];
}

const written = new Map();

/** A module as a function in JavaScript, which takes all imports and returns the exports. */
export function javaScriptOf(file) {
  const mark = markOf(readFileSync(file));
  if (!written.has(mark)) {
    const text = wasm2js('-Oz', '--emscripten', file, '-o', '-');
    if (!/^function instantiate\(\w+\) \{/.test(text))
      throw new Error('wasm2js writes what is not known here');
    written.set(mark, text);
  }
  return written.get(mark);
}
