// A module inside a script: text in which each octet is one character of `alphabet`, or two where it is rare. So what
// compresses well in the module does so in the text, which base64 would prevent: by gzip it is as small as the module.
// scripts/lib/wasm-text.mjs writes it. What a string or a page might take for something else is left out.
const escapes = 2;
const alphabet = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter(
  (character) => !'"\'`\\$<'.includes(character),
);

/**
 * The octets of a text: 64 hexadecimal digits, lowest bit first, tell which octets are one character, in ascending
 * order those behind the first two of the alphabet; the others are, in ascending order, one of these two and any other.
 */
export function octetsOfWasmText(text: string): Uint8Array<ArrayBuffer> {
  const indexOf = new Uint8Array(128);
  for (const [index, character] of alphabet.entries()) indexOf[character.charCodeAt(0)] = index;
  const single: number[] = [];
  const double: number[] = [];
  for (let octet = 0; octet < 256; octet++) {
    const digit = Number.parseInt(text[octet >> 2] as string, 16);
    ((digit >> (octet & 3)) & 1 ? single : double).push(octet);
  }

  const octets = new Uint8Array(text.length);
  let length = 0;
  for (let at = 64; at < text.length; at++) {
    const index = indexOf[text.charCodeAt(at)] as number;
    if (index >= escapes) {
      octets[length++] = single[index - escapes] as number;
    } else {
      at++;
      octets[length++] = double[index * alphabet.length + (indexOf[text.charCodeAt(at)] as number)] as number;
    }
  }
  return octets.slice(0, length);
}
