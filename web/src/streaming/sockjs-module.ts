import { ModuleFile } from './module-file.js';
import type { ModuleSource } from './module-source.js';

// Set by the build.
declare const HOOFBEAT_MARKS: { readonly stomp: string; readonly sockjs: string };

const url = () => new URL('./hoofbeat-sockjs.wasm', import.meta.url);
const file = new ModuleFile('hoofbeat/streaming/sockjs', HOOFBEAT_MARKS.sockjs, url);

/** @internal */
export const { start } = file;

/**
 * Fetches and compiles SockJS's WebAssembly module, `hoofbeat-sockjs.wasm`, as `load` of `hoofbeat/streaming` does the
 * other. It has to be awaited before the first SockJS is made.
 *
 * @param source - where from, or a promise of it; by default the file beside this script
 * @returns a promise that is rejected with the same errors
 */
export function load(source?: ModuleSource | PromiseLike<ModuleSource>): Promise<void> {
  return file.load(source);
}
