import type { OutgoingHeaders } from './core/arguments.js';
import type { MessageFraming } from './message-framing.js';
import type { Transport } from './transport.js';
import type { IFrame } from './types.js';

/** The codes of close events that no socket told (RFC 6455, section 7.4). */
export const closeCode = { lost: 1006, discarded: 4001 } as const;

let made = 0;

/** One try at a connection, and the connection that it becomes: one transport of the core's. */
export class ConnectionAttempt {
  transport: Transport | undefined;
  /** Of the messages to its transport. */
  framing: MessageFraming | undefined;
  /** Those of CONNECT: what is in them is read when it is sent. */
  connectHeaders: OutgoingHeaders = {};
  /** Its socket is let go of where the connection fails, in place of waiting until it has closed. */
  discardsOnFailure = false;
  /** Nothing more is to be heard of it. */
  ended = false;
  /** Why it could not be made, or what broke it. */
  cause: unknown;
  /** What the socket said of its failure, where it says anything. */
  trouble: string | undefined;
  /** ERROR, which nothing has followed yet. */
  brokerError: IFrame | undefined;
  /** The socket's own, or what stands in for it. */
  closeEvent: unknown;

  /** Tells it from all others, of this client's or not: the core begins with new ids when a client is activated. */
  readonly number = ++made;

  constructor(readonly id: number) {}

  /** Lets go of the socket without waiting for it to close. Both are for the application's `onWebSocketClose`. */
  discard(code: number, reason: string): void {
    this.ended = true;
    this.closeEvent = closeEvent(code, reason);
    this.transport?.abandon();
  }
}

// Stands in for the CloseEvent that nobody waits for any more.
function closeEvent(code: number, reason: string): unknown {
  return { type: 'close', code, reason, wasClean: false };
}
