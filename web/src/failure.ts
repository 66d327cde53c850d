import type { Client } from './client.js';
import type { ConnectionAttempt } from './connection-attempt.js';
import { errorOf, HoofbeatError, reasonOf, shownUrl } from './errors.js';
import { limitOf } from './options.js';
import { stompError } from './stomp-errors.js';
import type { HeartbeatIntervals, IFrame } from './types.js';

// Of what a broker says, in UTF-16 units.
const longestQuote = 200;

// Names of headers that let somebody in.
const secret = /pass|auth|token|secret|cookie|key/i;

/** Why a connection, or an attempt at one, is given up: with all that is known of it. */
export function failureOf(
  number: number,
  offset: number,
  client: Client,
  attempt: ConnectionAttempt | undefined,
  heartbeat: HeartbeatIntervals | undefined,
  header: () => string,
): HoofbeatError {
  const known = stompError(number);
  const { code, condition, limit } = known;
  const { cause, transport, brokerError, trouble } = attempt ?? {};
  const { code: closeCode = 0, reason, error } = (attempt?.closeEvent ?? {}) as Closing;
  const isOfTransport = code.startsWith('transport_');
  const told = [cause, error].find((each) => each instanceof HoofbeatError);
  if (isOfTransport && told !== undefined) return told as HoofbeatError;
  const frame = isOfTransport || /broker|error/.test(code) ? brokerError : undefined;
  const isInOctets = condition === 'protocol' && !/timeout|broker|error/.test(code);
  const url = shownUrl(transport?.socket.url || client.brokerURL || '') || undefined;
  const detail = (secrets: readonly string[]) => [
    limit && `${limit} is ${limitOf(client, limit)}.`,
    code === 'heartbeat_lost' && `Agreed: one every ${heartbeat?.incoming} ms.`,
    condition === 'misuse' && `CONNECT, header ${JSON.stringify(header())}.`,
    frame && `It says: ${quoteOf(frame, secrets)}`,
    isOfTransport && (trouble || reasonOf(cause)),
    isOfTransport && closeCode && closeCode !== 1006 && `Close code ${closeCode} ${reason}`,
    isInOctets && `At octet ${offset}, see debug and logRawCommunication.`,
    url && `(${url})`,
  ];
  // Else they are not read a second time.
  const connectHeaders = frame || reason ? attempt?.connectHeaders : undefined;
  const message = withoutSecrets(detail, connectHeaders);
  return errorOf(known, message, { cause, url, frame }, isInOctets ? offset : undefined);
}

/** What a close event may have; `error` is SockJS's. */
interface Closing {
  code?: number;
  reason?: string;
  error?: unknown;
}

/** The message header, and the beginning of the body. */
function quoteOf({ headers, body }: IFrame, secrets: readonly string[]): string {
  const all = hide(secrets, `${headers.message ?? ''} ${body}`);
  return all.replace(/\s+/g, ' ').trim().slice(0, longestQuote);
}

/** What lets somebody in: of `Bearer …`, what is behind it, too, which comes by itself where a broker repeats it. */
function secretsIn(headers: object): string[] {
  const values = Object.entries(headers).map(([name, value]) =>
    value && secret.test(name) ? `${value}` : '',
  );
  return values.flatMap((value) => [value, /^[\w-]+ +(\S{8,})$/.exec(value)?.[1] ?? '']).filter(Boolean);
}

function hide(secrets: readonly string[], text: string): string {
  return secrets.reduce((rest, each) => rest.split(each).join('…'), text);
}

// What is read may be anything, of the application's or of its socket's: none of it keeps an error from being told.
function withoutSecrets(
  detail: (secrets: readonly string[]) => unknown[],
  connectHeaders: object | undefined,
): string {
  try {
    const secrets = secretsIn(connectHeaders ?? {});
    // What is cut short is looked through before.
    return hide(secrets, detail(secrets).filter(Boolean).join(' '));
  } catch {
    return '';
  }
}
