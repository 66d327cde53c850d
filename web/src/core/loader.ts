import type { MemoryCalls, WasmModule } from './wasm-memory.js';

/** Compiles and starts a wasm module, synchronously: what the package replaces needs no await either. */
export function instantiate<Calls extends MemoryCalls>(
  createModule: (module: unknown) => unknown,
  wasmBase64: string,
): WasmModule<Calls> {
  const module = { wasmBinary: octetsOf(wasmBase64) } as unknown as WasmModule<Calls>;
  // The promise that it returns is for asynchronous compilation; this module is ready by now, or has thrown.
  createModule(module);
  return module;
}

function octetsOf(base64: string): Uint8Array {
  const text = atob(base64);
  const octets = new Uint8Array(text.length);
  for (let i = 0; i < octets.length; i++) octets[i] = text.charCodeAt(i);
  return octets;
}
