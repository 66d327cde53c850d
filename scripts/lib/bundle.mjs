import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
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
    ...options,
    ...ofForm,
    supported: { ...ofForm.supported, ...options.supported },
    define: {
      HOOFBEAT_VERSION: JSON.stringify(version),
      HOOFBEAT_HAS_WASM: 'true',
      ...ofForm.define,
      ...options.define,
    },
    plugins: [...(options.plugins ?? []), sourcesOf(form)],
  });
}
