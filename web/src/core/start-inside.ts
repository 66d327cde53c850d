import type { Start } from './loader.js';
import { octetsOfWasmText } from './wasm-text.js';

/** Of a module that lies inside a script. It is compiled at each start, of which there is one. */
export function startInside(text: string): Start {
  return (imports) =>
    new WebAssembly.Instance(new WebAssembly.Module(octetsOfWasmText(text)), imports).exports;
}
