import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository, root } from '../paths.mjs';
import { sizesOf, sumOf } from './compressed.mjs';

// What a page downloads that has such an import. `later`: with what the import loads on demand.
// The peer is what the same page downloads before it switches.

/** @typedef {{title: string, code?: string, files?: string[], later?: boolean, peer?: string}} Scenario */

const client = "export { Client } from 'hoofbeat';";
const sockjs = "export { default as SockJS } from 'hoofbeat/sockjs';";
const stompjs = "export { Client } from '@stomp/stompjs';";
const sockjsClient = "export { default as SockJS } from 'sockjs-client';";

/** @type {Record<string, Scenario>} */
export const scenarios = {
  client: { title: 'Client over WebSocket', code: client, peer: 'stompjs' },
  'client-sockjs': {
    title: 'Client with its SockJS fallback',
    code: client,
    later: true,
    peer: 'stompjs-sockjs-client',
  },
  'client-and-sockjs': {
    title: 'Client and SockJS, both imported',
    code: client + sockjs,
    peer: 'stompjs-sockjs-client',
  },
  sockjs: { title: 'SockJS alone', code: sockjs, peer: 'sockjs-client' },
  'commonjs-client': {
    title: 'CommonJS files: Client',
    files: ['dist/cjs/index.js', 'dist/cjs/shared.js'],
  },
  commonjs: {
    title: 'CommonJS files: all',
    files: ['dist/cjs/index.js', 'dist/cjs/shared.js', 'dist/cjs/sockjs.js'],
  },
  classic: { title: 'classic script', files: ['dist/umd/hoofbeat.umd.js'], peer: 'classic-peers' },
};

/** @type {Record<string, Scenario>} */
export const peers = {
  stompjs: { title: '@stomp/stompjs', code: stompjs },
  'sockjs-client': { title: 'sockjs-client', code: sockjsClient },
  'stompjs-sockjs-client': { title: '@stomp/stompjs and sockjs-client', code: stompjs + sockjsClient },
  'classic-peers': {
    title: 'classic scripts of both',
    files: [
      'node_modules/@stomp/stompjs/bundles/stomp.umd.min.js',
      'node_modules/sockjs-client/dist/sockjs.min.js',
    ],
  },
};

// The page's own bundler. It finds `hoofbeat` as Node does, by the package's own name.
async function bundlePage(code) {
  const { build } = await import('esbuild');
  return build({
    absWorkingDir: root,
    stdin: { contents: code, resolveDir: root, sourcefile: 'page.js' },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    define: { global: 'globalThis' }, // sockjs-client asks for it
    // Hashes in names would make sizes go up and down.
    chunkNames: '[name]',
    outdir: 'page',
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
}

function loadedWith(name, outputs, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const { path: to, kind, external } of outputs[name].imports)
    if (kind === 'import-statement' && !external) loadedWith(to, outputs, seen);
  return seen;
}

function named({ outputFiles }) {
  return outputFiles.map((file) => ({ name: path.relative(root, file.path), contents: file.contents }));
}

/** Of what esbuild made, the files that a page loads at once: not those that it imports on demand. */
export function startFiles(result) {
  const { outputs } = result.metafile;
  const [entry] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint !== undefined);
  const atOnce = loadedWith(entry, outputs);
  return named(result).filter(({ name }) => atOnce.has(name));
}

async function bundledFiles({ code, later = false }) {
  const result = await bundlePage(code);
  return later ? named(result) : startFiles(result);
}

function readFiles(names) {
  return names.map((name) => ({ name, contents: readFileSync(inRepository(name)) }));
}

/**
 * What a scenario downloads; each file is compressed by itself.
 *
 * @param {Scenario} scenario
 */
export async function measure(scenario) {
  const found = scenario.files ? readFiles(scenario.files) : await bundledFiles(scenario);
  const files = Object.fromEntries(found.map(({ name, contents }) => [name, sizesOf(contents)]));
  return { ...sumOf(Object.values(files)), files };
}

/** @param {Record<string, Scenario>} named */
export async function measureAll(named) {
  const entries = Object.entries(named).map(async ([name, scenario]) => [name, await measure(scenario)]);
  return Object.fromEntries(await Promise.all(entries));
}
