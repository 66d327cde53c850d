// Writes what web/src/core/wasm-text.ts reads, which tells the format.

const alphabet = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter(
  (character) => !'"\'`\\$<'.includes(character),
);
const escapes = alphabet.slice(0, 2);
const singles = alphabet.slice(2);

/** @param {Uint8Array} octets @returns {string} ASCII that needs no escapes in a string */
export function wasmText(octets) {
  const counts = new Array(256).fill(0);
  for (const octet of octets) counts[octet] += 1;
  const byCount = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  const single = new Set(byCount.slice(0, singles.length));

  const codes = new Array(256);
  let [nextSingle, nextDouble] = [0, 0];
  for (let octet = 0; octet < 256; octet++) {
    if (single.has(octet)) codes[octet] = singles[nextSingle++];
    else {
      codes[octet] =
        escapes[Math.floor(nextDouble / alphabet.length)] + alphabet[nextDouble % alphabet.length];
      nextDouble += 1;
    }
  }
  let head = '';
  for (let octet = 0; octet < 256; octet += 4) {
    const bits = [0, 1, 2, 3].map((bit) => Number(single.has(octet + bit)) << bit);
    head += bits.reduce((sum, bit) => sum + bit).toString(16);
  }
  return head + Array.from(octets, (octet) => codes[octet]).join('');
}
