import { startFetch } from './fetch-pipe.js';
import type { HttpRequest } from './pipe.js';

/**
 * Sends a body in a way that outlives the page. Nobody will be there to hear what became of it. Other requests leave
 * it alone: a page has 64 KiB for all of them together (Fetch standard, "HTTP-network-or-cache fetch"), browsers give
 * back what one took some time after it has ended, and meanwhile refuse the next.
 */
export function sendLastWords(request: HttpRequest): void {
  if (typeof fetch === 'function' && 'keepalive' in Request.prototype) {
    startFetch(request, { keepalive: true }).catch(() => {});
  } else if (typeof navigator === 'object' && typeof navigator.sendBeacon === 'function') {
    navigator.sendBeacon(request.url, new Blob([request.body ?? ''], { type: 'text/plain;charset=UTF-8' }));
  }
}
