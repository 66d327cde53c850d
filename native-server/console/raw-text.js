import { count } from './format.js';

const HEX_BYTES = 1024;
const HEX_ROW = 16;

/**
 * The bytes of a frame as text: decoded as UTF-8, or with a hex dump of a body that is not UTF-8.
 * @param {Uint8Array} kept the beginning of the frame
 * @param {number} size the whole frame, in bytes
 */
export function rawText(kept, size) {
  const bodyAt = bodyOffset(kept);
  const head = new TextDecoder().decode(kept.subarray(0, bodyAt));
  const rest = size > kept.length ? `\n… the first ${count(kept.length)} of ${count(size)} bytes` : '';
  return head + bodyText(kept.subarray(bodyAt), size > kept.length) + rest;
}

/** @param {Uint8Array} body @param {boolean} wasCut */
function bodyText(body, wasCut) {
  try {
    // With `stream` a character that the cut went through is left out instead of refused.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body, { stream: wasCut });
  } catch {
    return hexDump(body);
  }
}

/** @param {Uint8Array} frame */
function bodyOffset(frame) {
  for (let at = frame.indexOf(10); at >= 0; at = frame.indexOf(10, at + 1)) {
    if (frame[at + 1] === 10) return at + 2;
    if (frame[at + 1] === 13 && frame[at + 2] === 10) return at + 3;
  }
  return frame.length;
}

/** @param {Uint8Array} bytes */
function hexDump(bytes) {
  const rows = [];
  for (let at = 0; at < Math.min(bytes.length, HEX_BYTES); at += HEX_ROW) {
    rows.push(hexRow(bytes.subarray(at, at + HEX_ROW), at));
  }
  if (bytes.length > HEX_BYTES) rows.push(`… ${count(bytes.length - HEX_BYTES)} more bytes`);
  return rows.join('\n');
}

/** @param {Uint8Array} bytes @param {number} at */
function hexRow(bytes, at) {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const characters = String.fromCharCode(...bytes).replace(/[^ -~]/g, '.');
  return `${at.toString(16).padStart(4, '0')}  ${hex.padEnd(HEX_ROW * 3 - 1)}  ${characters}`;
}
