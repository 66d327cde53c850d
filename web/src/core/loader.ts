import type { MemoryCalls, WasmModule } from './wasm-memory.js';

interface Exports {
  memory: WebAssembly.Memory;
  __indirect_function_table: WebAssembly.Table;
  _initialize(): void;
}

/**
 * Compiles and starts a wasm module, synchronously: what the package replaces needs no await either. The module binds
 * functions of numbers alone by embind (wasm/src), so of embind's JavaScript one function is left: it is told an
 * invoker, which wasm calls with the function to be invoked.
 */
export function instantiate<Calls extends MemoryCalls>(wasm: Uint8Array<ArrayBuffer>): WasmModule<Calls> {
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
  const imports = { env, wasi_snapshot_preview1: wasi };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports);
  const { memory, __indirect_function_table: table, _initialize } = exports as unknown as Exports;
  _initialize();
  return { memory, calls: calls as unknown as Calls };
}

/** A text that ends in NUL. */
function latin1(octets: Uint8Array, address: number): string {
  return String.fromCharCode(...octets.subarray(address, octets.indexOf(0, address)));
}
