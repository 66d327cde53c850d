import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** @typedef {{raw: number, gzip: number, brotli: number}} Sizes in octets */

export const noOctets = { raw: 0, gzip: 0, brotli: 0 };

export function gzipSize(octets) {
  return gzipSync(octets, { level: 9 }).length;
}

/**
 * What a file is long: as it is, by gzip -9, by brotli 11.
 *
 * @param {Uint8Array} octets
 * @returns {Sizes}
 */
export function sizesOf(octets) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: octets.length,
  };
  return {
    raw: octets.length,
    gzip: gzipSize(octets),
    brotli: brotliCompressSync(octets, { params }).length,
  };
}

/** Of files that are downloaded one by one. */
export function sumOf(all) {
  return all.reduce((sum, { raw, gzip, brotli }) => plus(sum, { raw, gzip, brotli }), noOctets);
}

function plus(a, b) {
  return { raw: a.raw + b.raw, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli };
}

export function minus(a, b) {
  return { raw: a.raw - b.raw, gzip: a.gzip - b.gzip, brotli: a.brotli - b.brotli };
}
