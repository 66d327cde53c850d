import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../paths.mjs';

const buildDirectory = inRepository('build/wasm');

/** Where code goes that no single source file of ours defines. */
export const shared = {
  templates: '(templates that several files use)',
  cxx: '(C++ library)',
  c: '(C library, allocator, runtime)',
};

/** The names in a file that --emit-symbol-map wrote: `index:name`, in which `\28` is a parenthesis. */
export function namesOfMap(text) {
  const names = new Map();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const name = line
      .slice(colon + 1)
      .replace(/\\([0-9a-f]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
    names.set(Number(line.slice(0, colon)), name);
  }
  return names;
}

/** The object files of these rooms, such as `sdk/src` or `wasm/src/stomp`. */
function objectFiles(rooms) {
  return readdirSync(buildDirectory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.o'))
    .map((entry) => path.join(entry.path, entry.name))
    .filter((object) => rooms.some((room) => sourceOf(object).startsWith(`${room}/`)));
}

/** build/wasm/sdk/CMakeFiles/hoofbeat_sdk.dir/src/utf8.cpp.o: sdk/src/utf8.cpp */
function sourceOf(object) {
  return path
    .relative(buildDirectory, object)
    .replace(/\/CMakeFiles\/[^/]*\.dir\/|\.o$/g, (cut) => (cut === '.o' ? '' : '/'));
}

function definedNames(objects) {
  const nm = spawnSync('emnm', ['--demangle', '--defined-only', '--print-file-name', ...objects], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (nm.status !== 0) throw new Error(`emnm failed: ${nm.error?.message ?? nm.stderr}`);
  return nm.stdout
    .split('\n')
    .map((line) => /^(.*\.o): *\S+ \S (.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, object, name]) => ({ object, name }));
}

/** Of each name, the source files whose objects define it. */
function definitions(rooms) {
  const sources = new Map();
  for (const { object, name } of definedNames(objectFiles(rooms))) {
    if (!sources.has(name)) sources.set(name, new Set());
    sources.get(name).add(sourceOf(object));
  }
  return sources;
}

function withoutSuffix(name) {
  // What link-time optimisation puts behind names that are there twice.
  return name.replace(/(\.\d+|\.llvm\.\d+| \(\..*\))+$/, '');
}

/** Tells where a function comes from, by its name. */
export class Sources {
  /** @param {Map<string, Set<string>>} defined the source files that define a name */
  constructor(defined) {
    this.defined = defined;
  }

  /** @param {string[]} rooms those that are linked */
  static ofBuild(rooms) {
    return new Sources(definitions(rooms));
  }

  of(name) {
    const files = this.defined.get(name) ?? this.defined.get(withoutSuffix(name)) ?? new Set();
    if (files.size === 1) return [...files][0];
    if (files.size > 1) return shared.templates;
    return /\bstd::|^operator (new|delete)|__cxxabiv1/.test(name) ? shared.cxx : shared.c;
  }
}

/** @param {string} name of a module, such as `hoofbeat` */
export function readModule(name) {
  const file = path.join(buildDirectory, 'bin', name);
  return {
    octets: readFileSync(`${file}.wasm`),
    names: namesOfMap(readFileSync(`${file}.wasm.symbols`, 'utf8')),
  };
}
