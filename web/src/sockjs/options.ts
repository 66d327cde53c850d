import type { SockJSClientSession, SockJSOption } from '../core/sockjs/client-session.js';
import { transports } from '../generated/sockjs-records.js';
import { HttpSettings } from './http-settings.js';
import { isSupported, platformWebSocket } from './surroundings.js';
import type { HttpHeaders, SockJSOptions, SockJSTransport, WebSocketLike } from './types.js';

/** What of the options the core does not see. */
export interface SockJSSettings {
  readonly http: HttpSettings;
  readonly webSocketFactory: ((url: string) => WebSocketLike) | undefined;
  /** Undefined: the core makes ids up. */
  readonly makeSessionId: (() => unknown) | undefined;
}

const numbers: readonly (readonly [keyof SockJSOptions & string, SockJSOption, boolean])[] = [
  ['timeout', 'transportTimeout', false],
  ['silenceTimeout', 'silenceTimeout', false],
  ['infoTimeout', 'infoTimeout', false],
  ['sendTimeout', 'sendTimeout', false],
  ['maxFrameBytes', 'maxFrameBytes', true],
  ['maxSendBufferBytes', 'maxSendBufferBytes', true],
];

/**
 * Tells the core what of the options concerns it, and returns the rest.
 * @throws TypeError naming an option that is of the wrong type
 * @throws RangeError naming an option that is out of range
 */
export function applyOptions(options: SockJSOptions, core: SockJSClientSession): SockJSSettings {
  for (const [name, option, isWhole] of numbers) setNumber(core, option, options[name], name, isWhole);
  if (options.server) core.setServer(`${options.server}`);
  const http = httpSettingsOf(options);
  const webSocketFactory = functionOf(options.webSocketFactory, 'webSocketFactory') ?? platformWebSocket();
  const hasWebSocket = webSocketFactory !== undefined;
  const supported = (name: SockJSTransport) => isSupported(name, hasWebSocket, http);
  core.setOption('supported', setOf(supported), 'supported');
  core.setOption('selected', setOf(selectionOf(options.transports)), 'transports');
  return { http, webSocketFactory, makeSessionId: applySessionId(options.sessionId, core) };
}

/** Bit n is the n-th transport. */
function setOf(has: (transport: SockJSTransport) => boolean): number {
  return transports.reduce((set, name, n) => (has(name as SockJSTransport) ? set | (1 << n) : set), 0);
}

function setNumber(
  core: SockJSClientSession,
  option: SockJSOption,
  value: unknown,
  name: string,
  isWhole: boolean,
): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number, not ${typeof value}`);
  if (isWhole && !Number.isInteger(value)) throw new RangeError(`${name} must be whole, not ${value}`);
  core.setOption(option, value, name);
}

function applySessionId(sessionId: unknown, core: SockJSClientSession): (() => unknown) | undefined {
  if (typeof sessionId === 'function') {
    core.setOption('suppliesSessionIds', 1, 'sessionId');
    return sessionId as () => unknown;
  }
  if (!sessionId) return undefined;
  if (typeof sessionId !== 'number') {
    throw new TypeError('If sessionId is used in the options, it needs to be a number or a function.');
  }
  setNumber(core, 'sessionIdLength', sessionId, 'sessionId', true);
  return undefined;
}

function selectionOf(wanted: unknown): (transport: SockJSTransport) => boolean {
  const names = typeof wanted === 'string' && wanted !== '' ? [wanted] : wanted || [];
  if (!Array.isArray(names) || names.some((name) => typeof name !== 'string')) {
    throw new TypeError('transports must be a string or an array of strings');
  }
  return (transport) => names.length === 0 || names.includes(transport);
}

function httpSettingsOf({ credentials, headers, transportOptions }: SockJSOptions): HttpSettings {
  const ofTransport = new Map<string, HttpHeaders>();
  for (const [name, options] of Object.entries(transportOptions ?? {})) {
    const own = headersOf(options?.headers, `transportOptions.${name}.headers`);
    if (own !== undefined) ofTransport.set(name, own);
  }
  return new HttpSettings(credentialsOf(credentials), headersOf(headers, 'headers'), ofTransport);
}

function credentialsOf(credentials: unknown): RequestCredentials {
  if (credentials === undefined || credentials === null) return 'include';
  if (credentials === 'include' || credentials === 'same-origin' || credentials === 'omit')
    return credentials;
  throw new TypeError("credentials must be 'include', 'same-origin' or 'omit'");
}

function headersOf(headers: unknown, name: string): HttpHeaders | undefined {
  if (headers === undefined || headers === null) return undefined;
  if (typeof headers === 'function' || typeof headers === 'object') return headers as HttpHeaders;
  throw new TypeError(`${name} must be an object or a function, not ${typeof headers}`);
}

function functionOf<F>(value: F | undefined | null, name: string): F | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'function') throw new TypeError(`${name} must be a function, not ${typeof value}`);
  return value;
}

/**
 * Subprotocols are looked at, and never sent: SockJS has none.
 * @throws SyntaxError: one that is empty, or there twice
 */
export function checkProtocols(protocols: unknown): void {
  if (!protocols) return;
  const seen = new Set<unknown>();
  for (const name of Array.isArray(protocols) ? protocols : [protocols]) {
    if (!name) throw new SyntaxError(`The protocols entry '${name}' is invalid.`);
    if (seen.has(name)) throw new SyntaxError(`The protocols entry '${name}' is duplicated.`);
    seen.add(name);
  }
}
