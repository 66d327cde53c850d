import {
  type BodyCodec,
  type ContentCallback,
  encoded,
  hasContent,
  type IContentParams,
  type MessageCallback,
  withContent,
} from './body-codec.js';
import { DebugLog } from './debug-log.js';
import { ActivationState, ReconnectionTimeMode, TickerStrategy } from './enums.js';
import type { HoofbeatError } from './errors.js';
import { OutgoingBody } from './outgoing-body.js';
import { SessionDriver } from './session-driver.js';
import type { SockJSOptions } from './sockjs/types.js';
import { noDebug, nothing, type StompConfig } from './stomp-config.js';
import { errorOfCode } from './stomp-errors.js';
import type { StompHeaders } from './stomp-headers.js';
import type {
  closeEventCallbackType,
  debugFnType,
  emptyCallbackType,
  FrameLimits,
  frameCallbackType,
  HeartbeatIntervals,
  IMessage,
  IPublishParams,
  IStompSocket,
  ITransaction,
  messageCallbackType,
  ReconnectionAttempt,
  StompSubscription,
  wsErrorCallbackType,
} from './types.js';
import { Versions } from './versions.js';

/**
 * A STOMP client over WebSocket that reconnects by itself.
 *
 * Options are properties; they are read when a connection is made or lost, so that what `beforeConnect` sets counts
 * for the connection at hand. One that is a number may be the text of one, `null` or `false` for 0, and beyond its range
 * for the range's end; anything else makes `activate` throw a TypeError that names it. Callbacks are looked up when they
 * are called; what they throw is reported as an uncaught error, by `reportError` or else `console.error`, and keeps
 * nothing else from being done. Times are milliseconds.
 */
export class Client {
  // ---- Where to

  /**
   * Where the broker is: `'wss://example.com/ws'` for a WebSocket, `'https://example.com/ws'` for SockJS, which gets
   * through where a WebSocket does not. Relative to the page's URL, and a WebSocket then.
   */
  brokerURL: string | undefined;
  /** Options of SockJS, for a `brokerURL` that asks for it. */
  sockjs: SockJSOptions | undefined;
  /** Makes the socket, in place of `brokerURL`. May hand over one that is open already. */
  webSocketFactory: (() => IStompSocket) | undefined;
  /** The versions to offer (STOMP 1.2, "Protocol Negotiation"). */
  stompVersions: Versions = Versions.default;
  /**
   * CONNECT's `host` header, which RabbitMQ takes for the virtual host; `'/'` is the default one there. A `host` among
   * `connectHeaders` wins. Null: none is sent (STOMP 1.2, "CONNECT or STOMP Frame").
   */
  host: string | null = '/';
  /** Headers of CONNECT, such as `login` and `passcode`. */
  connectHeaders: StompHeaders = {};
  /** Headers of DISCONNECT. */
  disconnectHeaders: StompHeaders = {};

  // ---- How long to wait

  /** From when the socket is made, behind `beforeConnect`, to CONNECTED; 0: for ever. 0 … 2³¹ − 1. */
  connectionTimeout = 0;
  /** From CONNECT to CONNECTED: brokers that share no version may keep silent. 0: for ever. 0 … 2³¹ − 1. */
  connectedTimeout = 30_000;
  /** From a frame with a `receipt` header to its RECEIPT; 0: for ever. 0 … 2³¹ − 1. */
  receiptTimeout = 30_000;
  /** From DISCONNECT to the broker's answer; 0: for ever. 0 … 2³¹ − 1. */
  disconnectTimeout = 5_000;

  // ---- Reconnection

  /** Before the first attempt to reconnect; 0: never reconnect. 0 … 2³¹ − 1. */
  reconnectDelay = 5_000;
  /** What the delay grows to at most; 0: no limit. 0 … 2³¹ − 1. */
  maxReconnectDelay = 15 * 60 * 1000;
  /** How the delay grows. */
  reconnectTimeMode: ReconnectionTimeMode = ReconnectionTimeMode.LINEAR;
  /** The share of the delay that is left to chance, so that clients don't all come back at once. 0 … 1. */
  reconnectJitter = 0;
  /** Attempts in a row before the client becomes inactive; 0: no limit. */
  maxReconnectAttempts = 0;

  // ---- Heartbeats (STOMP 1.2, "Heart-beating")

  /** How often the broker is wanted to be heard; 0: not at all. 0 … 2³¹ − 1. */
  heartbeatIncoming = 10_000;
  /** How often the client can be heard; 0: not at all. 0 … 2³¹ − 1. */
  heartbeatOutgoing = 10_000;
  /** The broker is lost when it was silent for longer than the agreed interval times this; below 1 counts as 1. */
  heartbeatToleranceMultiplier = 2;
  /** Where timers come from while the page is visible; while it is hidden, a worker's are used in any case. */
  heartbeatStrategy: TickerStrategy = TickerStrategy.Interval;

  // ---- Messages of the socket

  /** Bounds on what the broker may send. */
  limits: FrameLimits = {};
  /** Whether large text frames are sent in several messages, for brokers that limit these (64 KiB in Spring). */
  splitLargeFrames = false;
  /** How large these may be, in UTF-16 units; 1 or more. Pairs of surrogates stay together. */
  maxWebSocketChunkSize = 8 * 1024;
  /** Whether text frames are sent as binary messages too. Of no effect where the socket carries text alone. */
  forceBinaryWSFrames = false;
  /** Whether frames may arrive without their NUL, as in React Native, which cuts text there. */
  appendMissingNULLonIncoming = false;
  /** Whether a socket is let go of when its connection failed, in place of waiting until it has closed. */
  discardWebsocketOnCommFailure = false;

  // ---- Log

  /** Takes the lines of the log. Without one no line is written. */
  debug: debugFnType = noDebug;
  /** Whether whole messages are logged in place of the frames' heads. */
  logRawCommunication = false;

  // ---- Callbacks

  /**
   * Is called and awaited before each attempt, and may change options. If it fails, so does the attempt, and the next
   * one follows in its time.
   */
  beforeConnect: (client: Client) => void | Promise<void> = nothing;
  /** CONNECTED has arrived: time to subscribe. Called after each reconnection. */
  onConnect: frameCallbackType = nothing;
  /** DISCONNECT was answered by its RECEIPT. */
  onDisconnect: frameCallbackType = nothing;
  /** ERROR has arrived; the broker will close the connection, most of the time. */
  onStompError: frameCallbackType = nothing;
  /** The socket has closed, or was let go of. */
  onWebSocketClose: closeEventCallbackType = nothing;
  /** The socket reports an error. */
  onWebSocketError: wsErrorCallbackType = nothing;
  /** MESSAGE for no subscription that stands. */
  onUnhandledMessage: messageCallbackType = nothing;
  /** RECEIPT that nobody watches for. */
  onUnhandledReceipt: frameCallbackType = nothing;
  /** A frame that no broker should send. */
  onUnhandledFrame: frameCallbackType = nothing;
  /** A heartbeat has arrived. */
  onHeartbeatReceived: emptyCallbackType = nothing;
  /** The broker was silent for too long; the connection is given up. */
  onHeartbeatLost: emptyCallbackType = nothing;
  /** `state` has changed. */
  onChangeState: (state: ActivationState) => void = nothing;
  /** The connection is lost, and this is when the next attempt will start. */
  onReconnecting: (attempt: ReconnectionAttempt) => void = nothing;
  /** A RECEIPT that was asked for will not come. */
  onReceiptLost: (receiptId: string, error: HoofbeatError) => void = nothing;
  /**
   * Why a connection, or an attempt at one, is given up; with a `brokerURL` of SockJS the SockJS's own error, such as
   * `info_not_found`. `invalid_url`, `insecure_url`: the `brokerURL` can't be used.
   */
  onError: (error: HoofbeatError) => void = nothing;

  // ---- State

  /** Whether the client tries to be connected. */
  state: ActivationState = ActivationState.INACTIVE;

  declare private readonly _driver: () => SessionDriver;

  /** @param conf - see `configure` */
  constructor(conf: StompConfig = {}) {
    const driver = new SessionDriver(this);
    // Not enumerable: applications have clients written out as JSON, and it leads back here. A function, since Vue would
    // hand out an object in a proxy, which is an error for properties such as this.
    Object.defineProperty(this, '_driver', { value: () => driver });
    this.configure(conf);
  }

  /**
   * Sets options and callbacks. What is undefined is passed over, but for `brokerURL` and `webSocketFactory`. A
   * `maxReconnectDelay` below `reconnectDelay` is raised to it.
   */
  configure(conf: StompConfig): void {
    for (const [name, value] of Object.entries(conf ?? {})) {
      const optional = name === 'brokerURL' || name === 'webSocketFactory';
      if (value !== undefined || optional) (this as Record<string, unknown>)[name] = value;
    }
    this._raiseMaxReconnectDelay();
  }

  private _raiseMaxReconnectDelay(): void {
    const { reconnectDelay, maxReconnectDelay } = this;
    if (!(maxReconnectDelay > 0 && maxReconnectDelay < reconnectDelay)) return;
    DebugLog.of(this)?.delays(reconnectDelay, maxReconnectDelay);
    this.maxReconnectDelay = reconnectDelay;
  }

  /** The socket in use. */
  get webSocket(): IStompSocket | undefined {
    return this._driver().socket;
  }
  /** CONNECTED has arrived, and the connection stands since. */
  get connected(): boolean {
    return this._driver().connected;
  }
  /** The version agreed on, e.g. `'1.2'`; undefined without a connection. */
  get connectedVersion(): string | undefined {
    return this._driver().version;
  }
  /** Whether the client was activated and not deactivated since. */
  get active(): boolean {
    return this.state === ActivationState.ACTIVE;
  }
  /** The heartbeats agreed on; undefined without a connection. */
  get agreedHeartbeat(): HeartbeatIntervals | undefined {
    return this._driver().heartbeat;
  }

  // ---- Connection

  /**
   * Connects, and reconnects until `deactivate` is called. While deactivating, activates anew as soon as that is done.
   * @throws TypeError, RangeError: an option, limit or version that can't be used, by its name
   * @throws Error: WebAssembly could not be started, as where a Content-Security-Policy lacks `'wasm-unsafe-eval'`
   */
  activate(): void {
    this._driver().activate();
  }

  /**
   * Disconnects in an orderly way and stops reconnecting (STOMP 1.2, "DISCONNECT").
   * @param options - `force`: closes at once, without telling the broker
   * @returns resolves when the client is inactive, at the latest when all timeouts have passed; never rejects
   */
  deactivate(options: { force?: boolean } = {}): Promise<void> {
    return this._driver().deactivate(options.force === true);
  }

  /** Drops the connection as if it had been lost; reconnection follows. */
  forceDisconnect(): void {
    this._driver().forceDisconnect();
  }

  /** Where the client waits to reconnect: does it now, e.g. since the page is online again. */
  retryNow(): void {
    this._driver().retryNow();
  }

  // ---- Frames

  /**
   * Sends a message (STOMP 1.2, "SEND"). It is given to the socket before this returns.
   * @throws TypeError without a connection
   * @throws HoofbeatError `missing_header`: there is no destination; `unwritable_header_name`,
   *   `unwritable_header_value`: what the version agreed on can't express, the message names the header;
   *   `unwritable_body`: NUL in a body without `content-length`, or a binary body that is not UTF-8 where the socket
   *   carries text alone; `too_many_receipts`
   * @throws TypeError `content` without a `codec`; and what the codec throws
   */
  publish<T>(params: (IPublishParams & { content?: undefined }) | IContentParams<T>): void {
    const asked = hasContent(params) ? encoded(params) : params;
    const headers = { destination: asked.destination, ...asked.headers };
    this._driver().publish(headers, OutgoingBody.asked(asked));
  }

  /**
   * Subscribes (STOMP 1.2, "SUBSCRIBE"). Subscriptions end with their connection: subscribe in `onConnect`.
   * @param headers - `id`: an id of your own; `ack`: `auto`, `client` or `client-individual`
   * @param codec - decodes the bodies: `json<Quote>()`, or one of your own. The messages have `content` then
   * @throws TypeError without a connection
   * @throws HoofbeatError `duplicate_subscription`, `too_many_subscriptions`, `unwritable_header_name`,
   *   `unwritable_header_value`
   */
  subscribe<T = never>(
    destination: string,
    callback: MessageCallback<T>,
    headers: StompHeaders = {},
    codec?: BodyCodec<T>,
  ): StompSubscription {
    const take = codec
      ? (message: IMessage) => (callback as ContentCallback<T>)(withContent(message, codec))
      : (callback as messageCallbackType);
    const { id: given, ...more } = headers ?? {};
    const { connection } = this._driver();
    const id = this._driver().subscribe({ ...(given ? headers : more), destination }, take);
    return {
      id,
      // Ids begin anew with each connection: on another one it would end a subscription that is none of its business.
      unsubscribe: (more?: StompHeaders) => {
        if (this._driver().connection === connection) this._driver().unsubscribe(id, more ?? {});
      },
    };
  }

  /**
   * Ends a subscription (STOMP 1.2, "UNSUBSCRIBE").
   * @throws TypeError without a connection
   * @throws HoofbeatError `unwritable_header_name`, `unwritable_header_value`
   */
  unsubscribe(id: string, headers: StompHeaders = {}): void {
    this._driver().unsubscribe(id, headers ?? {});
  }

  /**
   * Begins a transaction (STOMP 1.2, "BEGIN").
   * @param transactionId - made up where it is left out
   * @param onLost - is called where the connection ends before the transaction is committed or aborted, which the
   *   broker takes for an abort
   * @throws TypeError without a connection
   * @throws HoofbeatError `unwritable_header_value`
   */
  begin(transactionId?: string, onLost?: (error: HoofbeatError) => void): ITransaction {
    const { connection } = this._driver();
    const id = this._driver().begin(transactionId ?? '', onLost);
    return {
      id,
      commit: () => {
        if (this._driver().connection !== connection)
          throw errorOfCode('connection_gone', 'The transaction was aborted.');
        this._driver().endTransaction('commit', id);
      },
      abort: () => {
        if (this._driver().connection === connection) this._driver().endTransaction('abort', id);
      },
    };
  }

  /** Commits a transaction (STOMP 1.2, "COMMIT"). Throws as `begin`. */
  commit(transactionId: string): void {
    this._driver().endTransaction('commit', transactionId);
  }

  /** Rolls a transaction back (STOMP 1.2, "ABORT"). Throws as `begin`. */
  abort(transactionId: string): void {
    this._driver().endTransaction('abort', transactionId);
  }

  /**
   * Acknowledges a message (STOMP 1.2, "ACK"); `IMessage.ack` does it with the right ids.
   * @param messageId - the message's `ack` header in 1.2, `message-id` before
   * @throws TypeError without a connection
   * @throws HoofbeatError `unwritable_header_name`, `unwritable_header_value`
   */
  ack(messageId: string, subscriptionId: string, headers: StompHeaders = {}): void {
    this._driver().acknowledge('ack', messageId, subscriptionId, headers ?? {});
  }

  /** Tells the broker that a message was not consumed (STOMP 1.2, "NACK"); otherwise as `ack`. */
  nack(messageId: string, subscriptionId: string, headers: StompHeaders = {}): void {
    this._driver().acknowledge('nack', messageId, subscriptionId, headers ?? {});
  }

  /**
   * Watches for the RECEIPT of a frame that has this id in its `receipt` header (STOMP 1.2, "RECEIPT"). Before or after
   * the frame is sent; it is called once.
   * @param onLost - is called in its place where it did not come in `receiptTimeout`, the connection ended, or the same
   *   id is watched for anew (`duplicate_receipt`)
   * @throws TypeError without a connection
   * @throws HoofbeatError `too_many_receipts`
   */
  watchForReceipt(
    receiptId: string,
    callback: frameCallbackType,
    onLost?: (error: HoofbeatError) => void,
  ): void {
    this._driver().watchReceipt(receiptId, callback, onLost);
  }
}
