// What our types have beyond those of @stomp/stompjs and @types/sockjs-client.

import SockJS, { type SockJSOptions } from 'the-sockjs-library';
import {
  type BodyCodec,
  Client,
  type ContentMessage,
  type ErrorCode,
  FrameImpl,
  type FrameImplParams,
  type FrameLimits,
  type HeartbeatIntervals,
  type HoofbeatError,
  type IMessage,
  json,
  Parser,
  type ReconnectionAttempt,
  type StompConfig,
} from 'the-stomp-library';

const use = (..._values: unknown[]): void => {};

const sockjs: SockJSOptions = { headers: () => ({ authorization: 'x' }), credentials: 'omit' };
const limits: FrameLimits = { maxFrameBytes: 1_000, maxBodyBytes: 1_000, maxLineBytes: 100, maxHeaders: 10 };
const config: StompConfig = {
  brokerURL: 'https://example.com/ws',
  sockjs,
  host: null,
  limits,
  connectedTimeout: 1_000,
  receiptTimeout: 1_000,
  disconnectTimeout: 1_000,
  reconnectJitter: 0.5,
  maxReconnectAttempts: 10,
  onReconnecting: ({ attempt, delay }: ReconnectionAttempt) => use(attempt + delay),
  onReceiptLost: (receiptId, error) => use(receiptId.length, error.code),
  onError: (error: HoofbeatError) => use(error.code === 'heartbeat_lost', error.condition, error.offset),
};
const client = new Client(config);
const agreed: HeartbeatIntervals | undefined = client.agreedHeartbeat;
client.watchForReceipt(
  'r',
  () => {},
  (error) => use(error.cause),
);
client.retryNow();
const parser = new Parser(
  (raw) => use(raw),
  () => {},
  limits,
);
const params: FrameImplParams = { command: 'SEND' };
const escaped: string = FrameImpl.hdrValueEscape('a:b') + FrameImpl.hdrValueUnEscape('a\\cb');
const code: ErrorCode = 'undefined_escape';
const connection: SockJS = new SockJS('/echo', null, sockjs);
connection.onheartbeat = () => use(connection.passedOver[0]?.transport);
connection.onclose = ({ unconfirmed, error }) => use(unconfirmed + 1, error?.code);

// @ts-expect-error there is no such error
const noCode: ErrorCode = 'undefined_escapes';
// @ts-expect-error only the core makes codes
const noError: HoofbeatError = { code: 'such', condition: 'misuse', name: 'x', message: 'y' };
// @ts-expect-error there is no such limit
const noLimits: FrameLimits = { maxFrames: 1 };
// @ts-expect-error a message is received
const noMessage: IMessage = {};
// @ts-expect-error one of three
const noCredentials: SockJSOptions = { credentials: 'always' };
// @ts-expect-error a function, or the options' own
const noFactory: StompConfig = { webSocketFactory: 'ws://localhost' };

use(agreed, parser, params, escaped, code, noCode, noError, noLimits, noMessage, noCredentials, noFactory);

// ---- Bodies that stand for values

interface Quote {
  symbol: string;
  price: number;
}
declare const order: Quote;
const octets: BodyCodec<Quote> = {
  contentType: 'application/x-protobuf',
  encode: ({ symbol }) => new TextEncoder().encode(symbol),
  decode: ({ binaryBody }) => ({ symbol: String(binaryBody.length), price: 1 }),
};
client.subscribe('/a', ({ content }) => use(content.price + 1), {}, json<Quote>());
client.subscribe<Quote>(
  '/a',
  (message) => use(message.content.symbol.length, message.body),
  undefined,
  octets,
);
client.subscribe(
  '/a',
  ({ content }) => use(content.length),
  {},
  json((value) => String(value)),
);
// biome-ignore lint/suspicious/noExplicitAny: what people write
client.subscribe('/a', ({ content }) => use(content.whatever.there.is), {}, json<any>());
client.publish({ destination: '/a', content: order, codec: octets });
client.publish({ destination: '/a', headers: { receipt: 'r' }, content: { any: 1 }, codec: json() });
const typed: (message: ContentMessage<Quote>) => void = ({ content, ack }) =>
  ack({ price: String(content.price) });
client.subscribe('/a', typed, { ack: 'client' }, json());
// @ts-expect-error the codec is of another type
client.subscribe('/a', typed, {}, json<string>());
// @ts-expect-error without a codec there is no content
client.subscribe('/a', ({ content }) => use(content));
// @ts-expect-error there is no such member
client.subscribe('/a', ({ content }) => use(content.prize), {}, octets);
// @ts-expect-error not what the codec takes
client.publish({ destination: '/a', content: { symbol: 'A' }, codec: octets });
// @ts-expect-error a value, or a body
client.publish({ destination: '/a', content: order });
