import { encodeText } from './text.js';

// A module inside a script: text in which each octet is one character of `alphabet`, or two where it is rare. So what
// compresses well in the module does so in the text, which base64 would prevent: by gzip it is as small as the module.
// scripts/lib/wasm-text.mjs writes it. What a string or a page might take for something else is left out.
const alphabet = Array.from({ length: 95 }, (_, i) => 32 + i).filter(
  (code) => !'"\'`\\$<'.includes(String.fromCharCode(code)),
);

/**
 * The octets of a text: 64 hexadecimal digits, lowest bit first, tell which octets are one character, in ascending
 * order those behind the first two of the alphabet; the others are, in ascending order, one of these two and any other.
 */
export function octetsOfWasmText(text: string): Uint8Array<ArrayBuffer> {
  const single = new Uint8Array(128);
  const double = [new Uint8Array(128), new Uint8Array(128)] as const;
  let [singles, doubles] = [2, 0];
  for (let octet = 0; octet < 256; octet++) {
    const digit = Number.parseInt(text[octet >> 2] as string, 16);
    if ((digit >> (octet & 3)) & 1) {
      single[alphabet[singles++] as number] = octet;
    } else {
      const pair = doubles < alphabet.length ? double[0] : double[1];
      pair[alphabet[doubles++ % alphabet.length] as number] = octet;
    }
  }
  return substituted(encodeText(text), single, double);
}

// Engines run it before they have compiled it, so it has few steps, and writes where it has read.
function substituted(
  codes: Uint8Array<ArrayBuffer>,
  single: Uint8Array,
  [first, second]: readonly [Uint8Array, Uint8Array],
): Uint8Array<ArrayBuffer> {
  const [firstEscape, secondEscape] = alphabet;
  let length = 0;
  for (let at = 64; at < codes.length; at++) {
    const code = codes[at] as number;
    if (code === firstEscape) codes[length++] = first[codes[++at] as number] as number;
    else if (code === secondEscape) codes[length++] = second[codes[++at] as number] as number;
    else codes[length++] = single[code] as number;
  }
  return codes.slice(0, length);
}
