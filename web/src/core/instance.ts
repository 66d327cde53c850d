import { HoofbeatError, sharedError } from '../errors.js';

/**
 * The memory of a wasm instance. What has it made first has the module compiled, which not all surroundings allow.
 * @throws HoofbeatError `wasm_missing`, `wasm_refused`, `wasm_failed`, `wasm_not_loaded`
 */
export function instanceOf<Memory>(memory: () => Memory): Memory {
  try {
    return memory();
  } catch (cause) {
    throw cause instanceof HoofbeatError ? cause : errorOfStart(cause);
  }
}

/** What a module reports that was right and could not be started. */
export function errorOfStart(cause: unknown): HoofbeatError {
  const instead = 'import hoofbeat/no-wasm in place of hoofbeat.';
  if (typeof WebAssembly !== 'object')
    return sharedError('wasm_missing', `To do without, ${instead}`, { cause });
  // Refusals are errors of these two; a lack of memory or of what the page should have is none.
  const isRefusal = cause instanceof WebAssembly.CompileError || cause instanceof EvalError;
  if (!isRefusal) return sharedError('wasm_failed', `${cause}`, { cause });
  const remedy = "Where a Content-Security-Policy is the reason, its script-src needs 'wasm-unsafe-eval'; or";
  return sharedError('wasm_refused', `${remedy} ${instead}`, { cause });
}
