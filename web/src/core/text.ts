import { type Decoder, type Encoder, newDecoder, newEncoder } from './coders.js';

// Made when they are needed first: where the package is imported there may be nothing but the language.
let encoder: Encoder | undefined;
let decoder: Decoder | undefined;
let scratch: Uint8Array | undefined;

function theEncoder(): Encoder {
  encoder ??= newEncoder();
  return encoder;
}

function theDecoder(): Decoder {
  decoder ??= newDecoder();
  return decoder;
}

/** @throws TypeError where the octets are not UTF-8 */
export function decodeText(octets: Uint8Array): string {
  return theDecoder().decode(octets);
}

export function encodeText(text: string): Uint8Array<ArrayBuffer> {
  return theEncoder().encode(text);
}

/** Encodes as much of a text as there is room for. */
export function encodeInto(text: string, octets: Uint8Array): TextEncoderEncodeIntoResult {
  return theEncoder().encodeInto(text, octets);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    octets.set(part, at);
    at += part.length;
  }
  return octets;
}

/** Whether two units there are a pair of surrogates. */
export function isPairAt(text: string, at: number): boolean {
  return (text.codePointAt(at) as number) > 0xffff;
}

/** How many octets a text is in UTF-8; half a pair of surrogates counts as U+FFFD, which it is sent as. */
export function octetsOf(text: string): number {
  scratch ??= new Uint8Array(64 << 10);
  let { read, written: octets } = encodeInto(text, scratch);
  while (read < text.length) {
    const next = encodeInto(text.slice(read), scratch);
    read += next.read;
    octets += next.written;
  }
  return octets;
}
