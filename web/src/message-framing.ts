import type { Client } from './client.js';
import { encodeText } from './core/text.js';

/** How frames become messages of a socket: by the options that stood when it was made. */
export class MessageFraming {
  private constructor(
    private readonly asOctets: boolean,
    /** In UTF-16 units; 0: text is not cut. */
    private readonly pieceLength: number,
  ) {}

  /** @throws RangeError, TypeError: `maxWebSocketChunkSize` */
  static of(client: Client): MessageFraming {
    const { forceBinaryWSFrames, splitLargeFrames, maxWebSocketChunkSize: length } = client;
    if (splitLargeFrames && typeof length !== 'number')
      throw new TypeError(`maxWebSocketChunkSize must be a number, not ${typeof length}`);
    if (splitLargeFrames && !(length >= 1))
      throw new RangeError(`maxWebSocketChunkSize must be at least 1, not ${length}`);
    return new MessageFraming(Boolean(forceBinaryWSFrames), splitLargeFrames ? Math.floor(length) : 0);
  }

  /** A frame as it goes out; text that may be cut still is one. `textAlone`: the socket carries nothing else. */
  encode(frame: string | Uint8Array, textAlone: boolean): string | Uint8Array {
    return this.asOctets && !textAlone && typeof frame === 'string' ? encodeText(frame) : frame;
  }

  /** Whether a frame goes out in several messages. */
  cuts(frame: string | Uint8Array): frame is string {
    return this.pieceLength > 0 && typeof frame === 'string' && frame.length > this.pieceLength;
  }

  /** Those messages. Half a pair of surrogates can't be sent, so a piece may be a unit shorter, or two units where it is to be one. */
  *pieces(frame: string): Generator<string> {
    for (let at = 0; at < frame.length; ) {
      let end = Math.min(at + this.pieceLength, frame.length);
      if (end < frame.length && isPairAt(frame, end - 1)) end += end - 1 > at ? -1 : 1;
      yield frame.slice(at, end);
      at = end;
    }
  }
}

function isPairAt(text: string, at: number): boolean {
  return (text.codePointAt(at) as number) > 0xffff;
}
