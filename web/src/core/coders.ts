/** What is used of the platform's. */
export type Encoder = Pick<TextEncoder, 'encode' | 'encodeInto'>;
export interface Decoder {
  /** @throws TypeError where the octets are not UTF-8 */
  decode(octets: Uint8Array): string;
}

export const newEncoder = (): Encoder => new TextEncoder();

/** Strict, so that nothing is replaced silently; a byte order mark is text like any other. */
export const newDecoder = (): Decoder => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** For the eyes: what is not UTF-8 is replaced. */
export const decodeForEyes = (octets: Uint8Array): string => new TextDecoder().decode(octets);
