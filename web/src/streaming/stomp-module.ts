import { ModuleFile } from './module-file.js';
import type { ModuleSource } from './module-source.js';

// Set by the build.
declare const HOOFBEAT_MARKS: { readonly stomp: string; readonly sockjs: string };

const url = () => new URL('./hoofbeat.wasm', import.meta.url);
const file = new ModuleFile('hoofbeat/streaming', HOOFBEAT_MARKS.stomp, url);

/** @internal */
export const { start } = file;

/**
 * Fetches and compiles the WebAssembly module, `hoofbeat.wasm`, while it arrives if the server says `application/wasm`.
 * It has to be awaited before a client is activated, or a frame read or written; afterwards it does nothing more, and
 * calls that come meanwhile wait for the first. After a failure it may be called again.
 *
 * SockJS has a module of its own, which a client with a `brokerURL` of HTTP loads by itself.
 *
 * @param source - where from, or a promise of it. By default the file beside this script, wherever the bundler has put
 * it; one that does not look for `new URL(…, import.meta.url)`, such as esbuild, has to be told the file's URL here.
 * @returns a promise that is rejected with a HoofbeatError: `wasm_failed`, with the URL, where it can't be had or is not
 * the module of this version; `wasm_refused` by a Content-Security-Policy; `wasm_missing` where there is no WebAssembly
 */
export function load(source?: ModuleSource | PromiseLike<ModuleSource>): Promise<void> {
  return file.load(source);
}
