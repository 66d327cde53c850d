/** Whether a client tries to be connected. */
export enum ActivationState {
  /** Connected, connecting, or waiting to reconnect. */
  ACTIVE,
  /** Asked to deactivate; the connection is not closed yet. */
  DEACTIVATING,
  /** No connection, and none is tried for. */
  INACTIVE,
}

/** The `readyState` of a socket, as in the WebSocket interface. */
export enum StompSocketState {
  /** It is being opened. */
  CONNECTING,
  /** Messages can be sent. */
  OPEN,
  /** It is being closed. */
  CLOSING,
  /** It has closed, or was never open. */
  CLOSED,
}

/** How the delay between attempts to reconnect grows. */
export enum ReconnectionTimeMode {
  /** It stays the same. */
  LINEAR,
  /** It doubles with each attempt, up to `maxReconnectDelay`; CONNECTED resets it. */
  EXPONENTIAL,
}

/** Where timers come from, those of heartbeats and of reconnection. */
export enum TickerStrategy {
  /** The page's own. Browsers slow them down in hidden pages, so there a worker's are used too, where there can be one. */
  Interval = 'interval',
  /** A worker's in visible pages too, where there can be one. */
  Worker = 'worker',
}
