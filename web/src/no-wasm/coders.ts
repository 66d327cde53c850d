import * as platform from '../core/coders.js';
import { decodeUtf8, encodeUtf8, encodeUtf8Into } from './utf8.js';

// React Native's engine came to have these late, the one before the other.

const ownEncoder: platform.Encoder = { encode: encodeUtf8, encodeInto: encodeUtf8Into };
const ownDecoder: platform.Decoder = { decode: decodeUtf8 };

export function newEncoder(): platform.Encoder {
  const isThere = typeof TextEncoder === 'function' && 'encodeInto' in TextEncoder.prototype;
  return isThere ? platform.newEncoder() : ownEncoder;
}

export function newDecoder(): platform.Decoder {
  if (typeof TextDecoder !== 'function') return ownDecoder;
  try {
    return platform.newDecoder();
  } catch {
    return ownDecoder; // one that can't be strict
  }
}

/** Without a decoder of the platform's, all that is not ASCII is a question mark where anything is not UTF-8. */
export function decodeForEyes(octets: Uint8Array): string {
  if (typeof TextDecoder === 'function') return platform.decodeForEyes(octets);
  try {
    return decodeUtf8(octets);
  } catch {
    return decodeUtf8(octets.map((octet) => (octet < 0x80 ? octet : 0x3f)));
  }
}
