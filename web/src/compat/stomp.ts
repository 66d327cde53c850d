import { Versions } from '../versions.js';
import { CompatClient } from './compat-client.js';

// biome-ignore-start lint/suspicious/noExplicitAny: the interface is older than types, and takes what it took

/**
 * Makes clients with the interface of stomp-websocket and of `@stomp/stompjs` before 5.
 * @deprecated {@link Client} can do more
 */
// biome-ignore lint/complexity/noStaticOnlyClass: it is known as one
export class Stomp {
  /** The class that `client` makes sockets of, in place of the global WebSocket. */
  static WebSocketClass: any = null;

  /**
   * A client over WebSocket.
   * @param url - of the broker: `ws` or `wss`
   * @param protocols - the subprotocols to offer; those of all versions unless told
   */
  static client(url: string, protocols?: string[]): CompatClient {
    const offered = protocols ?? Versions.default.protocolVersions();
    return new CompatClient(() => new (Stomp.WebSocketClass || WebSocket)(url, offered));
  }

  /**
   * A client over any socket.
   * @param ws - makes the socket. A socket itself will do, but can't be made anew to reconnect
   */
  static over(ws: any): CompatClient {
    if (typeof ws === 'function') return new CompatClient(ws);
    console.warn(
      'Stomp.over did not receive a factory, auto reconnect will not work: a socket can be used once.',
    );
    return new CompatClient(() => ws);
  }
}
// biome-ignore-end lint/suspicious/noExplicitAny: as above
