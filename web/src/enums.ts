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
  CONNECTING,
  OPEN,
  CLOSING,
  CLOSED,
}

/** How the delay between attempts to reconnect grows. */
export enum ReconnectionTimeMode {
  /** It stays the same. */
  LINEAR,
  /** It doubles with each attempt, up to `maxReconnectDelay`; CONNECTED resets it. */
  EXPONENTIAL,
}

/** Where the ticks of outgoing heartbeats come from. */
export enum TickerStrategy {
  /** The page's own timers. Browsers slow them down in hidden tabs. */
  Interval = 'interval',
  /** A worker's timers, which are not slowed down. */
  Worker = 'worker',
}
