import { isArrayBuffer } from '../array-buffer.js';
import { errorOfStart } from '../core/instance.js';
import type { Start } from '../core/loader.js';
import { type HoofbeatError, reasonOf, sharedError, shownUrl } from '../errors.js';
import type { ModuleSource } from './module-source.js';

/** A `.wasm` beside the script. It is fetched and compiled when it is asked for, and started at first use. */
export class ModuleFile {
  private module: WebAssembly.Module | undefined;
  private pending: Promise<void> | undefined;

  /**
   * @param entry - of the package, which has its `load`
   * @param mark - of the module that the scripts go with, which the build put into both
   * @param url - where the build has put it
   */
  constructor(
    private readonly entry: string,
    private readonly mark: string,
    private readonly url: () => URL,
  ) {}

  /** See `load` in stomp-module.ts. One that has failed may be tried again. */
  load(source?: ModuleSource | PromiseLike<ModuleSource>): Promise<void> {
    this.pending ??= this.take(source).catch((error) => {
      this.pending = undefined;
      throw error;
    });
    return this.pending;
  }

  readonly start: Start = (imports) => {
    if (this.module === undefined) {
      throw sharedError('wasm_not_loaded', `Before the first use await load() of ${this.entry}.`);
    }
    return new WebAssembly.Instance(this.module, imports).exports;
  };

  private async take(given: ModuleSource | PromiseLike<ModuleSource> | undefined): Promise<void> {
    if (typeof WebAssembly !== 'object') throw errorOfStart(undefined);
    let name = '';
    try {
      const source = await (given ?? this.url());
      name = nameOf(source);
      const module = await moduleOf(source);
      this.check(module);
      this.module = module;
    } catch (cause) {
      throw errorOf(cause, name);
    }
  }

  // A file that a cache kept from another version, or the other of the two.
  private check(module: WebAssembly.Module): void {
    const marks = WebAssembly.Module.customSections(module, 'hoofbeat');
    const found = marks.map((mark) => String.fromCharCode(...new Uint8Array(mark)));
    if (found[0] !== this.mark) throw new TypeError('It is not the module that this version goes with');
  }
}

/** The URL, where there is one. */
function nameOf(source: ModuleSource): string {
  if (typeof source === 'string' || source instanceof URL) return `${source}`;
  return isResponse(source) ? source.url : '';
}

function isResponse(source: unknown): source is Response {
  return typeof Response === 'function' && source instanceof Response;
}

function moduleOf(source: ModuleSource): Promise<WebAssembly.Module> | WebAssembly.Module {
  if (typeof source === 'string' || source instanceof URL) return moduleAt(`${source}`);
  if (isResponse(source)) return moduleIn(source);
  if (source instanceof WebAssembly.Module) return source;
  if (isArrayBuffer(source) || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  throw new TypeError('load takes a URL, a Response, octets or a WebAssembly.Module, or a promise of one');
}

async function moduleAt(url: string): Promise<WebAssembly.Module> {
  if (/^file:/i.test(url)) {
    const octets = readFile(url);
    if (octets !== undefined) return WebAssembly.compile(octets);
  }
  return moduleIn(await fetch(url, { credentials: 'same-origin' }));
}

async function moduleIn(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new TypeError(`The answer has the status ${response.status}`);
  const isStreamable =
    typeof WebAssembly.compileStreaming === 'function' &&
    response.headers.get('content-type')?.trim().toLowerCase() === 'application/wasm';
  if (isStreamable) return WebAssembly.compileStreaming(response);
  // A server that knows no such type.
  return WebAssembly.compile(await response.arrayBuffer());
}

interface NodeProcess {
  getBuiltinModule?(name: 'fs'): { readFileSync(url: URL): Uint8Array<ArrayBuffer> };
}

// Node's fetch takes no such URL. An import of `fs` would be in the way of bundlers.
function readFile(url: string): Uint8Array<ArrayBuffer> | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  return process?.getBuiltinModule?.('fs').readFileSync(new URL(url));
}

function errorOf(cause: unknown, url: string): HoofbeatError {
  if (cause instanceof WebAssembly.CompileError && isRefused()) return errorOfStart(cause);
  const message = reasonOf(cause) || `${cause}`;
  const shown = url === '' ? {} : { url: shownUrl(url) };
  return sharedError('wasm_failed', url === '' ? message : `${shown.url}: ${message}`, { cause, ...shown });
}

// The smallest module there is: where it can't be compiled either, octets that are wrong are not the reason.
function isRefused(): boolean {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return false;
  } catch {
    return true;
  }
}
