import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { until } from '../support/condition.mjs';
import { shortcoming } from './sockjs-pair.mjs';
import { withService } from './sockjs-scripted-service.mjs';

// Where sockjs-client falls short as a package.

const packages = {
  theirs: {
    entry: inRepository('node_modules/sockjs-client/lib/entry.js'),
    directory: inRepository('node_modules/sockjs-client'),
    specifier: '.',
  },
  ours: {
    entry: fileURLToPath(import.meta.resolve('hoofbeat/sockjs')),
    directory: inRepository(),
    specifier: './sockjs',
  },
};

/** As Vite bundles for a page: `global` stands for nothing. */
async function bundle(entry) {
  const contents = `import SockJS from ${JSON.stringify(entry)}; globalThis.SockJS = SockJS;`;
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: inRepository() },
    bundle: true,
    write: false,
    metafile: true,
    format: 'iife',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  return { code: outputFiles[0].text, inputs: metafile.inputs };
}

/** What of a page's globals a connection over HTTP needs. */
function pageGlobals() {
  const names =
    'fetch Request Response ReadableStream AbortController DOMException Event URL TextEncoder TextDecoder atob btoa performance crypto setTimeout clearTimeout console';
  return Object.fromEntries(names.split(' ').map((name) => [name, globalThis[name]]));
}

shortcoming(
  'a bundle for pages needs a `global`',
  async ({ entry }) => {
    const { code } = await bundle(entry);
    const page = createContext(pageGlobals());
    try {
      runInContext(code, page);
    } catch ({ name, message }) {
      return `${name}: ${message}`;
    }
    return withService({ xhr_streaming: (response) => response.write('o\n') }, async ({ url }) => {
      const connection = new page.SockJS(url, null, { timeout: 10_000 });
      await until(() => connection.readyState > 0);
      const { transport } = connection;
      connection.close();
      return `open by ${transport}`;
    });
  },
  { theirs: 'ReferenceError: global is not defined', ours: 'open by xhr-streaming' },
  packages,
);

shortcoming(
  'there are no ECMAScript modules',
  async ({ entry }) => {
    const { inputs } = await bundle(entry);
    // What stands for nothing in a page has none.
    const formats = Object.keys(inputs).map((file) => file !== '<stdin>' && inputs[file].format);
    return [...new Set(formats.filter(Boolean))];
  },
  { theirs: ['cjs'], ours: ['esm'] },
  packages,
);

const manifestOf = (directory) => JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));

/** Where a package that another asks for is, as Node looks for it. */
function find(name, from) {
  const directory = path.join(from, 'node_modules', name);
  if (existsSync(path.join(directory, 'package.json'))) return directory;
  const parent = path.dirname(from);
  if (parent === from) throw new Error(`${name} is not installed`);
  return find(name, parent);
}

function installed(directory, found = new Set()) {
  if (found.has(directory)) return found;
  found.add(directory);
  for (const name of Object.keys(manifestOf(directory).dependencies ?? {}))
    installed(find(name, directory), found);
  return found;
}

shortcoming(
  'packages that are installed with it',
  ({ directory }) => installed(directory).size,
  { theirs: 13, ours: 1 },
  packages,
);

/** Every file that stands for types in a part of `exports`. */
function typesIn(exports) {
  if (typeof exports !== 'object' || exports === null) return [];
  return Object.entries(exports).flatMap(([name, value]) =>
    name === 'types' && typeof value === 'string' ? [value] : typesIn(value),
  );
}

shortcoming(
  'types are in a package of their own',
  ({ directory, specifier }) => {
    const { types, typings, exports = {} } = manifestOf(directory);
    const files = [types, typings, ...typesIn(exports[specifier])].filter((each) => each !== undefined);
    return files.length > 0 && files.every((file) => existsSync(path.join(directory, file)));
  },
  { theirs: false, ours: true },
  packages,
);
