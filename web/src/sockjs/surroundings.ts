import type { HttpSettings } from './http-settings.js';
import type { SockJSTransport, WebSocketLike } from './types.js';

/** Whether fetch hands over responses as they arrive. */
export function canFetchStreams(): boolean {
  return (
    typeof fetch === 'function' &&
    typeof ReadableStream === 'function' &&
    typeof Response === 'function' &&
    'body' in Response.prototype
  );
}

/** Makes a WebSocket of the platform's; undefined: it has none. */
export function platformWebSocket(): ((url: string) => WebSocketLike) | undefined {
  return typeof WebSocket === 'function' ? (url) => new WebSocket(url) : undefined;
}

/** Whether there is here what a transport needs. */
export function isSupported(transport: SockJSTransport, hasWebSocket: boolean, http: HttpSettings): boolean {
  switch (transport) {
    case 'websocket':
      return hasWebSocket;
    case 'xhr-streaming':
    case 'xhr-polling':
      return canFetchStreams() || typeof XMLHttpRequest === 'function';
    case 'eventsource':
      // It can't have headers, and what asks for them would not know the user without.
      return typeof EventSource === 'function' && !http.hasHeaders(transport);
  }
}

/** Whether a page may read no answer of this URL without leave (Fetch standard, "CORS protocol"). */
export function crossesOrigins(url: string): boolean {
  const { location } = globalThis as { location?: Location };
  return location !== undefined && new URL(url).origin !== location.origin;
}
