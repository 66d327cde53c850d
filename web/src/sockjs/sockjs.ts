import { clock } from '../clock.js';
import type { SessionEnd } from '../core/sockjs/record-reader.js';
import { HoofbeatError } from '../errors.js';
import { domError } from './dom-error.js';
import { SockJSDriver, type SockJSListener } from './driver.js';
import { EventListeners } from './event-listeners.js';
import { PlainCloseEvent, PlainEvent, PlainMessageEvent } from './events.js';
import { checkProtocols } from './options.js';
import { PageLife } from './page-life.js';
import type * as types from './types.js';
import { absoluteUrl } from './url.js';

export { type ErrorCode, type ErrorCondition, type ErrorDetails, HoofbeatError } from '../errors.js';
export type {
  HttpHeaders,
  PassedOverTransport,
  SockJSCloseEvent,
  SockJSEventMap,
  SockJSMessageEvent,
  SockJSOptions,
  SockJSTransport,
  SockJSTransportOptions,
  TransportInUse,
  WebSocketLike,
} from './types.js';

// Set by the build.
declare const HOOFBEAT_VERSION: string;

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
/** 0, 1, 2 or 3: CONNECTING, OPEN, CLOSING or CLOSED. */
export type ReadyState = 0 | 1 | 2 | 3;

/** A handler, of ours or of the platform's own, narrower events. */
// As the type of a method, which is why it takes these.
export type Handler<E> =
  | {
      /** Is called with the event. */
      call(event: E): unknown;
    }['call']
  | null;

/**
 * A connection that looks like a WebSocket, over whichever transport gets through (SockJS protocol 0.3.3). It carries
 * text alone.
 *
 * Events are `open`, `message`, `heartbeat`, `error` and `close`. The property's handler is called before the
 * listeners.
 */
class SockJSConnection implements EventTarget {
  /** Of this package. */
  static readonly version: string = HOOFBEAT_VERSION;
  static readonly CONNECTING = CONNECTING;
  static readonly OPEN = OPEN;
  static readonly CLOSING = CLOSING;
  static readonly CLOSED = CLOSED;
  /** 0 */
  declare readonly CONNECTING: typeof CONNECTING;
  /** 1 */
  declare readonly OPEN: typeof OPEN;
  /** 2 */
  declare readonly CLOSING: typeof CLOSING;
  /** 3 */
  declare readonly CLOSED: typeof CLOSED;

  /** Absolute, without slashes at the end of its path. */
  readonly url: string;
  /** CONNECTING, OPEN, CLOSING or CLOSED. */
  readyState: ReadyState = CONNECTING;
  /** Always empty. */
  readonly extensions: string = '';
  /** Always empty. */
  readonly protocol: string = '';
  /** Undefined before it is open; null once it is closing, if any transport had begun. */
  transport: types.SockJSTransport | null | undefined = undefined;
  /** The connection is open. */
  onopen: Handler<types.SockJSEvent> = null;
  /** A text has arrived. */
  onmessage: Handler<types.SockJSMessageEvent> = null;
  /** A heartbeat of the server's has arrived. */
  onheartbeat: Handler<types.SockJSEvent> = null;
  /** `/info` could not be had; `close` follows. */
  onerror: Handler<types.SockJSEvent> = null;
  /** The connection has ended, for whichever reason: the last event. */
  onclose: Handler<types.SockJSCloseEvent> = null;

  /** @internal */
  readonly _driver: () => SockJSDriver;
  /** @internal */
  readonly _page: PageLife;
  private readonly _listeners = new EventListeners(this);

  /**
   * Connects.
   * @param url - of the service: http or https, without a fragment; relative to the page's
   * @param protocols - are looked at, and not sent
   * @throws SyntaxError: the URL or the protocols can't be used
   * @throws DOMException `SecurityError`: a secure page asks for an insecure connection
   * @throws TypeError, RangeError: an option that can't be used, by its name
   */
  constructor(url: string | URL, protocols?: string | string[] | null, options?: types.SockJSOptions | null) {
    // biome-ignore lint/complexity/noArguments: an undefined that is given is an argument too
    if (arguments.length === 0) {
      throw new TypeError("Failed to construct 'SockJS: 1 argument required, but only 0 present");
    }
    const { href } = absoluteUrl(`${url}`);
    checkProtocols(protocols);
    const driver = new SockJSDriver(href, options ?? {}, listenerFor(this));
    // Vue would hand an object out in a proxy, on which no socket of the platform's can be called.
    this._driver = () => driver;
    this.url = driver.url;
    this._page = new PageLife(() => driver.hidePage());
    driver.open();
  }

  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void {
    this._listeners.add(type, listener, options);
  }
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject | null): void {
    this._listeners.remove(type, listener);
  }
  /** Tells the handler and the listeners of the event's type. True: nothing here can be prevented. */
  dispatchEvent(event: Event): boolean {
    this._listeners.dispatch(event, this[`on${event.type}` as 'onopen']);
    return true;
  }

  /** The transports that were not used, and why. */
  get passedOver(): readonly types.PassedOverTransport[] {
    return this._driver().passedOverTransports;
  }

  /** Octets that were sent and have not gone out yet. */
  get bufferedAmount(): number {
    return this._driver().buffered;
  }

  /**
   * The transport while the connection is open, with the server's and the session's part in its URL; null before and
   * after. `url` is a WebSocket's own, or what all URLs of a session over HTTP begin with.
   *
   * @deprecated It is there for applications that read the session's id out of it, which they know from
   * `sockjs-client`. Give the `sessionId` option a function that makes the id to know it beforehand.
   */
  get _transport(): types.TransportInUse | null {
    const { transport } = this;
    if (this.readyState !== OPEN || !transport) return null;
    const url = this._driver().receivingUrl as string;
    return { transportName: transport, url: transport === 'websocket' ? url : url.replace(endpoint, '') };
  }

  /**
   * Sends a text; anything else becomes text. When the connection is closed, it is dropped.
   * @throws DOMException `InvalidStateError`: the connection is not open yet
   * @throws HoofbeatError `send_buffer_full`: more waits than `maxSendBufferBytes`
   */
  send(data: unknown): void {
    const text = `${data}`;
    if (this.readyState === CONNECTING) {
      throw domError('InvalidStateError', 'The connection has not been established yet');
    }
    this._driver().send(text);
  }

  /**
   * Closes the connection. What was sent before still goes out.
   * @param code - 1000 or 3000 … 4999; 1000 unless told
   * @param reason - at most 123 UTF-16 units
   * @throws DOMException `InvalidAccessError`: the code
   * @throws SyntaxError: the reason
   */
  close(code?: number, reason?: string): void {
    try {
      this._driver().close(closeCodeOf(code), reason ? `${reason}` : '');
    } catch (error) {
      throw asItWas(error);
    }
    if (this.readyState < CLOSING) becomeClosing(this);
  }

  /** The server's heartbeats are not waited for any more, since the application has its own. */
  expectNoHeartbeats(): void {
    this._driver().expectNoHeartbeats();
  }
}

Object.assign(SockJSConnection.prototype, { CONNECTING, OPEN, CLOSING, CLOSED });

// The last part of a URL's path.
const endpoint = /\/[^/?]*(?=\?|$)/;

// 0: none was given. What no code can be becomes one that is refused, as any other that is not allowed.
function closeCodeOf(code: unknown): number {
  if (!code) return 0;
  const number = Number(code);
  return Number.isInteger(number) && number > 0 && number <= 0xffff ? number : 1;
}

// As sockjs-client throws them.
function asItWas(error: unknown): unknown {
  const code = error instanceof HoofbeatError ? error.code : undefined;
  if (code === 'invalid_close_code') return domError('InvalidAccessError', 'Invalid code');
  if (code === 'close_reason_too_long') return new SyntaxError('reason argument has an invalid length');
  return error;
}

function listenerFor(connection: SockJSConnection): SockJSListener {
  return {
    opened(transport) {
      if (connection.readyState !== CONNECTING) return;
      connection.readyState = OPEN;
      connection.transport = transport;
      connection.dispatchEvent(new PlainEvent('open', connection));
    },
    message: (text) => void connection.dispatchEvent(new PlainMessageEvent(connection, text)),
    heartbeat: () => void connection.dispatchEvent(new PlainEvent('heartbeat', connection)),
    closed(end, error) {
      becomeClosing(connection);
      clock.schedule(() => finish(connection, end, error), 0);
    },
    released: () => connection._page.end(),
  };
}

function becomeClosing(connection: SockJSConnection): void {
  connection.readyState = CLOSING;
  if (connection._driver().hasBegun) connection.transport = null;
}

function finish(connection: SockJSConnection, end: SessionEnd, error: HoofbeatError | undefined): void {
  const { code, reason, wasClean, unconfirmed } = end;
  const { passedOver } = connection;
  connection.readyState = CLOSED;
  if (end.whileFetchingInfo) connection.dispatchEvent(new PlainEvent('error', connection));
  const details = { code, reason, wasClean, unconfirmed, passedOver, error };
  connection.dispatchEvent(new PlainCloseEvent(connection, details));
  connection.onmessage = connection.onclose = connection.onerror = null;
}

/** A connection, however it was made. */
export interface SockJS extends SockJSConnection {
  /** The connection has ended, for whichever reason: the last event. */
  // So that a SockJS can stand where a WebSocket is wanted, whose event has fewer members.
  // biome-ignore lint/suspicious/noExplicitAny: as above
  get onclose(): ((event: any) => any) | null;
  set onclose(handler: Handler<types.SockJSCloseEvent>);

  /** Is never there; declared so that a SockJS can stand where a WebSocket is wanted. */
  get binaryType(): never;
  set binaryType(type: BinaryType);

  /** Listens to the events of a type, behind the property's handler. */
  addEventListener<Type extends keyof types.SockJSEventMap>(
    type: Type,
    listener: Handler<types.SockJSEventMap[Type]>,
    options?: AddEventListenerOptions | boolean,
  ): void;
  /** Listens to the events of a type, behind the property's handler. */
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void;
  /** Listens no more. */
  removeEventListener<Type extends keyof types.SockJSEventMap>(
    type: Type,
    listener: Handler<types.SockJSEventMap[Type]>,
    options?: EventListenerOptions | boolean,
  ): void;
  /** Listens no more. */
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: EventListenerOptions | boolean,
  ): void;
}

/** Makes connections, with and without `new`. */
export interface SockJSConstructor {
  // biome-ignore-start lint/suspicious/noExplicitAny: what is no list of protocols is refused when it is looked at
  new (url: string | URL, protocols?: any, options?: types.SockJSOptions | null): SockJS;
  (url: string | URL, protocols?: any, options?: types.SockJSOptions | null): SockJS;
  // biome-ignore-end lint/suspicious/noExplicitAny: as above
  /** Of all connections. */
  readonly prototype: SockJS;
  /** Of this package. */
  readonly version: string;
  /** 0 */
  readonly CONNECTING: typeof CONNECTING;
  /** 1 */
  readonly OPEN: typeof OPEN;
  /** 2 */
  readonly CLOSING: typeof CLOSING;
  /** 3 */
  readonly CLOSED: typeof CLOSED;
}

/**
 * Connects: `new SockJS(url)`, or without `new`, as `sockjs-client` allows (SockJS protocol 0.3.3). See {@link
 * SockJSConstructor} for what it is called with, and throws.
 */
export const SockJS: SockJSConstructor = new Proxy(SockJSConnection, {
  apply: (target, _this, args) => Reflect.construct(target, args),
}) as unknown as SockJSConstructor;
Object.defineProperty(SockJSConnection.prototype, 'constructor', {
  value: SockJS,
  writable: true,
  configurable: true,
});

/** Types by the names that applications know them by. */
export declare namespace SockJS {
  /** A state. */
  export type CONNECTING = 0;
  /** A state. */
  export type OPEN = 1;
  /** A state. */
  export type CLOSING = 2;
  /** A state. */
  export type CLOSED = 3;
  /** What `readyState` may be. */
  export type State = CONNECTING | OPEN | CLOSING | CLOSED;
  /** What all events have. */
  export interface BaseEvent extends Event {
    /** Its name. */
    type: string;
  }
  /** Of `open`. */
  export type OpenEvent = BaseEvent;
  /** Of `message`. */
  export interface MessageEvent extends BaseEvent {
    /** The text. */
    data: string;
  }
  /** What `SockJSCloseEvent` has at the least. */
  export interface CloseEvent extends BaseEvent {
    /** RFC 6455, section 7.4. */
    code: number;
    /** Why, in words; may be empty. */
    reason: string;
    /** Whether it was closed, by either side, rather than lost. */
    wasClean: boolean;
  }
  /** Makes up ids of sessions. */
  export type SessionGenerator = () => string;
  /** {@link SockJSOptions}, with whatever texts for transports. */
  export interface Options extends types.SockJSOptions {
    /** The transports that may be tried; all unless told. Names that are unknown are passed over. */
    transports?: string | string[] | undefined;
  }
}

export default SockJS;
