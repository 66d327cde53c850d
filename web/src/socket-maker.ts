import type { Client } from './client.js';
import { errorOf, shownUrl } from './errors.js';
import { loadSockJS } from './sockjs/on-demand.js';
import type { SockJSOptions } from './sockjs/types.js';
import { stompError } from './stomp-errors.js';
import type { IStompSocket } from './types.js';

/**
 * The socket that a client's options tell of. What is needed for SockJS is loaded when it is asked for.
 * @throws TypeError: they tell of none, or there is no WebSocket here
 * @throws HoofbeatError `invalid_url`, `insecure_url`
 */
export function createSocket(client: Client): IStompSocket | Promise<IStompSocket> {
  const { webSocketFactory, brokerURL, stompVersions, sockjs } = client;
  if (webSocketFactory !== undefined && webSocketFactory !== null) return madeBy(webSocketFactory);
  if (!brokerURL) throw new TypeError('A client needs brokerURL or webSocketFactory');
  if (/^https?:/i.test(brokerURL)) return openSockJS(brokerURL, sockjs);
  if (typeof WebSocket !== 'function') {
    throw new TypeError(
      "There is no global WebSocket here: set webSocketFactory, e.g. to () => new WebSocket(url, ['v12.stomp']) of the package ws",
    );
  }
  try {
    return new WebSocket(absoluteUrl(brokerURL), stompVersions.protocolVersions()) as IStompSocket;
  } catch (cause) {
    throw refusalOf(brokerURL, cause);
  }
}

function madeBy(factory: () => unknown): IStompSocket | Promise<IStompSocket> {
  const made = factory();
  // zone.js and others put promises of their own in place of the platform's.
  if (typeof (made as PromiseLike<unknown> | undefined)?.then !== 'function') return socketIn(made);
  return Promise.resolve(made).then(socketIn);
}

function socketIn(made: unknown): IStompSocket {
  if ((typeof made === 'object' && made !== null) || typeof made === 'function') return made as IStompSocket;
  throw new TypeError(
    `webSocketFactory returned ${made === null ? 'null' : typeof made}, which is no socket`,
  );
}

// Browsers of before 2024 take no relative URLs.
function absoluteUrl(brokerURL: string): string {
  const { location } = globalThis as { location?: Location };
  try {
    return new URL(brokerURL, location?.href).href.replace(/^http/, 'ws');
  } catch {
    return brokerURL; // the WebSocket will say what is wrong with it
  }
}

async function openSockJS(url: string, options: SockJSOptions | undefined): Promise<IStompSocket> {
  const { SockJS } = await loadSockJS();
  try {
    return new SockJS(url, undefined, options);
  } catch (cause) {
    throw refusalOf(url, cause);
  }
}

// What a socket's constructor throws has these names wherever it is of a URL (WebSockets standard).
function refusalOf(brokerURL: string, cause: unknown): unknown {
  const { name } = cause as { name?: unknown };
  if (name !== 'SyntaxError' && name !== 'SecurityError') return cause;
  const known = stompError(name === 'SyntaxError' ? 'invalid_url' : 'insecure_url');
  const url = shownUrl(brokerURL);
  // It repeats the whole URL.
  return errorOf(known, `(${url})`, { url, ...(url === brokerURL ? { cause } : {}) });
}
