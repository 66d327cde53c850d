import type { ErrorCode, ErrorCondition, ErrorPart } from './generated/error-codes.js';
import { sharedErrors } from './generated/shared-errors.js';
import type { IFrame } from './types.js';

export type { ErrorCode, ErrorCondition };

/** What an error is about, where it is known. */
export interface ErrorDetails {
  /** What the platform or the application threw. */
  cause?: unknown;
  /** See {@link HoofbeatError.url}. */
  url?: string | undefined;
  /** See {@link HoofbeatError.frame}. */
  frame?: IFrame | undefined;
  /** See {@link HoofbeatError.limit}. */
  limit?: string | undefined;
}

/**
 * What went wrong: a precise code, the coarse condition that it belongs to, and in `message` what to do about it.
 * docs/errors.md lists all codes. No password is told, nor any other header that lets somebody in.
 */
export class HoofbeatError extends Error {
  /** `'HoofbeatError'` */
  override readonly name: string = 'HoofbeatError';
  /** What was to be reached, without user, password, query and fragment. */
  declare readonly url?: string;
  /** The ERROR that the broker refused with. Not enumerable, since brokers may repeat what they were told. */
  declare readonly frame?: IFrame;
  /** The option that was passed, e.g. `'limits.maxFrameBytes'`. */
  declare readonly limit?: string;

  constructor(
    /** What went wrong, e.g. `'undefined_escape'`. */
    readonly code: ErrorCode,
    /** Who has to do something about it: `'misuse'` the caller, `'protocol'` the broker, `'transport'` nobody here. */
    readonly condition: ErrorCondition,
    message: string,
    /** For errors in what the broker sent: where, in octets since the connection's first. */
    readonly offset?: number,
    // Not ErrorOptions: applications may be compiled for a language that has none.
    { cause, url, frame, limit }: ErrorDetails = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    if (url !== undefined) this.url = url;
    if (limit !== undefined) this.limit = limit;
    if (frame !== undefined) Object.defineProperty(this, 'frame', { value: frame });
  }
}

/** What a table says of an error. */
export interface KnownError {
  readonly code: ErrorCode;
  readonly condition: ErrorCondition;
  readonly sentence: string;
  /** The option that the sentence names. */
  readonly limit: string | undefined;
}

const conditions: Readonly<Record<string, ErrorCondition>> = {
  m: 'misuse',
  p: 'protocol',
  t: 'transport',
};

/** By its number in the core, or by its code. What both protocols report is in a part of its own. */
export function knownError([first, own]: ErrorPart, which: number | ErrorCode): KnownError {
  const [part, index] =
    (which as number) < first ? [sharedErrors[1], which as number] : [own, (which as number) - first];
  const code = typeof which === 'string' ? which : (Object.keys(part)[index] as ErrorCode);
  const text = (part[code] ?? sharedErrors[1][code]) as string;
  const sentence = text.slice(1);
  return {
    code,
    condition: conditions[text[0] as string] as ErrorCondition,
    sentence,
    limit: /max[A-Z]\w+/.exec(sentence)?.[0],
  };
}

/** `detail`: behind the sentence. */
export function errorOf(
  { code, condition, sentence, limit }: KnownError,
  detail?: string,
  details?: ErrorDetails,
  offset?: number,
): HoofbeatError {
  const message = detail ? `${sentence} ${detail}` : sentence;
  return new HoofbeatError(code, condition, message, offset, { limit, ...details });
}

/** One that both protocols report, by its code. */
export function sharedError(code: ErrorCode, detail: string, details: ErrorDetails = {}): HoofbeatError {
  return errorOf(knownError(sharedErrors, code), detail, details);
}

/** A URL without what may let somebody in. */
export function shownUrl(url: string): string {
  return url.replace(/\/\/[^/?#]*@/, '//').replace(/[?#].*/s, '');
}

/** What a platform's error says; of one that tells nothing, what is behind it does. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  const reason = reasonOf(cause.cause) || cause.message || `${(cause as { code?: unknown }).code ?? ''}`;
  // Platforms repeat the URL that they were given, and a query may let somebody in.
  return reason.replace(/\?[^\s'"]+/g, '?…');
}

/**
 * For what a callback throws: it must not keep others from being called, nor be swallowed. Where there is no
 * `reportError`, as in Node, an uncaught error would end the process.
 */
export function report(error: unknown): void {
  try {
    if (typeof reportError === 'function') reportError(error);
    else console.error(error);
  } catch (refusal) {
    // As where a test lets console.error throw: it is heard, and nothing else is kept from being done.
    queueMicrotask(() => {
      throw refusal;
    });
  }
}
