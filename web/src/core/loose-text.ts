import { decodeText, encodeText, joined } from './text.js';

// WTF-8: UTF-8 in which half a pair of surrogates, which JSON can spell, is kept as three octets like any other code
// point. The platform's coders would make U+FFFD of it.

// With the flag u, whole pairs don't match.
const halves = /[\ud800-\udfff]/gu;

/** Whether each surrogate is one of a pair. */
export function isWellFormed(text: string): boolean {
  const { isWellFormed: native } = text as { isWellFormed?: () => boolean };
  return native === undefined ? text.search(halves) < 0 : native.call(text);
}

export function encodeLooseText(text: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { index } of text.matchAll(halves)) {
    parts.push(encodeText(text.slice(at, index)), octetsOfHalf(text.charCodeAt(index)));
    at = index + 1;
  }
  parts.push(encodeText(text.slice(at)));
  return joined(parts);
}

function octetsOfHalf(unit: number): Uint8Array {
  return Uint8Array.of(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
}

export function decodeLooseText(octets: Uint8Array): string {
  const parts: string[] = [];
  let at = 0;
  for (let i = octets.indexOf(0xed); i >= 0; i = octets.indexOf(0xed, i + 1)) {
    const second = octets[i + 1] as number;
    if (second < 0xa0) continue;
    const unit = 0xd000 | ((second & 0x3f) << 6) | ((octets[i + 2] as number) & 0x3f);
    parts.push(decodeText(octets.subarray(at, i)), String.fromCharCode(unit));
    at = i + 3;
  }
  parts.push(decodeText(octets.subarray(at)));
  return parts.join('');
}
