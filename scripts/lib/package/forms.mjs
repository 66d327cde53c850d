// The forms of the package: they differ in where the core's module is, and in what that asks of its user.
import { readFileSync } from 'node:fs';
import { inRepository } from '../paths.mjs';
import { wasmText } from '../wasm-text.mjs';
import { javaScriptOf, markOf, moduleNames } from './linked-modules.mjs';

const generated = (name) => inRepository('web/src/generated', `${name}.wasm`);

/**
 * @typedef {object} Form
 * @property {string} directory in dist/
 * @property {Record<string, string>} entries
 * @property {(file: string) => string} start the source of a module that starts this `.wasm`, for web/src/generated/
 * @property {Record<string, string>} [replaced] sources that others stand in for
 * @property {() => import('esbuild').BuildOptions} [options]
 */

/** As text in the script, compiled at first use. @type {Form} */
export const inside = {
  directory: '.',
  entries: { index: 'web/src/index.ts', sockjs: 'web/src/sockjs/sockjs.ts' },
  start: (file) => `import { startInside } from '../core/start-inside.js';
export default /* @__PURE__ */ startInside(${JSON.stringify(wasmText(readFileSync(file)))});`,
};

function marks() {
  const entries = Object.entries(moduleNames).map(([name, linked]) => [
    `HOOFBEAT_MARKS.${name}`,
    JSON.stringify(markOf(readFileSync(generated(linked)))),
  ]);
  return Object.fromEntries(entries);
}

/** As a file beside the script, which is loaded before. @type {Form} */
export const beside = {
  directory: 'streaming',
  entries: { index: 'web/src/streaming/index.ts', sockjs: 'web/src/streaming/sockjs.ts' },
  start: (file) => {
    const [name] = Object.entries(moduleNames).find(([, linked]) => file === generated(linked));
    return `export { start as default } from '../streaming/${name}-module.js';`;
  },
  replaced: { 'web/src/sockjs/on-demand.ts': 'web/src/streaming/on-demand.ts' },
  options: () => ({ define: marks() }),
};

/** As JavaScript, for engines that have no WebAssembly, or may not use it. @type {Form} */
export const without = {
  directory: 'no-wasm',
  entries: inside.entries,
  start: (file) => `import { startWithoutWasm } from '../no-wasm/start.js';
${javaScriptOf(file)}
export default /* @__PURE__ */ startWithoutWasm(instantiate);`,
  replaced: { 'web/src/core/coders.ts': 'web/src/no-wasm/coders.ts' },
  // What React Native's tools and engine take. A source map would be of what nobody wrote, and larger than the script.
  options: () => ({
    sourcemap: false,
    target: 'es2019',
    // Static fields in other words would keep classes in a bundle that nobody uses.
    supported: { 'dynamic-import': true, 'class-field': true, 'class-static-field': true },
    define: { HOOFBEAT_HAS_WASM: 'false' },
  }),
};

export const forms = [inside, beside, without];
