import { readFileSync } from 'node:fs';
import { inRepository, root } from './paths.mjs';

const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));

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
    loader: { '.wasm': 'base64' },
    define: { HOOFBEAT_VERSION: JSON.stringify(version) },
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
  });
}
