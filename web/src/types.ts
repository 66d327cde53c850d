import type { StompHeaders } from './stomp-headers.js';

/** Takes a line of the debug log. */
export type debugFnType = (msg: string) => void;
/** Takes a MESSAGE. */
export type messageCallbackType = (message: IMessage) => void;
/** Takes a frame. */
export type frameCallbackType = ((frame: IFrame) => void) | (() => void);
/** Takes nothing. */
export type emptyCallbackType = () => void;
/** Takes the socket's close event: a `CloseEvent` where the socket is a WebSocket. */
// biome-ignore lint/suspicious/noExplicitAny: sockets of other makes have events of their own
export type closeEventCallbackType<T = any> = (evt: T) => void;
/** Takes the socket's error event: an `Event` where the socket is a WebSocket. */
// biome-ignore lint/suspicious/noExplicitAny: sockets of other makes have events of their own
export type wsErrorCallbackType<T = any> = (evt: T) => void;

/** A frame that was received (STOMP 1.2, "STOMP Frames"). */
export interface IFrame {
  /** Such as `'MESSAGE'`. */
  command: string;
  /** Unescaped and never trimmed; of repeated headers the first (STOMP 1.2, "Repeated Header Entries"). */
  headers: StompHeaders;
  /** Always true for received frames: `binaryBody` has the octets as they came. */
  isBinaryBody: boolean;
  /**
   * The body as text.
   * @throws HoofbeatError `invalid_utf8` where it is not UTF-8; `binaryBody` has it then
   */
  readonly body: string;
  /** The body's octets, in memory of its own. */
  readonly binaryBody: Uint8Array;
}

/** Another name of {@link IFrame}. */
export type Frame = IFrame;

/** A MESSAGE frame. */
export interface IMessage extends IFrame {
  /**
   * Acknowledges the message (STOMP 1.2, "ACK"). Needed where the subscription's `ack` header says `client` or
   * `client-individual`; does nothing where the message has no header to be acknowledged by, where the connection that
   * it came by has ended, which has the broker deliver it anew, and while the client is being deactivated, since
   * nothing may follow DISCONNECT.
   * @param headers - further headers, such as `transaction`
   */
  ack: (headers?: StompHeaders) => void;
  /** Tells the broker that the message was not consumed (STOMP 1.2, "NACK"); otherwise as `ack`. */
  nack: (headers?: StompHeaders) => void;
}

/** Another name of {@link IMessage}. */
export type Message = IMessage;

/** A transaction that was begun (STOMP 1.2, "BEGIN"). */
export interface ITransaction {
  /** For the `transaction` header of the frames that belong to it. */
  id: string;
  /**
   * @throws TypeError while the client is being deactivated
   * @throws HoofbeatError `connection_gone`: it was begun on a connection that has ended
   */
  commit: () => void;
  /** Does nothing where its connection has ended, which has aborted it. */
  abort: () => void;
}

/** A subscription of the current connection. */
export interface StompSubscription {
  /** Its id on the wire. */
  id: string;
  /**
   * Ends it. Does nothing where its connection has ended, and it with it.
   * @param headers - further headers, such as `receipt`
   */
  unsubscribe: (headers?: StompHeaders) => void;
}

/** What is sent by `publish`: one SEND frame (STOMP 1.2, "SEND"). */
export interface IPublishParams {
  /** Where to; its meaning is the broker's. */
  destination: string;
  /** Further headers. Values that are undefined or null are left out. */
  headers?: StompHeaders;
  /** Goes out as a text message. */
  body?: string;
  /**
   * Goes out as a binary message; wins over `body`. Copied before `publish` returns. Over a socket that carries text
   * alone it goes out as text, and must be UTF-8.
   */
  binaryBody?: Uint8Array;
  /** Leaves `content-length` out; the body must hold no NUL then. Of no effect on `binaryBody`. */
  skipContentLengthHeader?: boolean;
}

/** Another name of {@link IPublishParams}. */
export type publishParams = IPublishParams;

/** What a socket's `onmessage` is called with. */
export interface IStompSocketMessageEvent {
  /** The message. */
  data?: string | ArrayBuffer;
}

/** What a client needs of a socket: a WebSocket, or what behaves like one. */
export interface IStompSocket {
  /** Where it leads. */
  url: string;
  // biome-ignore-start lint/suspicious/noExplicitAny: sockets of other makes have events of their own
  /** Is set by the client: it has closed. */
  onclose: ((ev?: any) => any) | undefined | null;
  /** Is set by the client: something is wrong. */
  onerror: ((ev: any) => any) | undefined | null;
  /** Is set by the client: a message has arrived. */
  onmessage: ((ev: any) => any) | undefined | null;
  /** Is set by the client: it is open. */
  onopen: ((ev?: any) => any) | undefined | null;
  /** Ends it without waiting for the other side, where there is such a thing. */
  terminate?: (() => any) | undefined | null;
  // biome-ignore-end lint/suspicious/noExplicitAny: as above
  /** Is set to 'arraybuffer', but for a SockJS, which has none and carries text alone. */
  binaryType?: string;
  /** See `StompSocketState`. */
  readonly readyState: number;
  /** Closes it (RFC 6455, section 7). */
  close(): void;
  /** Sends a message: text as text, octets as binary. */
  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void;
  /** Of a SockJS: how it gets through, such as `'xhr-streaming'`. */
  readonly transport?: string | null | undefined;
  /** Of a SockJS: is called once STOMP's heartbeats are agreed on. */
  expectNoHeartbeats?(): void;
}

/** Agreed intervals in milliseconds; 0: none in that direction (STOMP 1.2, "Heart-beating"). */
export interface HeartbeatIntervals {
  /** How often the broker promised to be heard. */
  incoming: number;
  /** How often the client promised to be heard. */
  outgoing: number;
}

/** A reconnection that will be tried. */
export interface ReconnectionAttempt {
  /** 1 is the first since the last CONNECTED. */
  attempt: number;
  /** Milliseconds until it starts. */
  delay: number;
}

/** Bounds on what a broker may send; beyond them the connection is given up (STOMP 1.2, "Size Limits"). */
export interface FrameLimits {
  /** Octets from the command to the NUL: 1 … 2³² − 1; 65 MiB unless told. */
  maxFrameBytes?: number;
  /** Octets of the body: 0 … 2³² − 1; 64 MiB unless told. */
  maxBodyBytes?: number;
  /** Octets of the command or one header line: 1 … 2³² − 1; 64 KiB unless told. */
  maxLineBytes?: number;
  /** Headers of one frame: 0 … 1,000,000; 1000 unless told. */
  maxHeaders?: number;
}
