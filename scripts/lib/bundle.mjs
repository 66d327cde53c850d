import { readFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { inside } from './package/forms.mjs';
import { inRepository, root } from './paths.mjs';

const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));

/** The form's own sources, and its way to start a module. @param {import('./package/forms.mjs').Form} form */
function sourcesOf({ start, replaced = {} }) {
  return {
    name: 'sources of a form',
    setup({ onLoad, onResolve }) {
      onLoad({ filter: /\.wasm$/ }, ({ path }) => ({ contents: start(path), resolveDir: dirname(path) }));
      onResolve({ filter: /^\..*\.js$/ }, ({ path, resolveDir, importer }) => {
        const file = relative(root, resolve(resolveDir, path)).replace(/\.js$/, '.ts');
        const other = replaced[file];
        // What stands in for a source may build upon it.
        const isWanted = other !== undefined && importer !== inRepository(other);
        return isWanted ? { path: inRepository(other) } : undefined;
      });
    },
  };
}

// gzip looks back 32 KiB. With a module's text in their midst, the scripts on one side would be no help in compressing
// those on the other; in front of all of them it is 1.4 kB fewer.
const modulesOf = {
  index: "import './core/memory.js';",
  classic: "import './core/memory.js'; import './core/sockjs/memory.js';",
};
const modulesFirst = {
  name: 'modules first',
  setup({ onLoad }) {
    onLoad({ filter: /web\/src\/(index|classic)\.ts$/ }, ({ path }) => ({
      contents: `${modulesOf[basename(path, '.ts')]} ${readFileSync(path, 'utf8')}`,
      loader: 'ts',
    }));
  },
};

/**
 * Bundles the package's TypeScript by esbuild, the way all its forms have in common.
 *
 * @param {import('esbuild').BuildOptions} options
 * @param {import('./package/forms.mjs').Form} form
 */
export async function bundle(options, form = inside) {
  // Not on top: who imports this installs it first, maybe.
  const { build } = await import('esbuild');
  const ofForm = form.options?.() ?? {};
  return build({
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    legalComments: 'none',
    loader: { '.bin': 'base64' },
    logLevel: 'warning',
    logOverride: { 'ignored-bare-import': 'silent' }, // for its order alone
    ...options,
    ...ofForm,
    supported: { ...ofForm.supported, ...options.supported },
    define: {
      HOOFBEAT_VERSION: JSON.stringify(version),
      HOOFBEAT_HAS_WASM: 'true',
      ...ofForm.define,
      ...options.define,
    },
    plugins: [...(options.plugins ?? []), sourcesOf(form), modulesFirst],
  });
}
