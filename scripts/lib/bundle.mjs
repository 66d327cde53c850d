import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRepository, root } from './paths.mjs';
import { wasmText } from './wasm-text.mjs';

const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));

// A module is imported as a function that makes its octets.
const wasmInside = {
  name: 'wasm inside',
  setup({ onLoad }) {
    onLoad({ filter: /\.wasm$/ }, ({ path }) => ({
      contents: `import { octetsOfWasmText } from '../core/wasm-text.js';
export default () => octetsOfWasmText(${JSON.stringify(wasmText(readFileSync(path)))});`,
      resolveDir: dirname(path),
    }));
  },
};

/**
 * Bundles the package's TypeScript by esbuild, the way all its forms have in common.
 *
 * @param {import('esbuild').BuildOptions} options
 */
export async function bundle(options) {
  // Not on top: who imports this installs it first, maybe.
  const { build } = await import('esbuild');
  return build({
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    define: { HOOFBEAT_VERSION: JSON.stringify(version) },
    legalComments: 'none',
    loader: { '.bin': 'base64' },
    logLevel: 'warning',
    ...options,
    plugins: [...(options.plugins ?? []), wasmInside],
  });
}
