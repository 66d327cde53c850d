// The sections of a WebAssembly file (specification, "Binary Format").

const headerLength = 8;
const sectionNames = [
  'custom',
  'types',
  'imports',
  'functions',
  'tables',
  'memory',
  'globals',
  'exports',
  'start',
  'elements',
  'code',
  'data',
  'data count',
];
const functionImport = 0;
const hasMaximum = 1;

/** Reads a file from left to right. */
class Cursor {
  constructor(octets, at = 0) {
    this.octets = octets;
    this.at = at;
  }

  get ended() {
    return this.at >= this.octets.length;
  }

  octet() {
    if (this.ended) throw new Error('not a WebAssembly file: it ends too early');
    return this.octets[this.at++];
  }

  /** An unsigned LEB128. */
  number() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const octet = this.octet();
      value += (octet & 127) * factor;
      if (octet < 128) return value;
    }
  }

  take(length) {
    if (this.at + length > this.octets.length) throw new Error('not a WebAssembly file: it ends too early');
    this.at += length;
    return this.octets.subarray(this.at - length, this.at);
  }
}

/** @returns {{name: string, size: number, content: Uint8Array}[]} size: with its own head */
export function sectionsOf(octets) {
  if (Buffer.from(octets.subarray(0, 4)).toString('latin1') !== '\0asm')
    throw new Error('not a WebAssembly file');
  const cursor = new Cursor(octets, headerLength);
  const sections = [];
  while (!cursor.ended) {
    const start = cursor.at;
    const name = sectionNames[cursor.octet()] ?? 'unknown';
    const content = cursor.take(cursor.number());
    sections.push({ name, size: cursor.at - start, content });
  }
  return sections;
}

function skipLimits(cursor) {
  const flags = cursor.octet();
  cursor.number();
  if (flags & hasMaximum) cursor.number();
}

const skipImport = [
  (cursor) => cursor.number(),
  (cursor) => {
    cursor.octet();
    skipLimits(cursor);
  },
  skipLimits,
  (cursor) => cursor.take(2),
];

function importedFunctions(content) {
  const cursor = new Cursor(content);
  let functions = 0;
  for (let left = cursor.number(); left > 0; left--) {
    cursor.take(cursor.number());
    cursor.take(cursor.number());
    const kind = cursor.octet();
    if (kind === functionImport) functions += 1;
    skipImport[kind](cursor);
  }
  return functions;
}

/**
 * The code of each function of a file.
 *
 * @returns {{index: number, body: Uint8Array}[]} index: as names and calls have it, which count the imported ones too;
 *   body: with its own head
 */
export function functionsOf(octets) {
  const sections = sectionsOf(octets);
  const content = (name) => sections.find((section) => section.name === name)?.content;
  const imports = content('imports');
  const code = content('code');
  if (code === undefined) return [];
  const first = imports === undefined ? 0 : importedFunctions(imports);
  const cursor = new Cursor(code);
  return Array.from({ length: cursor.number() }, (_, number) => {
    const start = cursor.at;
    cursor.take(cursor.number());
    return { index: first + number, body: code.subarray(start, cursor.at) };
  });
}
