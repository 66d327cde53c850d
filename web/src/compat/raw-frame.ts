/** Name and value of a header as they are on the wire: still escaped. */
export type RawHeaderType = [string, string];

/** A frame as it is on the wire, taken apart. */
export interface IRawFrameType {
  /** Such as `'MESSAGE'`. */
  command: string | undefined;
  /** In wire order, repeated ones included. */
  headers: RawHeaderType[];
  /** The body's octets, in memory of its own. */
  binaryBody: Uint8Array | undefined;
}
