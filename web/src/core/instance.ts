/**
 * The memory of a wasm instance. What has it made first has the module compiled, which not all surroundings allow.
 * @throws Error that says what they lack
 */
export function instanceOf<Memory>(memory: () => Memory): Memory {
  try {
    return memory();
  } catch (cause) {
    throw new Error(complaint(cause), { cause });
  }
}

function complaint(cause: unknown): string {
  if (typeof WebAssembly !== 'object') return 'There is no WebAssembly here, and hoofbeat is made of it';
  // Refusals are errors of these two; a lack of memory or of what the page should have is none.
  const isRefusal = cause instanceof WebAssembly.CompileError || cause instanceof EvalError;
  if (!isRefusal) return `WebAssembly could not be started: ${cause}`;
  return "WebAssembly could not be started: where there is a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'";
}
