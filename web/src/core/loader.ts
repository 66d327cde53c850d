import type { MemoryCalls, WasmModule } from './wasm-memory.js';

interface Exports {
  memory: WebAssembly.Memory;
  __indirect_function_table: WebAssembly.Table;
  _initialize(): void;
}

/**
 * Starts a module, given what it imports, and returns what it exports. The build makes one of each module that the
 * linker wrote, as the form of the package wants it: scripts/lib/package/forms.mjs.
 */
export type Start = (imports: WebAssembly.Imports) => WebAssembly.Exports;

/**
 * Starts a wasm module, synchronously: what the package replaces needs no await either. The module binds functions of
 * numbers alone by embind (wasm/src), so of embind's JavaScript one function is left: it is told an invoker, which wasm
 * calls with the function to be invoked.
 */
export function instantiate<Calls extends MemoryCalls>(start: Start): WasmModule<Calls> {
  const calls: Record<string, unknown> = {};
  const env = {
    _embind_register_function(
      name: number,
      _argumentCount: number,
      _types: number,
      _signature: number,
      invoker: number,
      target: number,
    ) {
      calls[latin1(new Uint8Array(memory.buffer), name)] = table.get(invoker).bind(null, target);
    },
    emscripten_notify_memory_growth() {},
  };
  const wasi = {
    proc_exit() {
      throw new Error('The core has no memory left');
    },
  };
  const exports = start({ env, wasi_snapshot_preview1: wasi }) as unknown as Exports;
  const { memory, __indirect_function_table: table, _initialize } = exports;
  _initialize();
  return { memory, calls: calls as unknown as Calls };
}

/** A text that ends in NUL. */
function latin1(octets: Uint8Array, address: number): string {
  return String.fromCharCode(...octets.subarray(address, octets.indexOf(0, address)));
}
