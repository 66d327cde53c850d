import { Client } from '../client.js';
import type { StompHeaders } from '../stomp-headers.js';
import type { frameCallbackType, HeartbeatIntervals, IStompSocket, messageCallbackType } from '../types.js';

// biome-ignore-start lint/suspicious/noExplicitAny: the interface is older than types, and takes what it took

/**
 * A client with the interface of stomp-websocket and of `@stomp/stompjs` before 5, made by `Stomp`. It does not
 * reconnect unless `reconnect_delay` is set, and logs to the console.
 * @deprecated {@link Client} can do more
 */
export class CompatClient extends Client {
  /** Of no effect. */
  maxWebSocketFrameSize = 16 * 1024;

  private readonly _heartbeat = heartbeatOf(this);

  /** @param webSocketFactory - makes the socket */
  constructor(webSocketFactory: () => any) {
    super({ webSocketFactory, reconnectDelay: 0 });
    this.debug = (...lines: unknown[]) => console.log(...lines);
  }

  /**
   * Connects:
   *
   * - `connect(headers, connectCallback, errorCallback?, closeEventCallback?)`
   * - `connect(login, passcode, connectCallback, errorCallback?, closeEventCallback?, host?)`
   *
   * The callbacks are `onConnect`, `onStompError` and `onWebSocketClose`.
   * @throws Error with less than two arguments
   * @throws RangeError, TypeError: as of `activate`
   */
  connect(...args: any[]): void {
    if (args.length < 2) throw new Error('Connect requires at least 2 arguments');
    const byHeaders = typeof args[1] === 'function';
    const [onConnect, onStompError, onWebSocketClose, host] = args.slice(byHeaders ? 1 : 2);
    const connectHeaders = byHeaders ? args[0] : credentials(args[0], args[1], host);
    if (connectHeaders) this.connectHeaders = connectHeaders;
    if (onConnect) this.onConnect = onConnect;
    if (onStompError) this.onStompError = onStompError;
    if (onWebSocketClose) this.onWebSocketClose = onWebSocketClose;
    this.activate();
  }

  /**
   * Disconnects.
   * @param disconnectCallback - becomes `onDisconnect`
   * @param headers - of DISCONNECT
   */
  disconnect(disconnectCallback?: any, headers: StompHeaders = {}): void {
    if (disconnectCallback) this.onDisconnect = disconnectCallback;
    this.disconnectHeaders = headers;
    void this.deactivate();
  }

  /**
   * Sends a message.
   * @param headers - `'content-length': false` leaves that header out
   * @throws as `publish`
   */
  send(destination: string, headers: { [key: string]: any } = {}, body = ''): void {
    const skipContentLengthHeader = headers?.['content-length'] === false;
    this.publish({ destination, headers, body, skipContentLengthHeader });
  }

  /** Milliseconds before an attempt to reconnect; 0: never. */
  set reconnect_delay(value: number) {
    this.reconnectDelay = value;
  }

  /** The socket in use. */
  get ws(): any {
    return this.webSocket satisfies IStompSocket | undefined;
  }

  /** The version agreed on. */
  get version(): string | undefined {
    return this.connectedVersion;
  }

  /** `onUnhandledMessage` */
  get onreceive(): messageCallbackType {
    return this.onUnhandledMessage;
  }
  set onreceive(value: messageCallbackType) {
    this.onUnhandledMessage = value;
  }

  /** `onUnhandledReceipt` */
  get onreceipt(): frameCallbackType {
    return this.onUnhandledReceipt;
  }
  set onreceipt(value: frameCallbackType) {
    this.onUnhandledReceipt = value;
  }

  /** `heartbeatIncoming` and `heartbeatOutgoing`, which its members set too. */
  get heartbeat(): HeartbeatIntervals {
    return this._heartbeat;
  }
  set heartbeat({ incoming, outgoing }: HeartbeatIntervals) {
    this.heartbeatIncoming = incoming;
    this.heartbeatOutgoing = outgoing;
  }
}
// biome-ignore-end lint/suspicious/noExplicitAny: as above

function credentials(login: string, passcode: string, host: string | undefined): StompHeaders {
  return { login, passcode, ...(host === undefined ? {} : { host }) };
}

function heartbeatOf(client: Client): HeartbeatIntervals {
  return {
    get incoming() {
      return client.heartbeatIncoming;
    },
    set incoming(value) {
      client.heartbeatIncoming = value;
    },
    get outgoing() {
      return client.heartbeatOutgoing;
    },
    set outgoing(value) {
      client.heartbeatOutgoing = value;
    },
  };
}
