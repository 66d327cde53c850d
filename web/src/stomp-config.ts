import type { Client } from './client.js';
import type { ActivationState, ReconnectionTimeMode, TickerStrategy } from './enums.js';
import type { HoofbeatError } from './errors.js';
import type { SockJSOptions } from './sockjs/types.js';
import type { StompHeaders } from './stomp-headers.js';
import type {
  closeEventCallbackType,
  debugFnType,
  emptyCallbackType,
  FrameLimits,
  frameCallbackType,
  messageCallbackType,
  ReconnectionAttempt,
  wsErrorCallbackType,
} from './types.js';
import type { Versions } from './versions.js';

/** Options of a client. Each is described at the property of {@link Client} with its name. */
export class StompConfig {
  /** See {@link Client.brokerURL}. */
  declare brokerURL?: string;
  /** See {@link Client.sockjs}. */
  declare sockjs?: SockJSOptions;
  /** See {@link Client.webSocketFactory}. */
  // biome-ignore lint/suspicious/noExplicitAny: sockets of other makes need not have all members of a WebSocket
  declare webSocketFactory?: () => any;
  /** See {@link Client.stompVersions}. */
  declare stompVersions?: Versions;
  /** See {@link Client.host}. */
  declare host?: string | null;
  /** See {@link Client.connectHeaders}. */
  declare connectHeaders?: StompHeaders;
  /** See {@link Client.disconnectHeaders}. */
  declare disconnectHeaders?: StompHeaders;

  /** See {@link Client.connectionTimeout}. */
  declare connectionTimeout?: number;
  /** See {@link Client.connectedTimeout}. */
  declare connectedTimeout?: number;
  /** See {@link Client.receiptTimeout}. */
  declare receiptTimeout?: number;
  /** See {@link Client.disconnectTimeout}. */
  declare disconnectTimeout?: number;

  /** See {@link Client.reconnectDelay}. */
  declare reconnectDelay?: number;
  /** See {@link Client.maxReconnectDelay}. */
  declare maxReconnectDelay?: number;
  /** See {@link Client.reconnectTimeMode}. */
  declare reconnectTimeMode?: ReconnectionTimeMode;
  /** See {@link Client.reconnectJitter}. */
  declare reconnectJitter?: number;
  /** See {@link Client.maxReconnectAttempts}. */
  declare maxReconnectAttempts?: number;

  /** See {@link Client.heartbeatIncoming}. */
  declare heartbeatIncoming?: number;
  /** See {@link Client.heartbeatOutgoing}. */
  declare heartbeatOutgoing?: number;
  /** See {@link Client.heartbeatToleranceMultiplier}. */
  declare heartbeatToleranceMultiplier?: number;
  /** See {@link Client.heartbeatStrategy}. */
  declare heartbeatStrategy?: TickerStrategy;

  /** See {@link Client.limits}. */
  declare limits?: FrameLimits;
  /** See {@link Client.splitLargeFrames}. */
  declare splitLargeFrames?: boolean;
  /** See {@link Client.maxWebSocketChunkSize}. */
  declare maxWebSocketChunkSize?: number;
  /** See {@link Client.forceBinaryWSFrames}. */
  declare forceBinaryWSFrames?: boolean;
  /** See {@link Client.appendMissingNULLonIncoming}. */
  declare appendMissingNULLonIncoming?: boolean;
  /** See {@link Client.discardWebsocketOnCommFailure}. */
  declare discardWebsocketOnCommFailure?: boolean;

  /** See {@link Client.debug}. */
  declare debug?: debugFnType;
  /** See {@link Client.logRawCommunication}. */
  declare logRawCommunication?: boolean;

  /** See {@link Client.beforeConnect}. */
  declare beforeConnect?: (client: Client) => void | Promise<void>;
  /** See {@link Client.onConnect}. */
  declare onConnect?: frameCallbackType;
  /** See {@link Client.onDisconnect}. */
  declare onDisconnect?: frameCallbackType;
  /** See {@link Client.onStompError}. */
  declare onStompError?: frameCallbackType;
  /** See {@link Client.onWebSocketClose}. */
  declare onWebSocketClose?: closeEventCallbackType;
  /** See {@link Client.onWebSocketError}. */
  declare onWebSocketError?: wsErrorCallbackType;
  /** See {@link Client.onUnhandledMessage}. */
  declare onUnhandledMessage?: messageCallbackType;
  /** See {@link Client.onUnhandledReceipt}. */
  declare onUnhandledReceipt?: frameCallbackType;
  /** See {@link Client.onUnhandledFrame}. */
  declare onUnhandledFrame?: frameCallbackType;
  /** See {@link Client.onHeartbeatReceived}. */
  declare onHeartbeatReceived?: emptyCallbackType;
  /** See {@link Client.onHeartbeatLost}. */
  declare onHeartbeatLost?: emptyCallbackType;
  /** See {@link Client.onChangeState}. */
  declare onChangeState?: (state: ActivationState) => void;
  /** See {@link Client.onReconnecting}. */
  declare onReconnecting?: (attempt: ReconnectionAttempt) => void;
  /** See {@link Client.onReceiptLost}. */
  declare onReceiptLost?: (receiptId: string, error: HoofbeatError) => void;
  /** See {@link Client.onError}. */
  declare onError?: (error: HoofbeatError) => void;
}

/** Stands for no callback. */
export const nothing = (): void => {};

/** Stands for no debug function. */
export const noDebug: debugFnType = () => {};
