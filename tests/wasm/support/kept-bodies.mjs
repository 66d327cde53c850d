import { FrameDecoder, memory, optionRanges } from '../../../build/testing/hoofbeat.js';

const option = Object.keys(optionRanges).indexOf('maxKeptBodyBytes');

/**
 * A decoder whose core keeps no more octets of a body that comes in pieces, so that small ones take the way of large
 * ones; undefined: as many as it keeps in the package.
 */
export function decoderKeeping(octets, version, limits) {
  const decoder = new FrameDecoder(version, limits);
  if (octets !== undefined && memory().calls.decoderSetLimit(decoder.handle, option, octets) !== 0) {
    throw new Error('The core has no such option');
  }
  return decoder;
}
