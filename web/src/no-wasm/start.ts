import type { Start } from '../core/loader.js';

/** What wasm2js made of a module: a function that is given all imports and returns the exports. */
export type Instantiate = (imports: Record<string, unknown>) => WebAssembly.Exports;

/** Of a module that is JavaScript, with its memory in an ArrayBuffer. */
export function startWithoutWasm(instantiate: Instantiate): Start {
  return ({ env, wasi_snapshot_preview1 }) => instantiate({ ...env, ...wasi_snapshot_preview1, abort });
}

// Where wasm would trap.
function abort(): never {
  throw new Error('The core has come to a state that it must not be in');
}
