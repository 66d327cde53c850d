export {
  type AnyContentCallback,
  type BodyCodec,
  type ContentCallback,
  type ContentMessage,
  type IContentParams,
  json,
  type MessageCallback,
} from './body-codec.js';
export { Client } from './client.js';
export { CompatClient } from './compat/compat-client.js';
export { FrameImpl, type FrameImplParams } from './compat/frame-impl.js';
export { Parser } from './compat/parser.js';
export type { IRawFrameType, RawHeaderType } from './compat/raw-frame.js';
export { Stomp } from './compat/stomp.js';
export type { IStomptHandlerConfig } from './compat/stomp-handler-config.js';
export { ActivationState, ReconnectionTimeMode, StompSocketState, TickerStrategy } from './enums.js';
export { type ErrorCode, type ErrorCondition, HoofbeatError } from './errors.js';
export type { SockJSOptions } from './sockjs/types.js';
export { StompConfig } from './stomp-config.js';
export { StompHeaders } from './stomp-headers.js';
export type {
  closeEventCallbackType,
  debugFnType,
  emptyCallbackType,
  Frame,
  FrameLimits,
  frameCallbackType,
  HeartbeatIntervals,
  IFrame,
  IMessage,
  IPublishParams,
  IStompSocket,
  IStompSocketMessageEvent,
  ITransaction,
  Message,
  messageCallbackType,
  publishParams,
  ReconnectionAttempt,
  StompSubscription,
  wsErrorCallbackType,
} from './types.js';
export { Versions } from './versions.js';
