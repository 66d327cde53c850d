import type { BodyParts } from './body-parts.js';
import type { Memory } from './memory.js';
import { isPairAt } from './text.js';

/**
 * What a message came as, and where octets of it lie while the core looks at them: all of them or, of a large message, a
 * piece. Frames are cut out of the message, so that nothing needs to be decoded that came as text, nor copied that came
 * as octets.
 */
export interface Source {
  /** The message, where it is text. */
  readonly text: string | undefined;
  /** The message, where it is octets. */
  readonly octets: Uint8Array | undefined;
  /** The message's, in units or octets. */
  readonly size: number;
  /** Where the piece begins in the message, in units or octets. */
  readonly start: number;
  /** Of the piece's first octet in wasm memory. */
  readonly address: number;
  /** The piece's, in octets. */
  readonly length: number;
  /** Whether each octet of the piece is a unit of the text. */
  readonly ascii: boolean;
  /** Of the frame that is incomplete. */
  readonly parts: BodyParts | undefined;
}

// In units or octets. A frame that somebody keeps would keep all of the message that it is cut out of; where the frame
// is a small part of a large message, it is cut out at once.
const largeMessage = 64 << 10;

/** Whether what is that large is to hold on to a message of that size. */
export function isSmallPart(part: number, message: number): boolean {
  return message > largeMessage && part < message / 8;
}

/**
 * Engines keep a slice as a reference to the text it is of, but write out what is put together when it is sliced. The
 * octets would not do: half a pair of surrogates is lost in them.
 */
export function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}

/** For calls that no message belongs to: frames that come out lie elsewhere. */
export const noSource: Source = {
  text: undefined,
  octets: undefined,
  size: 0,
  start: 0,
  address: 0,
  length: 0,
  ascii: false,
  parts: undefined,
};

/** Hands octets that lie in wasm memory to the core: each piece of a message, mostly there is one. */
export interface Feed {
  /** What it has got of the frame that is incomplete. */
  readonly parts: BodyParts;
  /** @param units - of the text that they are, -1 where they came as octets */
  feed(source: Source, units: number, endsMessage: boolean): void;
}

// Read before `feed` returns, so one serves all.
const source: { -readonly [Member in keyof Source]: Source[Member] } = { ...noSource };

export function feedText(memory: Memory, text: string, to: Feed): void {
  const { length } = text;
  begin(memory, length, to);
  source.text = text;
  try {
    let at = 0;
    do {
      const { read, written } = memory.encode(pieceOf(text, at, memory.inputCapacity));
      source.start = at;
      source.length = written;
      source.ascii = written === read;
      at += read;
      to.feed(source, read, at === length);
    } while (at < length);
  } finally {
    letGo();
  }
}

// As much as there may be room for, which text of fewer units may be more than. No pair of surrogates is cut.
function pieceOf(text: string, at: number, most: number): string {
  if (at === 0 && text.length <= most) return text;
  const end = at + most;
  return text.slice(at, end < text.length && isPairAt(text, end - 1) ? end - 1 : end);
}

export function feedOctets(memory: Memory, octets: Uint8Array, to: Feed): void {
  const { length } = octets;
  const most = memory.inputCapacity;
  begin(memory, length, to);
  source.octets = octets;
  source.ascii = false;
  try {
    let at = 0;
    do {
      const piece = length <= most ? octets : octets.subarray(at, at + most);
      memory.put(piece);
      source.start = at;
      source.length = piece.length;
      at += piece.length;
      to.feed(source, -1, at === length);
    } while (at < length);
  } finally {
    letGo();
  }
}

function begin(memory: Memory, size: number, { parts }: Feed): void {
  source.size = size;
  source.address = memory.inputAddress;
  source.parts = parts;
}

// What was handed over must not be held by what hands over the next.
function letGo(): void {
  source.text = source.octets = source.parts = undefined;
}
