// What our types have beyond those of @stomp/stompjs and @types/sockjs-client.

import SockJS, { type SockJSOptions } from 'the-sockjs-library';
import {
  Client,
  type ErrorCode,
  FrameImpl,
  type FrameImplParams,
  type FrameLimits,
  type HeartbeatIntervals,
  type HoofbeatError,
  type IMessage,
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
