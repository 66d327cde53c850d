export { Client } from './client.js';
export { ActivationState, ReconnectionTimeMode, StompSocketState, TickerStrategy } from './enums.js';
export { type ErrorCode, type ErrorCondition, HoofbeatError } from './errors.js';
export { StompConfig } from './stomp-config.js';
export { StompHeaders } from './stomp-headers.js';
export type {
  Frame,
  FrameLimits,
  HeartbeatIntervals,
  IFrame,
  IMessage,
  IPublishParams,
  IStompSocket,
  IStompSocketMessageEvent,
  ITransaction,
  Message,
  ReconnectionAttempt,
  StompSubscription,
  closeEventCallbackType,
  debugFnType,
  emptyCallbackType,
  frameCallbackType,
  messageCallbackType,
  publishParams,
  wsErrorCallbackType,
} from './types.js';
export { Versions } from './versions.js';
