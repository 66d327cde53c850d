import type { Memory } from './memory.js';

/**
 * What a message came as, and where its octets lie while the core looks at them. Frames are cut out of it, so that
 * nothing needs to be decoded that came as text, nor copied that came as octets.
 */
export interface Source {
  /** The message, where it is text. */
  readonly text: string | undefined;
  /** The message, where it is octets. */
  readonly octets: Uint8Array | undefined;
  /** Of the message's first octet in wasm memory. */
  readonly address: number;
  readonly length: number;
  /** Whether each octet is a unit of the text. */
  readonly ascii: boolean;
}

/** For calls that no message belongs to: frames that come out lie elsewhere. */
export const noSource: Source = { text: undefined, octets: undefined, address: 0, length: 0, ascii: false };

// Larger messages are handed over in pieces, so that they don't make wasm memory as large as themselves for ever.
const largestPiece = 16 << 20;

/** Hands octets that lie in wasm memory to the core: each piece of a message, mostly there is one. */
export interface Feed {
  /** @param units - of the text that they are, -1 where they came as octets */
  feed(source: Source, units: number, endsMessage: boolean): void;
}

// Read before `feed` returns, so one serves all.
const source: { -readonly [Member in keyof Source]: Source[Member] } = { ...noSource };

function sourceOf(
  memory: Memory,
  text: string | undefined,
  octets: Uint8Array | undefined,
  length: number,
  ascii: boolean,
): Source {
  source.text = text;
  source.octets = octets;
  source.address = memory.inputAddress;
  source.length = length;
  source.ascii = ascii;
  return source;
}

export function feedText(memory: Memory, text: string, to: Feed): void {
  if (text.length > memory.inputCapacity) memory.reserve(Math.min(text.length, largestPiece));
  const { read, written } = memory.encode(text);
  try {
    if (read === text.length) {
      to.feed(sourceOf(memory, text, undefined, written, written === read), read, true);
    } else {
      feedLongText(memory, text, to);
    }
  } finally {
    letGo(memory);
  }
}

// What was handed over must not be held by what hands over the next.
function letGo(memory: Memory): void {
  source.text = source.octets = undefined;
  memory.trim();
}

// Not ASCII, or large beyond measure.
function feedLongText(memory: Memory, text: string, to: Feed): void {
  const worst = 3 * text.length;
  if (worst <= largestPiece) {
    memory.reserve(worst);
    const { written } = memory.encode(text);
    to.feed(sourceOf(memory, text, undefined, written, false), text.length, true);
    return;
  }
  if (memory.inputCapacity < largestPiece) memory.reserve(largestPiece);
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const { read, written } = memory.encode(rest);
    at += read;
    const piece = rest.slice(0, read);
    to.feed(sourceOf(memory, piece, undefined, written, written === read), read, at === text.length);
  }
}

export function feedOctets(memory: Memory, octets: Uint8Array, to: Feed): void {
  if (octets.length > memory.inputCapacity) memory.reserve(Math.min(octets.length, largestPiece));
  const pieceLength = Math.max(1, memory.inputCapacity);
  try {
    for (let at = 0; at < octets.length || at === 0; at += pieceLength) {
      const piece = octets.length <= pieceLength ? octets : octets.subarray(at, at + pieceLength);
      memory.put(piece);
      to.feed(sourceOf(memory, undefined, piece, piece.length, false), -1, at + pieceLength >= octets.length);
    }
  } finally {
    letGo(memory);
  }
}
