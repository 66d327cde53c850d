import { FrameDecoder } from '../core/frame-decoder.js';
import { DrainLoop } from '../drain-loop.js';
import type { ReceivedFrame } from '../received-frame.js';
import type { FrameLimits } from '../types.js';
import type { IRawFrameType } from './raw-frame.js';

let parsers: FinalizationRegistry<FrameDecoder> | undefined;

// Its memory is the core's, which no collector looks at. Engines without registries keep it.
function disposeWithItsParser(parser: Parser, decoder: FrameDecoder): void {
  if (typeof FinalizationRegistry !== 'function') return;
  parsers ??= new FinalizationRegistry((forgotten) => forgotten.dispose());
  parsers.register(parser, decoder);
}

/**
 * Takes a stream of octets apart into frames, as applications of `@stomp/stompjs` do it; the client has no need of it.
 * CR LF ends a line as LF does, and headers are left escaped, so that it needs to know of no version.
 */
export class Parser {
  private readonly _decoder: FrameDecoder;
  private readonly _loop = new DrainLoop(() => {});
  private _failure: Error | undefined;

  /**
   * @param onFrame - a frame is complete. What it throws is reported as in `Client`
   * @param onIncomingPing - a heartbeat: an EOL between frames, but for those behind a frame in the same chunk
   * @param limits - on frames
   * @throws RangeError: a limit that is out of its range
   */
  constructor(
    public onFrame: (rawFrame: IRawFrameType) => void,
    public onIncomingPing: () => void,
    limits: FrameLimits = {},
  ) {
    this._decoder = new FrameDecoder('', limits);
    disposeWithItsParser(this, this._decoder);
  }

  /**
   * Takes what has arrived, and calls back before it returns. A call from within a callback is told of later.
   * @param appendMissingNULLonIncoming - whether a chunk may lack the NUL at its end, as in React Native,
   *   which cuts text there
   * @throws HoofbeatError what is no frame, or beyond a limit. The frames in front of it were told of; from then on
   *   each call throws it
   * @throws TypeError: the chunk is neither text nor octets
   */
  parseChunk(segment: string | ArrayBuffer, appendMissingNULLonIncoming = false): void {
    const chunk = typeof segment === 'string' ? segment : octetsOf(segment);
    if (this._failure === undefined) {
      this.feed(chunk, appendMissingNULLonIncoming);
      this._loop.run();
    }
    if (this._failure !== undefined) throw this._failure;
  }

  private feed(chunk: string | Uint8Array, nulMayBeMissing: boolean): void {
    for (const item of this._decoder.feed(chunk, true, nulMayBeMissing)) {
      if ('frame' in item) this.tellFrame(rawFrameOf(item.frame));
      else if ('heartbeats' in item) this.tellPings(item.heartbeats);
      else this._failure = item.error;
    }
  }

  private tellFrame(frame: IRawFrameType): void {
    this._loop.tell(() => this.onFrame(frame));
  }

  private tellPings(count: number): void {
    for (let i = 0; i < count; i++) this._loop.tell(() => this.onIncomingPing());
  }
}

function rawFrameOf(frame: ReceivedFrame): IRawFrameType {
  return { command: frame.command, headers: frame.headerList(), binaryBody: frame.binaryBody };
}

// A copy: frames may come in pieces, and the caller may use his buffer again.
function octetsOf(segment: unknown): Uint8Array {
  if (ArrayBuffer.isView(segment)) {
    return new Uint8Array(segment.buffer, segment.byteOffset, segment.byteLength).slice();
  }
  // A buffer from another realm is no instance of our ArrayBuffer.
  if (/^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(segment))) {
    return new Uint8Array(segment as ArrayBuffer).slice();
  }
  throw new TypeError('What is to be parsed must be text or an ArrayBuffer');
}
