/**
 * Where a module comes from: its URL, a response that brings it, its octets, or the module itself, compiled by
 * `WebAssembly.compile` or handed over by another thread.
 */
export type ModuleSource = string | URL | Response | BufferSource | WebAssembly.Module;
