import type { ExchangeEnd } from '../core/sockjs/client-session.js';

/** How an exchange ended, and what broke it, where that is known. */
export interface PipeEnd extends ExchangeEnd {
  readonly cause?: unknown;
}

/** What a pipe tells, in this order: the response once, pieces or messages, the end once. */
export interface PipeListener {
  /** The response's HTTP status; 101: a WebSocket is open. */
  response(status: number): void;
  /** A piece of the response's body. */
  bytes(octets: Uint8Array): void;
  /** A WebSocket's message, or an event's data. */
  message(message: string | Uint8Array): void;
  ended(end: PipeEnd): void;
}

/** One request or one socket, which decides nothing. It begins when it is made. */
export interface Pipe {
  /** Aborts the request, or closes the socket. `code`: RFC 6455, section 7.4. */
  end(code: number): void;
  /** A WebSocket's alone. @throws whatever the socket throws */
  send?(text: string): void;
  /** Octets that the socket holds. */
  readonly bufferedAmount?: number;
}

/** A request over HTTP. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: RequestCredentials;
  /** `'no-cors'`: the answer may not be read, and can be had from any origin. */
  readonly mode?: 'no-cors';
}
