export { Client } from './client.js';
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
