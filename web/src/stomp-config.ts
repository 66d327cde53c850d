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
  declare brokerURL?: string;
  declare sockjs?: SockJSOptions;
  // biome-ignore lint/suspicious/noExplicitAny: sockets of other makes need not have all members of a WebSocket
  declare webSocketFactory?: () => any;
  declare stompVersions?: Versions;
  declare host?: string | null;
  declare connectHeaders?: StompHeaders;
  declare disconnectHeaders?: StompHeaders;

  declare connectionTimeout?: number;
  declare connectedTimeout?: number;
  declare receiptTimeout?: number;
  declare disconnectTimeout?: number;

  declare reconnectDelay?: number;
  declare maxReconnectDelay?: number;
  declare reconnectTimeMode?: ReconnectionTimeMode;
  declare reconnectJitter?: number;
  declare maxReconnectAttempts?: number;

  declare heartbeatIncoming?: number;
  declare heartbeatOutgoing?: number;
  declare heartbeatToleranceMultiplier?: number;
  declare heartbeatStrategy?: TickerStrategy;

  declare limits?: FrameLimits;
  declare splitLargeFrames?: boolean;
  declare maxWebSocketChunkSize?: number;
  declare forceBinaryWSFrames?: boolean;
  declare appendMissingNULLonIncoming?: boolean;
  declare discardWebsocketOnCommFailure?: boolean;

  declare debug?: debugFnType;
  declare logRawCommunication?: boolean;

  declare beforeConnect?: (client: Client) => void | Promise<void>;
  declare onConnect?: frameCallbackType;
  declare onDisconnect?: frameCallbackType;
  declare onStompError?: frameCallbackType;
  declare onWebSocketClose?: closeEventCallbackType;
  declare onWebSocketError?: wsErrorCallbackType;
  declare onUnhandledMessage?: messageCallbackType;
  declare onUnhandledReceipt?: frameCallbackType;
  declare onUnhandledFrame?: frameCallbackType;
  declare onHeartbeatReceived?: emptyCallbackType;
  declare onHeartbeatLost?: emptyCallbackType;
  declare onChangeState?: (state: ActivationState) => void;
  declare onReconnecting?: (attempt: ReconnectionAttempt) => void;
  declare onReceiptLost?: (receiptId: string, error: HoofbeatError) => void;
  declare onError?: (error: HoofbeatError) => void;
}

/** Stands for no callback. */
export const nothing = (): void => {};

/** Stands for no debug function. */
export const noDebug: debugFnType = () => {};
