import { type ErrorCode, type ErrorCondition, errorTable } from './generated/error-table.js';

export type { ErrorCode, ErrorCondition };

/** What the protocol core reports: a precise code, and the coarse condition that it belongs to. */
export class HoofbeatError extends Error {
  /** `'HoofbeatError'` */
  override readonly name: string = 'HoofbeatError';

  constructor(
    /** What went wrong, e.g. `'undefined_escape'`. */
    readonly code: ErrorCode,
    /** Who has to do something about it: `'misuse'` the caller, `'protocol'` the broker, `'transport'` nobody here. */
    readonly condition: ErrorCondition,
    message: string,
    /** For errors in what the broker sent: where, in octets since the connection's first. */
    readonly offset?: number,
    // Not ErrorOptions: applications may be compiled for a language that has none.
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** How the core numbers an error that a call returned; such calls return -1 - number. */
export function errorOfResult(result: number, detail?: string): Error {
  return errorOfNumber(-1 - result, { detail });
}

/** @internal */
export function errorOfNumber(
  number: number,
  more: { detail?: string | undefined; offset?: number; cause?: unknown } = {},
): Error {
  const [code, condition, sentence] = errorTable[number] as (typeof errorTable)[number];
  if (code === 'not_connected') return notConnected();
  const message = more.detail === undefined ? sentence : `${sentence} ${more.detail}`;
  return new HoofbeatError(code, condition, message, more.offset, causeOf(more.cause));
}

/** @internal */
export function errorOfCode(code: ErrorCode, detail?: string, cause?: unknown): HoofbeatError {
  const number = errorTable.findIndex(([name]) => name === code);
  return errorOfNumber(number, { detail, cause }) as HoofbeatError;
}

function causeOf(cause: unknown): ErrorOptions | undefined {
  return cause === undefined ? undefined : { cause };
}

// The class and the message are what applications look for.
function notConnected(): TypeError {
  return Object.assign(new TypeError('There is no underlying STOMP connection'), {
    code: 'not_connected' as const,
  });
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
