import { encodeFrame, encodeHead, type FrameToEncode } from '../core/frame-encoder.js';
import { encodeText } from '../core/text.js';
import { asOctets } from '../outgoing-body.js';
import { decodeBody, ReceivedFrame } from '../received-frame.js';
import type { StompHeaders } from '../stomp-headers.js';
import type { IFrame } from '../types.js';
import { escapeHeader, unescapeHeader } from './header-escapes.js';
import type { IRawFrameType } from './raw-frame.js';

/** What a {@link FrameImpl} is made of. */
export interface FrameImplParams {
  /** Such as `'SEND'`. */
  command: string;
  /** Copied. Values that are undefined or null are left out of what is sent. */
  headers?: StompHeaders | undefined;
  /** As text; empty unless told. */
  body?: string | undefined;
  /** Wins over `body`. */
  binaryBody?: Uint8Array | undefined;
  /** Whether headers are escaped as STOMP 1.2 does it; false unless told. */
  escapeHeaderValues?: boolean | undefined;
  /** Leaves `content-length` out where the body is text; it must hold no NUL then. */
  skipContentLengthHeader?: boolean | undefined;
}

/**
 * A frame by itself, as applications of `@stomp/stompjs` make and take them apart; the client has no need of it. All
 * frames that the client hands out are instances too.
 */
export class FrameImpl implements IFrame {
  command: string;
  headers: StompHeaders;
  isBinaryBody: boolean;

  private _body: string | undefined;
  private _binaryBody: Uint8Array | undefined;
  private escapeHeaderValues: boolean;
  private skipContentLengthHeader: boolean;

  /** @throws TypeError: `binaryBody` is of no octets */
  constructor(params: FrameImplParams) {
    const { command, headers, body, binaryBody, escapeHeaderValues, skipContentLengthHeader } = params;
    this.command = command;
    this.headers = { ...headers };
    this.isBinaryBody = Boolean(binaryBody);
    this._body = binaryBody ? undefined : String(body || '');
    this._binaryBody = binaryBody ? asOctets(binaryBody) : undefined;
    this.escapeHeaderValues = escapeHeaderValues || false;
    this.skipContentLengthHeader = skipContentLengthHeader || false;
  }

  /** @internal */
  static [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a class that extends this one has instances of its own alone
    const ofClient = this === FrameImpl && value instanceof ReceivedFrame;
    // biome-ignore lint/complexity/noThisInStatic: as above
    return ofClient || Function.prototype[Symbol.hasInstance].call(this, value);
  }

  /**
   * What `Parser` made of a frame. White space around names and values is cut off, which STOMP leaves where it is; of
   * repeated headers the first counts.
   * @param escapeHeaderValues - whether they are escaped as STOMP 1.2 does it
   * @throws HoofbeatError `undefined_escape`
   */
  static fromRawFrame(rawFrame: IRawFrameType, escapeHeaderValues: boolean): FrameImpl {
    const command = rawFrame.command as string;
    const isEscaped = escapeHeaderValues && !isHandshake(command);
    const read = (text: string) => (isEscaped ? unescapeHeader(text.trim()) : text.trim());
    // From the last to the first, which is the order that they always had.
    const headers = [...rawFrame.headers].reverse().map(([name, value]) => [read(name), read(value)]);
    return new FrameImpl({
      command,
      headers: Object.fromEntries(headers),
      binaryBody: rawFrame.binaryBody,
      escapeHeaderValues,
    });
  }

  /** The body as text. @throws HoofbeatError `invalid_utf8` where it is not UTF-8; `binaryBody` has it then */
  get body(): string {
    this._body ??= decodeBody(this._binaryBody as Uint8Array);
    return this._body;
  }

  /** The body's octets. */
  get binaryBody(): Uint8Array {
    this._binaryBody ??= encodeText(this._body as string);
    return this._binaryBody;
  }

  /** The frame without its body and NUL. Throws as `serialize`. */
  toString(): string {
    return encodeHead(this.version, this.content());
  }

  /**
   * The frame as it goes out: text, or octets where its body is of octets.
   * @throws HoofbeatError `invalid_command`; `unwritable_header_name`, `unwritable_header_value`: what would end the
   *   line or the frame and isn't escaped; `unwritable_body`: NUL in a body without `content-length`
   */
  serialize(): string | ArrayBuffer {
    const message = encodeFrame(this.version, this.content());
    return typeof message === 'string' ? message : (message.buffer as ArrayBuffer);
  }

  /** A frame as it goes out. Throws as `serialize`. */
  static marshall(params: FrameImplParams): string | ArrayBuffer {
    return new FrameImpl(params).serialize();
  }

  /** Escapes a header's value (STOMP 1.2, "Value Encoding"). */
  static hdrValueEscape(str: string): string {
    return escapeHeader(str);
  }

  /** Takes its escapes back. @throws HoofbeatError `undefined_escape` */
  static hdrValueUnEscape(str: string): string {
    return unescapeHeader(str);
  }

  // Where no version tells how to escape, what can't be written as it is is refused.
  private get version(): string {
    return this.escapeHeaderValues ? '1.2' : '';
  }

  private content(): FrameToEncode {
    const { command, headers, isBinaryBody } = this;
    const body = isBinaryBody ? this._binaryBody : this._body;
    return {
      command,
      headers: headers ?? {},
      body,
      contentLength: isBinaryBody || !this.skipContentLengthHeader,
    };
  }
}

function isHandshake(command: string): boolean {
  return command === 'CONNECT' || command === 'STOMP' || command === 'CONNECTED';
}
