import { errorOfCode } from './stomp-errors.js';
import type { StompHeaders } from './stomp-headers.js';
import type { IMessage, IPublishParams, messageCallbackType } from './types.js';

/**
 * How bodies stand for values. `json` is one; others are as short, since a body may be text or octets:
 * ```ts
 * const quotes: BodyCodec<Quote> = {
 *   contentType: 'application/x-protobuf',
 *   encode: (quote) => Quote.encode(quote).finish(),
 *   decode: ({ binaryBody }) => Quote.decode(binaryBody),
 * };
 * ```
 */
export interface BodyCodec<T> {
  /** Goes out as `content-type`, where the headers have none (STOMP 1.2, "content-type"). */
  readonly contentType?: string;
  /** What it throws, `publish` throws. */
  readonly encode: (value: T) => string | Uint8Array;
  /** What it throws is the `cause` of what reading `content` throws. */
  readonly decode: (message: IMessage) => T;
}

/** A message whose body stands for a value. */
export interface ContentMessage<T> extends IMessage {
  /**
   * What the body stands for: decoded when it is read first, and kept.
   * @throws HoofbeatError `undecodable_body` where the codec can't decode it, by its `cause`; `body` and `binaryBody`
   *   have it still, and the message can be acknowledged either way
   */
  readonly content: T;
}

/** Takes a message whose body stands for a value. */
export type ContentCallback<T> = (message: ContentMessage<T>) => void;

/**
 * What takes the messages of a subscription: with a codec they have `content`; without one, `T` is `never`. Where
 * it is `any`, classes that override `subscribe` as it was before fit too.
 */
export type MessageCallback<T> = 0 extends 1 & T
  ? AnyContentCallback
  : [T] extends [never]
    ? messageCallbackType
    : ContentCallback<T>;

/** Takes a message whose body stands for a value of a type that is not told. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyContentCallback = (message: IMessage & { readonly content?: any }) => void;

/** What is sent by `publish` where a value is given in place of a body. */
export interface IContentParams<T> extends Pick<IPublishParams, 'destination' | 'headers'> {
  /** What the body is to stand for. */
  content: T;
  /** What makes the body of it. */
  codec: BodyCodec<T>;
}

/**
 * Bodies that are JSON (RFC 8259), in UTF-8.
 * @param check - returns what it is given where that is a `T`, and throws otherwise, e.g. the `parse` of a schema.
 *   Without one nothing is checked but that it is JSON.
 */
export function json<T>(check?: (value: unknown) => T): BodyCodec<T> {
  return {
    contentType: 'application/json',
    encode(value) {
      const text: string | undefined = JSON.stringify(value);
      if (text === undefined) throw new TypeError(`JSON has no text for ${typeof value}`);
      return text;
    },
    decode({ body }) {
      const value = parsed(body);
      return check === undefined ? (value as T) : check(value);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // What engines say quotes the body, which is nothing for logs.
    throw new SyntaxError('The body is no JSON', { cause });
  }
}

/** @internal */
export function withContent<T>(message: IMessage, codec: BodyCodec<T>): ContentMessage<T> {
  let decoded: { readonly content: T } | undefined;
  // Not enumerable: to look through a message must not throw.
  return Object.defineProperty(message, 'content', {
    get: () => {
      decoded ??= { content: decode(message, codec) };
      return decoded.content;
    },
  }) as ContentMessage<T>;
}

function decode<T>(message: IMessage, codec: BodyCodec<T>): T {
  try {
    return codec.decode(message);
  } catch (cause) {
    const { destination, 'message-id': id, 'content-type': type } = message.headers;
    const which = `Message ${id} to ${destination}, content-type: ${type ?? 'none'}: ${cause}`;
    throw errorOfCode('undecodable_body', which, cause);
  }
}

/** Whether there is a value to be published; undefined is one where a codec is there to say what that means. @internal */
export function hasContent<T>(params: IPublishParams | IContentParams<T>): params is IContentParams<T> {
  const { content, codec } = params as Partial<IContentParams<T>>;
  return content !== undefined || (codec !== undefined && 'content' in params);
}

/** What is to be published, as a body. @internal */
export function encoded<T>(params: IContentParams<T>): IPublishParams {
  const { destination, headers, content, codec } = params;
  // A body counts, as it did before there was `content`.
  if (codec === undefined && ('body' in params || 'binaryBody' in params)) return params as IPublishParams;
  if (codec === undefined) throw new TypeError('content needs a codec, such as json()');
  const { contentType } = codec;
  const all: StompHeaders = contentType === undefined ? {} : { 'content-type': contentType };
  const body = codec.encode(content);
  const made = typeof body === 'string' ? { body } : { binaryBody: body };
  return { destination, headers: { ...all, ...headers }, ...made };
}
