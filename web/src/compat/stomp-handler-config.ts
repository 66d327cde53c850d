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
  debug: debugFnType;
  stompVersions: Versions;
  connectHeaders: StompHeaders;
  disconnectHeaders: StompHeaders;
  heartbeatIncoming: number;
  /** `heartbeatToleranceMultiplier` of the client. */
  heartbeatGracePeriods: number;
  heartbeatOutgoing: number;
  heartbeatStrategy: TickerStrategy;
  splitLargeFrames: boolean;
  maxWebSocketChunkSize: number;
  forceBinaryWSFrames: boolean;
  logRawCommunication: boolean;
  appendMissingNULLonIncoming: boolean;
  discardWebsocketOnCommFailure: boolean;
  onConnect: frameCallbackType;
  onDisconnect: frameCallbackType;
  onStompError: frameCallbackType;
  onWebSocketClose: closeEventCallbackType;
  onWebSocketError: wsErrorCallbackType;
  onUnhandledMessage: messageCallbackType;
  onUnhandledReceipt: frameCallbackType;
  onUnhandledFrame: frameCallbackType;
  onHeartbeatReceived: emptyCallbackType;
  onHeartbeatLost: emptyCallbackType;
}
