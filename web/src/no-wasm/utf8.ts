// As the Encoding Standard has it, for engines without TextEncoder and TextDecoder.

const replacement = 0xfffd;

/** The code point at a place of a text; half a pair of surrogates is U+FFFD. */
function codePointAt(text: string, at: number): number {
  const point = text.codePointAt(at) as number;
  return point >= 0xd800 && point < 0xe000 ? replacement : point;
}

/** How many octets a code point is. */
function widthOf(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

function put(point: number, width: number, octets: Uint8Array, at: number): void {
  if (width === 1) {
    octets[at] = point;
    return;
  }
  for (let i = width - 1, rest = point; i > 0; i--, rest >>= 6) octets[at + i] = 0x80 | (rest & 0x3f);
  octets[at] = ((0xf00 >> width) & 0xff) | (point >> (6 * (width - 1)));
}

/** Encodes as much of a text as there is room for; no code point in part. */
export function encodeUtf8Into(text: string, octets: Uint8Array): TextEncoderEncodeIntoResult {
  let [read, written] = [0, 0];
  while (read < text.length) {
    const point = codePointAt(text, read);
    const width = widthOf(point);
    if (written + width > octets.length) break;
    put(point, width, octets, written);
    written += width;
    read += width === 4 ? 2 : 1;
  }
  return { read, written };
}

export function encodeUtf8(text = ''): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(3 * text.length); // at the most
  return octets.slice(0, encodeUtf8Into(text, octets).written);
}

/** @throws TypeError where the octets are not UTF-8 */
export function decodeUtf8(octets: Uint8Array): string {
  const parts: string[] = [];
  let units: number[] = [];
  for (let at = 0; at < octets.length; ) {
    const first = octets[at] as number;
    const width = first < 0x80 ? 1 : widthOfSequence(first);
    const point = width === 1 ? first : pointOf(octets, at, width);
    if (point < 0x10000) units.push(point);
    else units.push(0xd7c0 + (point >> 10), 0xdc00 | (point & 0x3ff));
    at += width;
    // More are too many arguments.
    if (units.length >= 4096) {
      parts.push(String.fromCharCode(...units));
      units = [];
    }
  }
  parts.push(String.fromCharCode(...units));
  return parts.join('');
}

function widthOfSequence(first: number): number {
  if (first < 0xc2 || first > 0xf4) throw notUtf8();
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

const smallestOfWidth = [0, 0, 0x80, 0x800, 0x10000];

function pointOf(octets: Uint8Array, at: number, width: number): number {
  let point = (octets[at] as number) & (0x7f >> width);
  for (let i = 1; i < width; i++) {
    const next = octets[at + i];
    if (next === undefined || next >> 6 !== 2) throw notUtf8();
    point = (point << 6) | (next & 0x3f);
  }
  const isSurrogate = point >= 0xd800 && point < 0xe000;
  if (point < (smallestOfWidth[width] as number) || point > 0x10ffff || isSurrogate) throw notUtf8();
  return point;
}

function notUtf8(): TypeError {
  return new TypeError('The octets are not UTF-8');
}
