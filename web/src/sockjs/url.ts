import { domError } from './dom-error.js';

/**
 * The URL of a service, absolute.
 * @throws SyntaxError: it is none, has a fragment, or another scheme than http and https
 * @throws DOMException SecurityError: it is insecure, and asked for by a page that is secure
 */
export function absoluteUrl(url: string): URL {
  const { location } = globalThis as { location?: Location };
  const parsed = parse(url, location);
  if (!parsed?.host) throw new SyntaxError(`The URL '${url}' is invalid`);
  if (parsed.href.includes('#')) throw new SyntaxError('The URL must not contain a fragment');
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    const rule = "The URL's scheme must be either 'http:' or 'https:'.";
    throw new SyntaxError(`${rule} '${parsed.protocol}' is not allowed.`);
  }
  if (location?.protocol === 'https:' && parsed.protocol === 'http:' && !isLoopback(parsed.hostname)) {
    const rule = 'An insecure SockJS connection may not be initiated from a page loaded over HTTPS';
    throw domError('SecurityError', rule);
  }
  return parsed;
}

function parse(url: string, base: Location | undefined): URL | undefined {
  if (url === '') return undefined;
  try {
    return base === undefined ? new URL(url) : new URL(url, base.href);
  } catch {
    return undefined;
  }
}

// The URL standard writes all addresses of 127/8 with four parts.
function isLoopback(host: string): boolean {
  return host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}
