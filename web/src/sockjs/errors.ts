import { type ErrorDetails, errorOf, type HoofbeatError, knownError } from '../errors.js';
import { sockjsErrors } from '../generated/sockjs-errors.js';

/** By its number in the core. `detail`: behind the sentence on it. */
export function errorOfNumber(number: number, detail?: string, details?: ErrorDetails): HoofbeatError {
  return errorOf(knownError(sockjsErrors, number), detail, details);
}

/** How the core numbers an error that a call returned; such calls return -1 - number. */
export function errorOfResult(result: number): HoofbeatError {
  return errorOfNumber(-1 - result);
}
