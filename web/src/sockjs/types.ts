import type { ErrorCode, HoofbeatError } from '../errors.js';

/** The ways to a server, in the order in which they are tried. */
export type SockJSTransport = 'websocket' | 'xhr-streaming' | 'eventsource' | 'xhr-polling';

/** Headers of HTTP requests, or what gives them anew for each request. */
export type HttpHeaders = Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);

/** What SockJS needs of a WebSocket. */
export interface WebSocketLike {
  /** As a WebSocket's. */
  binaryType?: string;
  /** Octets that wait to be sent. */
  readonly bufferedAmount?: number;
  // biome-ignore-start lint/suspicious/noExplicitAny: sockets of other makes have events of their own
  /** It is open. */
  onopen: ((event: any) => any) | null;
  /** A message has arrived. */
  onmessage: ((event: any) => any) | null;
  /** Something is wrong. */
  onerror: ((event: any) => any) | null;
  /** It has closed. */
  onclose: ((event: any) => any) | null;
  // biome-ignore-end lint/suspicious/noExplicitAny: as above
  /** Sends a text. */
  send(text: string): void;
  /** Closes it (RFC 6455, section 7). */
  close(code?: number): void;
}

/** Options of one transport. */
export interface SockJSTransportOptions {
  /** Headers of its HTTP requests, in addition to those of all. Not for `websocket`, which can't have any. */
  headers?: HttpHeaders;
}

/** Options of a SockJS connection. Times are milliseconds. */
export interface SockJSOptions {
  /** The server's part of session URLs; three digits by chance unless told. */
  server?: string | undefined;
  /** Characters of session ids, 1 … 256, 8 unless told; or what makes up an id. Each attempt needs another. */
  sessionId?: number | (() => string) | undefined;
  /** The transports that may be tried; all unless told. Names that are unknown are passed over. */
  transports?: string | readonly string[] | undefined;
  /** What a transport gets at the least until it is open; more where the server is slow. 0 … 2³¹ − 1. */
  timeout?: number | undefined;
  /** Options of single transports, by their name. */
  transportOptions?: Readonly<Record<string, SockJSTransportOptions>>;
  /** Headers of all HTTP requests. EventSource can't have any, and is not tried then. */
  headers?: HttpHeaders;
  /** Whether HTTP requests carry cookies (Fetch standard); `'include'` unless told. */
  credentials?: 'include' | 'same-origin' | 'omit';
  /** For how long the server may be silent; 0: for ever. 0 … 2³¹ − 1. Unless told, learned from its heartbeats. */
  silenceTimeout?: number;
  /** How long `/info` may take. 1 … 2³¹ − 1; 8,000 unless told. */
  infoTimeout?: number;
  /** How long one POST of messages may take. 1 … 2³¹ − 1; 60,000 unless told. */
  sendTimeout?: number;
  /** Octets of a frame that is received. 1 … 2³² − 1; 64 MiB unless told. */
  maxFrameBytes?: number;
  /** Octets that may wait to be sent over HTTP. 1 … 2³² − 1; 64 MiB unless told. */
  maxSendBufferBytes?: number;
  /** Makes WebSockets; needed where there is no global WebSocket, as in Node 20. */
  webSocketFactory?: (url: string) => WebSocketLike;
}

/** A transport that was not used, and why. */
export interface PassedOverTransport {
  /** Which it was. */
  readonly transport: SockJSTransport;
  /** Why, as an error's code. */
  readonly code: ErrorCode;
  /** The HTTP status or the WebSocket's close code that told; 0: neither. */
  readonly status: number;
  /** Why, in words. */
  readonly message: string;
}

/** What `_transport` of a connection tells. */
export interface TransportInUse {
  /** Which it is. */
  readonly transportName: SockJSTransport;
  /** With the server's and the session's part. */
  readonly url: string;
}

/** `open`, `heartbeat` and `error`. */
export type SockJSEvent = Event;

/** A message has arrived. */
export interface SockJSMessageEvent extends Event {
  /** The text. */
  readonly data: string;
}

/** The connection is closed. */
export interface SockJSCloseEvent extends Event {
  /**
   * The code of the `close` call or of the server; 1001: the page was left; 1002: `/info` could not be had, or the
   * server broke the protocol; 1006: the connection was lost; 2000: no transport could be opened.
   */
  readonly code: number;
  /** Why, in words; may be empty. */
  readonly reason: string;
  /** One of both sides closed it. */
  readonly wasClean: boolean;
  /** Messages that were sent over HTTP, of which nobody knows whether they arrived. */
  readonly unconfirmed: number;
  /** As `passedOver` of the connection. */
  readonly passedOver: readonly PassedOverTransport[];
  /** Why, where neither side closed it. */
  readonly error?: HoofbeatError | undefined;
}

/** Events by their type. */
export interface SockJSEventMap {
  /** The connection is open. */
  open: SockJSEvent;
  /** A text has arrived. */
  message: SockJSMessageEvent;
  /** A heartbeat of the server's has arrived. */
  heartbeat: SockJSEvent;
  /** `/info` could not be had; `close` follows. */
  error: SockJSEvent;
  /** The connection has ended: the last event. */
  close: SockJSCloseEvent;
}
