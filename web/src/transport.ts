import type { IStompSocket } from './types.js';

/** Sends and receives whole messages, and decides nothing. */
export interface Transport {
  /** What it is made of, as the application knows it. */
  readonly socket: IStompSocket;
  /** Octets can't be sent. */
  readonly carriesTextAlone: boolean;
  /** @throws whatever the socket throws */
  send(message: string | Uint8Array): void;
  /** Asks it to close; `closed` follows. `code`: RFC 6455, section 7.4. */
  close(code: number): void;
  /** Lets go of it: its listener hears nothing more. */
  abandon(): void;
}

/** What a transport tells, in this order: opened once, messages, closed once. */
export interface TransportListener {
  opened(): void;
  /** @param timeStamp - of its event (DOM, `Event.timeStamp`), where that is a browser's */
  message(message: string | Uint8Array, timeStamp?: number): void;
  /** Something is wrong; `closed` follows. */
  failed(event: unknown): void;
  closed(event: unknown): void;
}
