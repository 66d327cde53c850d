import type { Transport } from './transport.js';

/** One try at a connection, and the connection that it becomes: one transport of the core's. */
export class ConnectionAttempt {
  transport: Transport | undefined;
  /** Nothing more is to be heard of it. */
  ended = false;
  /** Why it could not be made, or what broke it. */
  cause: unknown;
  /** The socket's own, or what stands in for it. */
  closeEvent: unknown;

  constructor(readonly id: number) {}

  /** Lets go of the socket without waiting for it to close. `reason`: for the application's `onWebSocketClose`. */
  discard(reason: string): void {
    this.ended = true;
    this.closeEvent = closeEvent(reason);
    this.transport?.abandon();
  }
}

// Stands in for the CloseEvent that nobody waits for any more; the code is of the range left to applications.
function closeEvent(reason: string): unknown {
  return { type: 'close', code: 4001, reason, wasClean: false };
}
