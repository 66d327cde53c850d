import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { inRepository } from '../paths.mjs';
import { differingTools } from '../toolchain.mjs';

const file = inRepository('tests/size/recorded.json');
/** In octets: the same octets compressed by another zlib. */
const noise = 16;
const measures = ['gzip', 'brotli'];

/** What the sizes depend on besides the source. */
export function toolchain() {
  const emcc = spawnSync('emcc', ['--version'], { encoding: 'utf8' });
  const { devDependencies } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  return {
    emscripten: /\d+\.\d+\.\d+/.exec(emcc.stdout ?? '')?.[0] ?? 'none',
    esbuild: devDependencies.esbuild,
    zlib: process.versions.zlib,
    brotli: process.versions.brotli,
  };
}

export function readRecord() {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** @param {Record<string, import('./compressed.mjs').Sizes>} measured by scenario */
export function writeRecord(measured) {
  const sizes = Object.fromEntries(
    Object.entries(measured).map(([name, { gzip, brotli }]) => [name, { gzip, brotli }]),
  );
  writeFileSync(file, `${JSON.stringify({ toolchain: toolchain(), sizes }, null, 2)}\n`);
}

function growth(name, measure, was, is) {
  return `${name}: ${is} octets by ${measure}, ${is - was} more than the ${was} that are recorded`;
}

/**
 * What has grown past its record, one line each.
 *
 * @param {Record<string, {gzip: number, brotli: number}>} measured
 * @param {Record<string, {gzip: number, brotli: number}>} recorded
 */
export function complaints(measured, recorded) {
  const unknown = Object.keys(measured).filter((name) => !(name in recorded));
  const gone = Object.keys(recorded).filter((name) => !(name in measured));
  const grown = Object.entries(recorded)
    .filter(([name]) => name in measured)
    .flatMap(([name, sizes]) =>
      measures
        .filter((measure) => measured[name][measure] > sizes[measure] + noise)
        .map((measure) => growth(name, measure, sizes[measure], measured[name][measure])),
    );
  return [
    ...unknown.map((name) => `${name}: nothing is recorded`),
    ...gone.map((name) => `${name}: is recorded, but no longer measured`),
    ...grown,
  ];
}

/** What to tell with complaints. */
export function advice(recorded, present = toolchain()) {
  return [
    '`npm run size` tells what each part costs.',
    'Where it is on purpose: `npm run size -- --record`, and the commit says why.',
    ...differingTools(recorded, present),
  ].join('\n');
}
