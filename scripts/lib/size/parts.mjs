import { bundle } from '../bundle.mjs';
import { root } from '../paths.mjs';
import { gzipSize, minus, sizesOf, sumOf } from './compressed.mjs';
import { startFiles } from './scenarios.mjs';
import { functionsOf, sectionsOf } from './wasm-file.mjs';

// What the parts of a download cost. Compressed, a part costs what the download shrinks by without it.

// Where a module is started, which embind's JavaScript would do otherwise.
const ofGlue = /\/core\/(loader|wasm-text)\.ts$/;
const ofWasm = /generated\/[^/]*\.wasm$/;

function emptied(filter, contents) {
  return {
    name: 'emptied',
    setup: ({ onLoad }) => onLoad({ filter }, () => ({ contents, loader: 'js' })),
  };
}

const withoutGlue = emptied(
  ofGlue,
  'export const instantiate = (octets) => octets; export const octetsOfWasmText = (text) => text;',
);
const withoutWasm = emptied(ofWasm, 'export default () => {};');

// From its source, so that each file of it is seen.
async function bundlePage(code, plugins = []) {
  const result = await bundle({
    stdin: { contents: code, resolveDir: root, sourcefile: 'page.ts' },
    minify: true,
    splitting: true,
    chunkNames: '[name]',
    plugins,
    outdir: 'page',
    write: false,
    metafile: true,
  });
  const files = startFiles(result);
  return {
    sizes: sumOf(files.map(({ contents }) => sizesOf(contents))),
    outputs: files.map(({ name }) => result.metafile.outputs[name]),
  };
}

/** Octets that each source file has in a bundle, the largest first. */
function octetsByFile(outputs) {
  const octets = new Map();
  for (const [file, { bytesInOutput }] of outputs.flatMap(({ inputs }) => Object.entries(inputs)))
    octets.set(file, (octets.get(file) ?? 0) + bytesInOutput);
  return Array.from(octets, ([file, raw]) => ({ file, raw }))
    .filter(({ file, raw }) => raw > 0 && file !== 'page.ts')
    .sort((a, b) => b.raw - a.raw);
}

/**
 * What a module's page downloads, by kind and by file.
 *
 * @param {string} code that imports the module
 */
export async function partsOfBundle(code) {
  const whole = await bundlePage(code);
  const glueless = await bundlePage(code, [withoutGlue]);
  const wasmless = await bundlePage(code, [withoutWasm]);
  const bare = await bundlePage(code, [withoutGlue, withoutWasm]);
  return {
    whole: whole.sizes,
    kinds: {
      'wasm, as text': minus(whole.sizes, wasmless.sizes),
      "loader and embind's glue": minus(whole.sizes, glueless.sizes),
      TypeScript: bare.sizes,
    },
    files: octetsByFile(whole.outputs).filter(({ file }) => !ofWasm.test(file)),
  };
}

function groupedBySource(functions, sources) {
  const groups = new Map();
  for (const each of functions) {
    const source = sources.of(each.name);
    groups.set(source, [...(groups.get(source) ?? []), each]);
  }
  return groups;
}

function costOf(functions, all, wholeGzip) {
  const left = all.filter((each) => !functions.includes(each)).map(({ body }) => body);
  return {
    raw: functions.reduce((sum, { body }) => sum + body.length, 0),
    gzip: wholeGzip - gzipSize(Buffer.concat(left)),
    functions: functions
      .map(({ name, body }) => ({ name, raw: body.length }))
      .sort((a, b) => b.raw - a.raw || (a.name < b.name ? -1 : 1)),
  };
}

/**
 * What a wasm file is made of.
 *
 * @param {Uint8Array} octets
 * @param {Map<number, string>} names of its functions
 * @param {{of: (name: string) => string}} sources
 */
export function partsOfWasm(octets, names, sources) {
  const functions = functionsOf(octets).map(({ index, body }) => {
    const name = names.get(index);
    if (name === undefined)
      throw new Error(`no name for function ${index}: the symbol map is another build's`);
    return { index, name, body };
  });
  const wholeGzip = gzipSize(Buffer.concat(functions.map(({ body }) => body)));
  const code = Array.from(groupedBySource(functions, sources), ([source, some]) => ({
    source,
    ...costOf(some, functions, wholeGzip),
  }));
  return {
    whole: sizesOf(octets),
    sections: sectionsOf(octets).map(({ name, size }) => ({ name, raw: size })),
    code: code.sort((a, b) => b.raw - a.raw),
  };
}
