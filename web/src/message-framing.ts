import type { Client } from './client.js';
import { encodeText, isPairAt } from './core/text.js';
import { numberOf } from './options.js';

/** How frames become messages of a socket: by the options that stood when it was made. */
export class MessageFraming {
  private constructor(
    private readonly asOctets: boolean,
    /** In UTF-16 units; 0: text is not cut. */
    private readonly pieceLength: number,
  ) {}

  /** @throws RangeError, TypeError: `maxWebSocketChunkSize` */
  static of(client: Client): MessageFraming {
    const { forceBinaryWSFrames, splitLargeFrames, maxWebSocketChunkSize } = client;
    const length = splitLargeFrames ? pieceLength(maxWebSocketChunkSize) : 0;
    return new MessageFraming(Boolean(forceBinaryWSFrames), length);
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

function pieceLength(value: unknown): number {
  const length = Math.floor(numberOf(value, 'maxWebSocketChunkSize', 0));
  if (!(length >= 1)) throw new RangeError(`maxWebSocketChunkSize must be at least 1, not ${value}`);
  return length;
}
