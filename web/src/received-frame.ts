import { decodeForEyes } from './core/coders.js';
import { encodeFrame, encodeHead, type FrameToEncode } from './core/frame-encoder.js';
import { decodeText, encodeText } from './core/text.js';
import { type HeaderShape, type ValueList, valueAt } from './header-shape.js';
import { errorOfCode } from './stomp-errors.js';
import type { StompHeaders } from './stomp-headers.js';
import type { IFrame } from './types.js';

/**
 * What a frame is cut out of: `text` by units, or `octets`. Where both are there, the head is in `octets` (it is not
 * ASCII) and the body in `text`.
 */
export interface FrameContent {
  readonly text: string | undefined;
  readonly octets: Uint8Array | undefined;
  readonly shape: HeaderShape;
  readonly values: ValueList;
  /** Of the frame, in `octets`. */
  readonly headStart: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

// In octets. To decode takes longer than what is decoded, up to about here.
const smallFrame = 1024;

/**
 * A frame whose headers and body are made of what came when somebody asks for them, and kept unless the application has
 * frozen it.
 */
export class ReceivedFrame implements IFrame {
  isBinaryBody = true;
  private lazyHeaders: StompHeaders | undefined = undefined;
  private lazyBody: string | undefined = undefined;
  private lazyBinaryBody: Uint8Array | undefined = undefined;
  private lazyAscii: string | undefined = undefined;

  constructor(
    public command: string,
    private readonly source: FrameContent,
  ) {}

  get headers(): StompHeaders {
    if (this.lazyHeaders !== undefined) return this.lazyHeaders;
    const headers = this.readHeaders();
    try {
      this.lazyHeaders = headers;
    } catch {
      // It is frozen. To ask whether it is takes longer.
    }
    return headers;
  }
  set headers(headers: StompHeaders) {
    this.lazyHeaders = headers;
  }

  get body(): string {
    if (this.lazyBody !== undefined) return this.lazyBody;
    const body = this.readBody();
    try {
      this.lazyBody = body;
    } catch {
      // Frozen.
    }
    return body;
  }

  get binaryBody(): Uint8Array {
    if (this.lazyBinaryBody !== undefined) return this.lazyBinaryBody;
    const binaryBody = this.readBinaryBody();
    if (Object.isExtensible(this)) this.lazyBinaryBody = binaryBody;
    return binaryBody;
  }

  /** The frame without its body and NUL, as 1.2 escapes it. */
  toString(): string {
    return encodeHead('1.2', this.toEncode());
  }

  /** The frame as it could be sent on, as 1.2 escapes it. */
  serialize(): ArrayBuffer {
    return (encodeFrame('1.2', this.toEncode()) as Uint8Array).buffer as ArrayBuffer;
  }

  /** What there is to read, since there are no fields that a frame is made of. @internal */
  toJSON(): object {
    const { command, headers, isBinaryBody, binaryBody } = this;
    return { command, headers, isBinaryBody, body: decodeForEyes(binaryBody) };
  }

  private toEncode(): FrameToEncode {
    return { command: this.command, headers: this.headers, body: this.binaryBody };
  }

  /** All headers in wire order, repeats included. @internal */
  headerList(): [name: string, value: string][] {
    return this.source.shape.names.map((name, index) => [name, this.headerValue(index)]);
  }

  /** The value of a header by its place among them. @internal */
  headerValue(index: number): string {
    const { text, octets, values } = this.source;
    if (octets === undefined) return valueAt(values, index, text as string);
    return textOf(octets, values, index);
  }

  /** A header as it came, whatever became of `headers`. @internal */
  receivedHeader(name: string): string | undefined {
    const index = this.source.shape.names.indexOf(name);
    return index < 0 ? undefined : this.headerValue(index);
  }

  private readHeaders(): StompHeaders {
    const { text, octets, shape, values } = this.source;
    const isMessage = this.command === 'MESSAGE';
    if (octets === undefined) return shape.fill(values, text as string, isMessage);
    return this.readHeadersFrom(octets, isMessage);
  }

  // All of the head is decoded at once, and sliced where units are octets; that takes a fraction of the time.
  private readHeadersFrom(octets: Uint8Array, isMessage: boolean): StompHeaders {
    const { shape, values, headStart, text, bodyStart } = this.source;
    const ascii = this.readAscii();
    if (ascii !== '') return shape.fill(shifted(values, this.asciiStart), ascii, isMessage);
    const headEnd = text === undefined ? bodyStart : octets.length;
    const head = decodeText(octets.subarray(headStart, headEnd));
    if (head.length === headEnd - headStart) return shape.fill(shifted(values, headStart), head, isMessage);
    const texts = values.map((_, i) => (i % 2 === 0 ? textOf(octets, values, i / 2) : -1));
    return shape.fill(texts, '', isMessage);
  }

  private readBody(): string {
    const { text, octets, bodyStart, bodyEnd } = this.source;
    if (text !== undefined) return text.slice(bodyStart, bodyEnd);
    const ascii = this.readAscii();
    const start = this.asciiStart;
    if (ascii !== '') return ascii.slice(bodyStart - start, bodyEnd - start);
    return decodeBody((octets as Uint8Array).subarray(bodyStart, bodyEnd));
  }

  /**
   * A small frame that came as octets, head and body in one, or all of a message that is small; '' where it is not ASCII.
   * To cut a stretch out of octets takes as long as to decode it.
   */
  private readAscii(): string {
    if (this.lazyAscii !== undefined) return this.lazyAscii;
    const { text, octets, headStart, bodyEnd } = this.source;
    if (octets === undefined || text !== undefined || bodyEnd - headStart > smallFrame) return '';
    const isSmall = octets.length <= smallFrame;
    const ascii = asciiOf(isSmall ? octets : octets.subarray(headStart, bodyEnd));
    try {
      this.lazyAscii = ascii;
    } catch {
      // Frozen.
    }
    return ascii;
  }
  /** Where that begins. */
  private get asciiStart(): number {
    const { octets, headStart } = this.source;
    return (octets as Uint8Array).length <= smallFrame ? 0 : headStart;
  }

  private readBinaryBody(): Uint8Array {
    const { text, octets, bodyStart, bodyEnd } = this.source;
    if (text !== undefined) return encodeText(text.slice(bodyStart, bodyEnd));
    return (octets as Uint8Array).slice(bodyStart, bodyEnd);
  }
}

function shifted(values: ValueList, origin: number): ValueList {
  if (origin === 0) return values;
  return values.map((value) => (typeof value === 'string' ? value : value - origin));
}

/** @throws HoofbeatError `invalid_utf8` */
export function decodeBody(octets: Uint8Array): string {
  try {
    return decodeText(octets);
  } catch (cause) {
    throw errorOfCode('invalid_utf8', 'It is the body that is not: read binaryBody.', cause);
  }
}

function asciiOf(octets: Uint8Array): string {
  try {
    const text = decodeText(octets);
    return text.length === octets.length ? text : '';
  } catch {
    return ''; // the body is not text: who asks for it is told
  }
}

function textOf(octets: Uint8Array, values: ValueList, index: number): string {
  const start = values[2 * index] as number | string;
  if (typeof start === 'string') return start;
  return decodeText(octets.subarray(start, values[2 * index + 1] as number));
}
