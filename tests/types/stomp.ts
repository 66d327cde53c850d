// All of the public interface of @stomp/stompjs 7.5, as applications use it. Compiled against it and against ours; see
// tests/parity/types.test.mjs.

import SockJS from 'the-sockjs-library';
import {
  ActivationState,
  Client,
  type closeEventCallbackType,
  type debugFnType,
  type emptyCallbackType,
  type Frame,
  type frameCallbackType,
  type IFrame,
  type IMessage,
  type IPublishParams,
  type IStompSocket,
  type IStompSocketMessageEvent,
  type ITransaction,
  type Message,
  type messageCallbackType,
  type publishParams,
  ReconnectionTimeMode,
  StompConfig,
  StompHeaders,
  StompSocketState,
  type StompSubscription,
  TickerStrategy,
  Versions,
  type wsErrorCallbackType,
} from 'the-stomp-library';

const use = (..._values: unknown[]): void => {};

// ---- Enums

const states: ActivationState[] = [
  ActivationState.ACTIVE,
  ActivationState.DEACTIVATING,
  ActivationState.INACTIVE,
];
const stateName: string | undefined = ActivationState[states[0] ?? 0];
const socketStates: { [state in keyof typeof StompSocketState]?: StompSocketState } = {
  CONNECTING: StompSocketState.CONNECTING,
  OPEN: StompSocketState.OPEN,
  CLOSING: StompSocketState.CLOSING,
  CLOSED: StompSocketState.CLOSED,
};
const modes: Record<ReconnectionTimeMode, string> = {
  [ReconnectionTimeMode.LINEAR]: 'linear',
  [ReconnectionTimeMode.EXPONENTIAL]: 'exponential',
};
const tickers = [TickerStrategy.Interval, TickerStrategy.Worker] as const;
const ticker: 'interval' | 'worker' = `${tickers[0]}`;
const isThree: 3 = StompSocketState.CLOSED;
const asNumber: number = ActivationState.ACTIVE;
function exhausted(state: ActivationState): string {
  switch (state) {
    case ActivationState.ACTIVE:
      return 'a';
    case ActivationState.DEACTIVATING:
      return 'd';
    case ActivationState.INACTIVE:
      return 'i';
  }
}

// ---- Versions, headers

const versions = new Versions([Versions.V1_0, Versions.V1_1, Versions.V1_2]);
versions.versions.push('1.2');
const offered: string = versions.supportedVersions() + Versions.default.supportedVersions();
const subprotocols: string[] = versions.protocolVersions();
const headers: StompHeaders = { login: 'guest', 'content-type': 'application/json' };
const made = new StompHeaders();
made.receipt = 'r';
const login: string | undefined = headers.login;
for (const [name, value] of Object.entries(headers)) use(name.length, value.length);

// ---- Configuration: every option

const everything: StompConfig = {
  brokerURL: 'wss://example.com/ws',
  stompVersions: versions,
  webSocketFactory: () => new SockJS('https://example.com/ws'),
  connectionTimeout: 5_000,
  reconnectDelay: 200,
  maxReconnectDelay: 60_000,
  reconnectTimeMode: ReconnectionTimeMode.EXPONENTIAL,
  heartbeatIncoming: 4_000,
  heartbeatToleranceMultiplier: 2,
  heartbeatOutgoing: 4_000,
  heartbeatStrategy: TickerStrategy.Worker,
  splitLargeFrames: true,
  forceBinaryWSFrames: false,
  appendMissingNULLonIncoming: true,
  maxWebSocketChunkSize: 8_192,
  connectHeaders: { login: 'guest', passcode: 'guest' },
  disconnectHeaders: {},
  onUnhandledMessage: (message) => message.nack(),
  onUnhandledReceipt: (frame) => use(frame.headers['receipt-id']),
  onUnhandledFrame: (frame) => use(frame.command),
  beforeConnect: async (client) => client.configure({ connectHeaders: { token: 'x' } }),
  onConnect: (frame) => use(frame.headers.version?.length),
  onDisconnect: () => {},
  onStompError: (frame) => use(frame.headers.message, frame.body.length),
  onWebSocketClose: (event) => use(event.code, event.reason),
  onWebSocketError: (event) => use(event.message),
  onHeartbeatReceived: () => {},
  onHeartbeatLost: () => {},
  logRawCommunication: false,
  debug: (line) => console.log(line.toUpperCase()),
  discardWebsocketOnCommFailure: true,
  onChangeState: (state) => use(ActivationState[state]),
};
const config = new StompConfig();
config.brokerURL = 'ws://localhost:15674/ws';
config.onConnect = (frame: IFrame) => use(frame);
config.beforeConnect = (): void => {};
config.webSocketFactory = () => new WebSocket('ws://localhost:15674/ws', subprotocols);
class RxConfig extends StompConfig {
  correlateErrors?: (frame: IFrame) => string;
}
const partial: Pick<StompConfig, 'brokerURL' | 'debug'> = { debug: console.log };
const merged: StompConfig = { ...everything, ...new RxConfig(), ...partial };

// ---- Client: every member

const client: Client = new Client(merged);
new Client();
new Client({ brokerURL: 'ws://localhost/ws', onConnect: () => use(client.subscribe('/a', console.log)) });
client.configure({ debug: (line: string) => void line });

client.brokerURL = undefined;
client.stompVersions = Versions.default;
client.webSocketFactory = undefined;
client.webSocketFactory = () => new SockJS('/stomp');
client.webSocketFactory = (): IStompSocket => new WebSocket('/stomp');
client.connectionTimeout = client.reconnectDelay + client.maxReconnectDelay;
client.reconnectTimeMode = ReconnectionTimeMode.LINEAR;
client.heartbeatIncoming = client.heartbeatOutgoing * client.heartbeatToleranceMultiplier;
client.heartbeatStrategy = TickerStrategy.Interval;
client.splitLargeFrames = client.forceBinaryWSFrames || client.appendMissingNULLonIncoming;
client.maxWebSocketChunkSize = 1_024;
client.connectHeaders = { ...client.connectHeaders, token: 'x' };
client.connectHeaders.token = 'y';
client.disconnectHeaders = { ...client.disconnectHeaders };
client.logRawCommunication = client.discardWebsocketOnCommFailure;
client.debug = () => {};
client.debug = (line) => console.debug(line.length);

client.beforeConnect = () => {};
client.beforeConnect = async () => {};
client.beforeConnect = (it: Client): Promise<void> => it.deactivate();
client.onConnect = () => {};
client.onConnect = (frame) => use(frame.headers);
client.onConnect = (frame: Frame): void => use(frame.body);
client.onDisconnect = (frame) => use(frame.command);
client.onStompError = (frame: IFrame) => use(frame.headers.message);
client.onWebSocketClose = (event: CloseEvent) => use(event.code);
client.onWebSocketClose = () => {};
client.onWebSocketError = (event: Event) => use(event.type);
client.onUnhandledMessage = (message) => message.ack({ transaction: 't' });
client.onUnhandledReceipt = (frame) => use(frame);
client.onUnhandledFrame = () => {};
client.onHeartbeatReceived = () => {};
client.onHeartbeatLost = () => {};
client.onChangeState = (state) => use(exhausted(state));
client.onChangeState = (state: ActivationState) => use(state);

const socket: IStompSocket | undefined = client.webSocket;
const connected: boolean = client.connected && client.active;
const version: string | undefined = client.connectedVersion;
const state: ActivationState = client.state;

client.activate();
client.forceDisconnect();
const deactivated: Promise<void> = client.deactivate();
client.deactivate({ force: true }).then(() => client.activate());
client.deactivate({});

client.publish({ destination: '/a' });
client.publish({ destination: '/a', body: JSON.stringify({}), headers: { priority: '9' } });
client.publish({ destination: '/a', binaryBody: new Uint8Array([1]), skipContentLengthHeader: true });
client.publish({ destination: '/a', binaryBody: new TextEncoder().encode('x') });
const params: IPublishParams = { destination: '/a' };
params.headers = headers;
params.body = 'x';
const sameParams: publishParams = params;
client.publish(sameParams);

const subscription: StompSubscription = client.subscribe('/a', (message) => use(message.body));
client.subscribe('/a', (message: IMessage) => message.ack(), { ack: 'client', id: 'own' });
client.subscribe('/a', (message: Message) => message.nack({ receipt: 'r' }));
client.subscribe('/a', ({ body, headers: { subscription: id } }) => use(body.length, id));
client.subscribe('/a', async (message) => void (await Promise.resolve(message)));
subscription.unsubscribe();
subscription.unsubscribe({ receipt: subscription.id });
const { unsubscribe } = subscription;
unsubscribe();
client.unsubscribe(subscription.id);
client.unsubscribe('own', { receipt: 'r' });

const transaction: ITransaction = client.begin();
client.begin('t').commit();
transaction.abort();
client.commit(transaction.id);
client.abort(transaction.id);
client.ack('m', 's');
client.ack('m', 's', { transaction: transaction.id });
client.nack('m', 's');
client.nack('m', 's', {});
client.watchForReceipt('r', () => {});
client.watchForReceipt('r', (frame) => use(frame.headers['receipt-id']));

function isText(message: IMessage): boolean {
  const octets: Uint8Array = message.binaryBody;
  const text: string = message.body;
  message.command = 'MESSAGE';
  message.headers = { ...message.headers };
  return !message.isBinaryBody && octets.length === text.length;
}

// ---- Extending it

class Connection extends Client {
  private readonly pending: IPublishParams[] = [];
  constructor(url: string) {
    super({ brokerURL: url });
    this.onConnect = () => this.flush();
  }
  override publish(params: IPublishParams): void {
    if (this.connected) super.publish(params);
    else this.pending.push(params);
  }
  override async deactivate(options?: { force?: boolean }): Promise<void> {
    await super.deactivate(options);
  }
  override activate(): void {
    super.activate();
  }
  override subscribe(
    destination: string,
    callback: messageCallbackType,
    headers: StompHeaders = {},
  ): StompSubscription {
    return super.subscribe(destination, callback, headers);
  }
  override configure(conf: StompConfig): void {
    super.configure(conf);
  }
  private flush(): void {
    for (const each of this.pending.splice(0)) super.publish(each);
  }
}
const clients: Map<string, Client> = new Map([['a', new Connection('ws://localhost/ws')]]);

// ---- Callback types, with and without their parameter

const _onMessage: messageCallbackType = (message) => use(message.binaryBody.byteLength);
const _onFrame: frameCallbackType = (frame: IFrame) => use(frame);
const _onNothing: frameCallbackType = () => {};
const _onEmpty: emptyCallbackType = () => {};
const _onDebug: debugFnType = (line) => use(line);
const _onClose: closeEventCallbackType = (event) => use(event.anything.at.all);
const onTypedClose: closeEventCallbackType<CloseEvent> = (event) => use(event.wasClean);
const _onError: wsErrorCallbackType = (event) => use(event.anything);
const onTypedError: wsErrorCallbackType<ErrorEvent> = (event) => use(event.message);
client.onWebSocketClose = onTypedClose;
client.onWebSocketError = onTypedError;

// ---- A socket of one's own

class OwnSocket implements IStompSocket {
  url = 'own://socket';
  onclose: ((event?: unknown) => unknown) | null = null;
  onerror: ((event: unknown) => unknown) | null = null;
  onmessage: ((event: IStompSocketMessageEvent) => void) | null = null;
  onopen: ((event?: unknown) => unknown) | undefined;
  terminate = (): void => this.close();
  binaryType = 'arraybuffer';
  readonly readyState: number = StompSocketState.OPEN;
  close(): void {
    this.onclose?.();
  }
  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    const echo: IStompSocketMessageEvent = typeof data === 'string' ? { data } : {};
    this.onmessage?.(echo);
  }
}
client.webSocketFactory = () => new OwnSocket();
const native: WebSocket = client.webSocket as WebSocket;

use(
  stateName,
  socketStates,
  modes,
  ticker,
  isThree,
  asNumber,
  offered,
  login,
  socket,
  connected,
  version,
  state,
  deactivated,
  isText,
  clients,
  native,
);
