import { isArrayBuffer } from './array-buffer.js';
import { decodeText, encodeText, octetsOf } from './core/text.js';
import { BodyFlag } from './generated/records.js';
import { errorOfCode } from './stomp-errors.js';
import type { IPublishParams } from './types.js';

/** The body of a frame that is about to be sent. It stays here: the core writes only the head in front of it. */
export class OutgoingBody {
  private constructor(
    private readonly content: string | Uint8Array,
    /** In octets. */
    readonly size: number,
    /** See BodyFlag. */
    readonly flags: number,
  ) {}

  /**
   * What `publish` was asked to send. Octets are never sent uncounted: nobody could tell where they end.
   * @throws TypeError: `binaryBody` is of no octets
   */
  static asked({ body, binaryBody, skipContentLengthHeader }: IPublishParams): OutgoingBody {
    if (binaryBody !== undefined && binaryBody !== null) return OutgoingBody.of(asOctets(binaryBody));
    return OutgoingBody.of(typeof body === 'string' ? body : textOf(body), skipContentLengthHeader !== true);
  }

  /** `isCounted`: it is sent with `content-length`. */
  static of(content: string | Uint8Array, isCounted = true): OutgoingBody {
    const size = typeof content === 'string' ? octetsOf(content) : content.length;
    if (isCounted) return new OutgoingBody(content, size, 0);
    const hasNul = typeof content === 'string' ? content.includes('\0') : content.includes(0);
    return new OutgoingBody(content, size, BodyFlag.withoutContentLength | (hasNul ? BodyFlag.hasNul : 0));
  }

  /**
   * The same octets as text.
   * @throws HoofbeatError `unwritable_body`: they are not UTF-8
   */
  asText(): OutgoingBody {
    if (typeof this.content === 'string') return this;
    try {
      return new OutgoingBody(decodeText(this.content), this.size, this.flags);
    } catch (cause) {
      throw errorOfCode(
        'unwritable_body',
        'The socket carries text alone, and the body is not UTF-8.',
        cause,
      );
    }
  }

  /** The message to be sent: text as text, octets as octets. */
  behind(head: string): string | Uint8Array {
    if (typeof this.content === 'string') return `${head}${this.content}\0`;
    const octets = encodeText(head);
    const message = new Uint8Array(octets.length + this.content.length + 1);
    message.set(octets);
    message.set(this.content, octets.length);
    return message;
  }
}

function textOf(body: unknown): string {
  return body === undefined || body === null ? '' : String(body);
}

/**
 * What an application gave for octets, in place; a list of numbers is copied.
 * @throws TypeError: it is nothing of the kind
 */
export function asOctets(given: unknown): Uint8Array {
  if (given instanceof Uint8Array) return given;
  if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  if (isArrayBuffer(given)) return new Uint8Array(given);
  if (Array.isArray(given)) return Uint8Array.from(given);
  const tag = Object.prototype.toString.call(given);
  throw new TypeError(`binaryBody must be a Uint8Array, not ${tag.slice('[object '.length, -1)}`);
}
