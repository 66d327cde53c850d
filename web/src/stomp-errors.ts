import { type ErrorCode, errorOf, type HoofbeatError, type KnownError, knownError } from './errors.js';
import { stompErrors } from './generated/stomp-errors.js';

/** By its number in the core, or by its code. */
export function stompError(which: number | ErrorCode): KnownError {
  const known = knownError(stompErrors, which);
  return known.limit === undefined ? known : { ...known, limit: `limits.${known.limit}` };
}

/** `detail`: behind the sentence on the code. */
export function errorOfNumber(number: number, detail?: string, offset?: number): HoofbeatError {
  return errorOf(stompError(number), detail, undefined, offset);
}

export function errorOfCode(code: ErrorCode, detail?: string, cause?: unknown): HoofbeatError {
  return errorOf(stompError(code), detail, { cause });
}

/** What a call throws that the core refused. The class and the message are what applications look for. */
export function refusal(known: KnownError, detail?: string): Error {
  return known.code === 'not_connected' ? notConnected() : errorOf(known, detail);
}

export function notConnected(): TypeError {
  return Object.assign(new TypeError('There is no underlying STOMP connection'), {
    code: 'not_connected' as const,
  });
}

/** How the core numbers an error that a call returned; such calls return -1 - number. */
export function errorOfResult(result: number, detail?: string): Error {
  return refusal(stompError(-1 - result), detail);
}
