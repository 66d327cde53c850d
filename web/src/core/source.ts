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

/** Hands a message to the core: `feed` gets each piece, mostly there is one. */
export type Feed = (source: Source, units: number, endOfMessage: boolean) => void;

export function feedText(memory: Memory, text: string, feed: Feed): void {
  if (text.length > memory.inputCapacity) memory.reserve(Math.min(text.length, largestPiece));
  const { read, written } = memory.encode(text);
  if (read === text.length) {
    const ascii = written === read;
    feed({ text, octets: undefined, address: memory.inputAddress, length: written, ascii }, read, true);
  } else {
    feedLongText(memory, text, feed);
  }
  memory.trim();
}

// Not ASCII, or large beyond measure.
function feedLongText(memory: Memory, text: string, feed: Feed): void {
  const worst = 3 * text.length;
  if (worst <= largestPiece) {
    memory.reserve(worst);
    const { written } = memory.encode(text);
    feed(
      { text, octets: undefined, address: memory.inputAddress, length: written, ascii: false },
      text.length,
      true,
    );
    return;
  }
  if (memory.inputCapacity < largestPiece) memory.reserve(largestPiece);
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const { read, written } = memory.encode(rest);
    at += read;
    const ascii = written === read;
    const source = {
      text: rest.slice(0, read),
      octets: undefined,
      address: memory.inputAddress,
      length: written,
      ascii,
    };
    feed(source, read, at === text.length);
  }
}

export function feedOctets(memory: Memory, octets: Uint8Array, feed: Feed): void {
  if (octets.length > memory.inputCapacity) memory.reserve(Math.min(octets.length, largestPiece));
  const pieceLength = Math.max(1, memory.inputCapacity);
  for (let at = 0; at < octets.length || at === 0; at += pieceLength) {
    const piece = octets.length <= pieceLength ? octets : octets.subarray(at, at + pieceLength);
    memory.put(piece);
    const source = {
      text: undefined,
      octets: piece,
      address: memory.inputAddress,
      length: piece.length,
      ascii: false,
    };
    feed(source, -1, at + pieceLength >= octets.length);
  }
  memory.trim();
}
