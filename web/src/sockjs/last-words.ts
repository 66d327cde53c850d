import { fetchKeptAlive } from './fetch-pipe.js';
import type { HttpRequest } from './pipe.js';

/** Sends a body in a way that outlives the page. Nobody will be there to hear what became of it. */
export function sendLastWords(request: HttpRequest): void {
  if (typeof fetch === 'function' && 'keepalive' in Request.prototype) {
    fetchKeptAlive(request).catch(() => {});
  } else if (typeof navigator === 'object' && typeof navigator.sendBeacon === 'function') {
    navigator.sendBeacon(request.url, new Blob([request.body ?? ''], { type: 'text/plain;charset=UTF-8' }));
  }
}
