/**
 * The memory of a wasm instance. What has it made first has the module compiled, which not all surroundings allow.
 * @throws Error that says what they lack
 */
export function instanceOf<Memory>(memory: () => Memory): Memory {
  try {
    return memory();
  } catch (cause) {
    throw new Error(complaint(), { cause });
  }
}

function complaint(): string {
  if (typeof WebAssembly !== 'object') return 'There is no WebAssembly here, and hoofbeat is made of it';
  return "WebAssembly could not be started: where there is a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'";
}
