import type { Client } from '../client.js';
import type { TickerStrategy } from '../enums.js';
import type { StompHeaders } from '../stomp-headers.js';
import type {
  closeEventCallbackType,
  debugFnType,
  emptyCallbackType,
  frameCallbackType,
  messageCallbackType,
  wsErrorCallbackType,
} from '../types.js';
import type { Versions } from '../versions.js';

/**
 * What a client of `@stomp/stompjs` tells its handler of a connection; nothing here takes it. Each member is described
 * at the property of {@link Client} with its name.
 */
export interface IStomptHandlerConfig {
  /** See {@link Client.debug}. */
  debug: debugFnType;
  /** See {@link Client.stompVersions}. */
  stompVersions: Versions;
  /** See {@link Client.connectHeaders}. */
  connectHeaders: StompHeaders;
  /** See {@link Client.disconnectHeaders}. */
  disconnectHeaders: StompHeaders;
  /** See {@link Client.heartbeatIncoming}. */
  heartbeatIncoming: number;
  /** See {@link Client.heartbeatToleranceMultiplier}. */
  heartbeatGracePeriods: number;
  /** See {@link Client.heartbeatOutgoing}. */
  heartbeatOutgoing: number;
  /** See {@link Client.heartbeatStrategy}. */
  heartbeatStrategy: TickerStrategy;
  /** See {@link Client.splitLargeFrames}. */
  splitLargeFrames: boolean;
  /** See {@link Client.maxWebSocketChunkSize}. */
  maxWebSocketChunkSize: number;
  /** See {@link Client.forceBinaryWSFrames}. */
  forceBinaryWSFrames: boolean;
  /** See {@link Client.logRawCommunication}. */
  logRawCommunication: boolean;
  /** See {@link Client.appendMissingNULLonIncoming}. */
  appendMissingNULLonIncoming: boolean;
  /** See {@link Client.discardWebsocketOnCommFailure}. */
  discardWebsocketOnCommFailure: boolean;
  /** See {@link Client.onConnect}. */
  onConnect: frameCallbackType;
  /** See {@link Client.onDisconnect}. */
  onDisconnect: frameCallbackType;
  /** See {@link Client.onStompError}. */
  onStompError: frameCallbackType;
  /** See {@link Client.onWebSocketClose}. */
  onWebSocketClose: closeEventCallbackType;
  /** See {@link Client.onWebSocketError}. */
  onWebSocketError: wsErrorCallbackType;
  /** See {@link Client.onUnhandledMessage}. */
  onUnhandledMessage: messageCallbackType;
  /** See {@link Client.onUnhandledReceipt}. */
  onUnhandledReceipt: frameCallbackType;
  /** See {@link Client.onUnhandledFrame}. */
  onUnhandledFrame: frameCallbackType;
  /** See {@link Client.onHeartbeatReceived}. */
  onHeartbeatReceived: emptyCallbackType;
  /** See {@link Client.onHeartbeatLost}. */
  onHeartbeatLost: emptyCallbackType;
}
