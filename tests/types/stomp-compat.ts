// The part of @stomp/stompjs 7.5 that applications seldom use: frames by themselves, and the interface of old. Compiled
// against it and against ours; see tests/parity/types.test.mjs.

import SockJS from 'the-sockjs-library';
import {
  type Client,
  CompatClient,
  type closeEventCallbackType,
  type debugFnType,
  type emptyCallbackType,
  FrameImpl,
  type frameCallbackType,
  type IFrame,
  type IRawFrameType,
  type IStompSocket,
  type IStomptHandlerConfig,
  type messageCallbackType,
  Parser,
  type RawHeaderType,
  Stomp,
  type StompHeaders,
  TickerStrategy,
  type Versions,
  type wsErrorCallbackType,
} from 'the-stomp-library';

const use = (..._values: unknown[]): void => {};

declare const OwnSocket: new () => IStompSocket;
declare const versions: Versions;
declare const onMessage: messageCallbackType;
declare const onFrame: frameCallbackType;
declare const onNothing: frameCallbackType;
declare const onEmpty: emptyCallbackType;
declare const onDebug: debugFnType;
declare const onClose: closeEventCallbackType;
declare const onError: wsErrorCallbackType;

// ---- Frames by themselves

const frame = new FrameImpl({
  command: 'SEND',
  headers: { destination: '/a' },
  body: 'text',
  binaryBody: undefined,
  escapeHeaderValues: true,
  skipContentLengthHeader: undefined,
});
frame.command = 'SEND';
frame.headers.more = 'x';
frame.isBinaryBody = false;
const frameText: string = frame.toString() + frame.body;
const frameOctets: number = frame.binaryBody.length;
const serialized: string | ArrayBuffer = frame.serialize();
const marshalled: string | ArrayBuffer = FrameImpl.marshall({
  command: 'SEND',
  binaryBody: new Uint8Array(1),
});
if (typeof serialized === 'string') use(serialized.length);
else use(serialized.byteLength);
class TracedFrame extends FrameImpl {
  readonly madeAt = Date.now();
  constructor(command: string, body = '') {
    super({ command, body });
  }
  override toString(): string {
    return `${this.madeAt} ${super.toString()}`;
  }
}
const asFrame: IFrame = new TracedFrame('SEND');

const rawHeader: RawHeaderType = ['name', 'value'];
const rawFrame: IRawFrameType = { command: undefined, headers: [rawHeader], binaryBody: undefined };
const parser = new Parser(
  (raw) => {
    const parsed: FrameImpl = FrameImpl.fromRawFrame(raw, true);
    use(parsed.body, raw.binaryBody?.length, raw.command?.length, raw.headers[0]?.[1].length);
  },
  () => {},
);
parser.parseChunk('CONNECTED\n\n\0');
parser.parseChunk(new ArrayBuffer(1), true);
parser.parseChunk(serialized, undefined);
parser.onFrame = (raw: IRawFrameType) => use(raw);
parser.onIncomingPing = () => {};

// ---- The interface of old

Stomp.WebSocketClass = OwnSocket;
Stomp.WebSocketClass = null;
const compat: CompatClient = Stomp.client('ws://localhost/ws');
Stomp.client('ws://localhost/ws', ['v12.stomp']);
Stomp.over(() => new SockJS('/stomp'));
Stomp.over(new WebSocket('ws://localhost/ws'));
new CompatClient(() => new OwnSocket());
compat.connect({}, () => {});
compat.connect(
  { login: 'x' },
  (frame: IFrame) => use(frame),
  (error: IFrame) => use(error),
);
compat.connect(
  {},
  (frame: { headers: StompHeaders }) => use(frame),
  (error: string) => use(error),
  (event: CloseEvent) => use(event),
);
compat.connect('login', 'passcode', () => {});
compat.connect(
  'login',
  'passcode',
  (frame: IFrame) => use(frame.headers.server),
  () => {},
  () => {},
  'host',
);
compat.disconnect();
compat.disconnect(() => use('gone'));
compat.disconnect(() => {}, { receipt: 'r' });
compat.send('/a');
compat.send('/a', {}, 'body');
compat.send('/a', { priority: 9, 'content-length': false }, 'body');
compat.reconnect_delay = 5_000;
compat.maxWebSocketFrameSize = 16 * 1024;
compat.ws.close();
compat.heartbeat.incoming = compat.heartbeat.outgoing;
compat.heartbeat = { incoming: 0, outgoing: 0 };
compat.onreceive = (message) => use(message.body);
compat.onreceipt = (frame: IFrame) => use(frame.headers);
const [receive, receipt]: [messageCallbackType, frameCallbackType] = [compat.onreceive, compat.onreceipt];
const compatVersion: string | undefined = compat.version;
const compatIsClient: Client = compat;
compat.subscribe('/a', (message) => use(JSON.parse(message.body)), {});

const handlerConfig: IStomptHandlerConfig = {
  debug: onDebug,
  stompVersions: versions,
  connectHeaders: {},
  disconnectHeaders: {},
  heartbeatIncoming: 0,
  heartbeatGracePeriods: 2,
  heartbeatOutgoing: 0,
  heartbeatStrategy: TickerStrategy.Interval,
  splitLargeFrames: false,
  maxWebSocketChunkSize: 8_192,
  forceBinaryWSFrames: false,
  logRawCommunication: false,
  appendMissingNULLonIncoming: false,
  discardWebsocketOnCommFailure: false,
  onConnect: onFrame,
  onDisconnect: onNothing,
  onStompError: onFrame,
  onWebSocketClose: onClose,
  onWebSocketError: onError,
  onUnhandledMessage: onMessage,
  onUnhandledReceipt: onFrame,
  onUnhandledFrame: onFrame,
  onHeartbeatReceived: onEmpty,
  onHeartbeatLost: onEmpty,
};

use(
  marshalled,
  frameText,
  frameOctets,
  asFrame,
  rawFrame,
  receive,
  receipt,
  compatVersion,
  compatIsClient,
  handlerConfig,
);
