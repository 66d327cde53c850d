import substitution from '../generated/substitution.bin';
import { encodeInto } from './text.js';

// A module inside a script: text in which each octet is one character of `alphabet`, or two where it is rare. So what
// compresses well in the module does so in the text, which base64 would prevent: by gzip it is as small as the module.
// scripts/lib/wasm-text.mjs writes it. What a string or a page might take for something else is left out.
const alphabet = Array.from({ length: 95 }, (_, i) => 32 + i).filter(
  (code) => !'"\'`\\$<'.includes(String.fromCharCode(code)),
);

interface Substitution {
  memory: WebAssembly.Memory;
  substitute(at: number, end: number): number;
}

const pageSize = 1 << 16;

/**
 * The octets of a text: 64 hexadecimal digits, lowest bit first, tell which octets are one character, in ascending
 * order those behind the first two of the alphabet; the others are, in ascending order, one of these two and any other.
 */
export function octetsOfWasmText(text: string): Uint8Array<ArrayBuffer> {
  const { memory, substitute } = startSubstitution();
  memory.grow(Math.ceil(text.length / pageSize));
  const area = new Uint8Array(memory.buffer as ArrayBuffer);
  fillTables(text, area);
  encodeInto(text, area.subarray(pageSize));
  const start = pageSize + digits;
  return area.subarray(start, substitute(start, pageSize + text.length));
}

const digits = 64;

// wasm/src/text/substitution.wat tells where they lie.
function fillTables(text: string, tables: Uint8Array): void {
  const width = 128;
  let [singles, doubles] = [2, 0];
  for (let octet = 0; octet < 256; octet++) {
    const digit = Number.parseInt(text[octet >> 2] as string, 16);
    if ((digit >> (octet & 3)) & 1) {
      tables[alphabet[singles++] as number] = octet;
    } else {
      const table = doubles < alphabet.length ? width : 2 * width;
      tables[table + (alphabet[doubles++ % alphabet.length] as number)] = octet;
    }
  }
}

function startSubstitution(): Substitution {
  const octets = Uint8Array.from(atob(substitution), (character) => character.charCodeAt(0));
  return new WebAssembly.Instance(new WebAssembly.Module(octets)).exports as unknown as Substitution;
}
