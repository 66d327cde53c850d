import type * as module from './sockjs/sockjs.js';

// What `require('hoofbeat/sockjs')` yields, as code is written that was made for sockjs-client and its types. The file
// goes into dist/cjs/ as sockjs.d.ts.

/** Makes connections; the package's other exports are on it. */
declare const SockJS: module.SockJSConstructor & typeof module;

/** A connection, however it was made. */
interface SockJS extends module.SockJS {}

declare namespace SockJS {
  export type CONNECTING = module.SockJS.CONNECTING;
  export type OPEN = module.SockJS.OPEN;
  export type CLOSING = module.SockJS.CLOSING;
  export type CLOSED = module.SockJS.CLOSED;
  export type State = module.SockJS.State;
  export type BaseEvent = module.SockJS.BaseEvent;
  export type OpenEvent = module.SockJS.OpenEvent;
  export type MessageEvent = module.SockJS.MessageEvent;
  export type CloseEvent = module.SockJS.CloseEvent;
  export type SessionGenerator = module.SockJS.SessionGenerator;
  export type Options = module.SockJS.Options;

  export type SockJS = module.SockJS;
  export type SockJSConstructor = module.SockJSConstructor;
  export type ErrorCode = module.ErrorCode;
  export type ErrorCondition = module.ErrorCondition;
  export type ErrorDetails = module.ErrorDetails;
  export type HoofbeatError = module.HoofbeatError;
  export type Handler<E> = module.Handler<E>;
  export type HttpHeaders = module.HttpHeaders;
  export type PassedOverTransport = module.PassedOverTransport;
  export type ReadyState = module.ReadyState;
  export type SockJSCloseEvent = module.SockJSCloseEvent;
  export type SockJSEventMap = module.SockJSEventMap;
  export type SockJSMessageEvent = module.SockJSMessageEvent;
  export type SockJSOptions = module.SockJSOptions;
  export type SockJSTransport = module.SockJSTransport;
  export type SockJSTransportOptions = module.SockJSTransportOptions;
  export type WebSocketLike = module.WebSocketLike;
}

export = SockJS;
export as namespace SockJS;
