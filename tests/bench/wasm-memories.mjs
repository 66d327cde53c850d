const memories = [];

/** Keeps account of the memories of all wasm modules that are started from here on. */
export function watchWasmMemories() {
  const { Instance } = WebAssembly;
  WebAssembly.Instance = class extends Instance {
    constructor(...args) {
      super(...args);
      memories.push(...Object.values(this.exports).filter((each) => each instanceof WebAssembly.Memory));
    }
  };
}

export function wasmOctets() {
  return memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}
