import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const examples = ['chat', 'quotes', 'greeting'];

/** The directory of the examples. */
export const directory = path.dirname(fileURLToPath(import.meta.url));

// The one module of each example that names a library. All else is the same for both.
const libraries = {
  name: 'libraries.before',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/libraries\.js$/ }, ({ resolveDir }) => ({
      path: path.join(resolveDir, 'libraries.before.js'),
    })),
};

const before = {
  plugins: [libraries],
  // sockjs-client expects Node's `global` in the page.
  define: { global: 'globalThis' },
};

/** The files for pages without modules, as they are: ours, and the one before. For esbuild's loader `copy`. */
export const classicScripts = [
  { in: '../dist/umd/hoofbeat.umd.js', out: 'greeting/hoofbeat.umd' },
  { in: '../node_modules/@stomp/stompjs/bundles/stomp.umd.js', out: 'greeting/stomp.umd' },
];

/**
 * esbuild's options that make `<example>/main.bundle.js` of each `<example>/main.js`.
 *
 * @param {{isBefore?: boolean, names?: string[]}} [options] isBefore: with `@stomp/stompjs` and `sockjs-client` in place
 *   of hoofbeat
 */
export function buildOptions({ isBefore = false, names = examples } = {}) {
  return {
    absWorkingDir: directory,
    entryPoints: names.map((name) => ({ in: `${name}/main.js`, out: `${name}/main.bundle` })),
    outdir: directory,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    sourcemap: 'linked',
    write: false,
    logLevel: 'warning',
    ...(isBefore ? before : {}),
  };
}
