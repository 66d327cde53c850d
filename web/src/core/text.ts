const encoder = new TextEncoder();
// Strict, so that nothing is replaced silently; a byte order mark is text like any other.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws TypeError where the octets are not UTF-8 */
export function decodeText(octets: Uint8Array): string {
  return decoder.decode(octets);
}

export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Encodes as much of a text as there is room for. */
export function encodeInto(text: string, octets: Uint8Array): TextEncoderEncodeIntoResult {
  return encoder.encodeInto(text, octets);
}

const scratch = new Uint8Array(64 << 10);

/** How many octets a text is in UTF-8; half a pair of surrogates counts as U+FFFD, which it is sent as. */
export function octetsOf(text: string): number {
  let { read, written: octets } = encoder.encodeInto(text, scratch);
  while (read < text.length) {
    const next = encoder.encodeInto(text.slice(read), scratch);
    read += next.read;
    octets += next.written;
  }
  return octets;
}
