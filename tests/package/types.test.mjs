import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { complaintsAbout } from './compiler.mjs';
import { installPackage } from './installed-package.mjs';

const project = installPackage();
const use = `
import { Client, type IMessage, type StompSubscription, HoofbeatError, StompConfig, Versions } from 'hoofbeat';
import type { IFrame, IPublishParams, ITransaction, IStompSocket, messageCallbackType, debugFnType } from 'hoofbeat';

const config: StompConfig = { brokerURL: 'wss://example.com', reconnectDelay: 0, host: null, limits: { maxHeaders: 5 } };
const overSockJS: StompConfig = { brokerURL: 'https://example.com', sockjs: { transports: 'xhr-streaming' } };
const client: Client = new Client(config ?? overSockJS);
client.onConnect = (frame: IFrame) => {
  const callback: messageCallbackType = (message: IMessage) => message.ack({ transaction: message.headers['a'] ?? '' });
  const subscription: StompSubscription = client.subscribe('/a', callback, { ack: 'client' });
  subscription.unsubscribe();
  const transaction: ITransaction = client.begin();
  transaction.commit();
  const params: IPublishParams = { destination: frame.headers['x'] ?? '', binaryBody: new Uint8Array(1) };
  client.publish(params);
};
client.onError = (error: HoofbeatError) => console.log(error.code === 'heartbeat_lost', error.condition);
client.stompVersions = new Versions([Versions.V1_2]);
client.debug = ((line) => console.log(line.length)) satisfies debugFnType;
const socket: IStompSocket | undefined = client.webSocket;
const heartbeat: number | undefined = client.agreedHeartbeat?.incoming;
const done: Promise<void> = client.deactivate({ force: true });
console.log(socket, heartbeat, done);
// @ts-expect-error a destination is required
client.publish({ body: 'x' });
// @ts-expect-error there is no such option
new Client({ reconectDelay: 5 });
`;
// As code is written that was made for sockjs-client and its types.
const useSockJS = `
import SockJS from 'hoofbeat/sockjs';
import { HoofbeatError, SockJS as Named, type PassedOverTransport, type SockJSCloseEvent, type SockJSOptions } from 'hoofbeat/sockjs';
import { Client, type IStompSocket } from 'hoofbeat';

const options: SockJS.Options = { server: 'x', sessionId: () => 'a', transports: ['websocket'], timeout: 5 };
const more: SockJSOptions = { ...options, headers: () => ({ authorization: 'x' }), credentials: 'omit', webSocketFactory: (url) => new WebSocket(url) };
const socket: WebSocket = new SockJS('/echo', null, options);
const connection: SockJS = SockJS('/echo', ['a'], more);
connection.onopen = () => connection.send('x');
connection.onmessage = (event: MessageEvent) => console.log(event.data);
connection.onmessage = (event: SockJS.MessageEvent) => console.log(event.data.length);
connection.onmessage = (event) => console.log(event.data.length);
connection.onclose = (event: CloseEvent) => console.log(event.code, event.wasClean);
connection.onclose = (event: SockJS.CloseEvent) => console.log(event.code, event.wasClean);
connection.onclose = ({ unconfirmed, passedOver, error }: SockJSCloseEvent) => {
  const first: PassedOverTransport | undefined = passedOver[0];
  console.log(unconfirmed, first?.transport, error instanceof HoofbeatError && error.code === 'server_silent');
};
connection.onheartbeat = null;
connection.addEventListener('message', (event) => console.log(event.data.length));
connection.addEventListener('close', (event: CloseEvent) => console.log(event.code));
connection.addEventListener('anything', (event: Event) => console.log(event.type));
const isOpen: boolean = connection.readyState === SockJS.OPEN;
const state: SockJS.State = Named.CLOSED;
connection.close(3000, 'x');
class Mine extends SockJS {
  override send(data: unknown): void {
    super.send(JSON.stringify(data));
  }
}
const stompSocket: IStompSocket = new Mine('/stomp');
const oldStompSocket: IStompSocket = socket;
new Client({ webSocketFactory: () => new SockJS('/stomp') });
console.log(isOpen, state, stompSocket, oldStompSocket);
// @ts-expect-error a URL is required
new SockJS();
// @ts-expect-error there is no such option
new SockJS('/echo', null, { transport: 'websocket' });
`;
const useStreaming = `
import { Client, load, type ModuleSource } from 'hoofbeat/streaming';
import SockJS, { load as loadSockJS } from 'hoofbeat/streaming/sockjs';

const sources: (ModuleSource | Promise<ModuleSource>)[] = ['a.wasm', new URL('a:b'), fetch('a'), new Uint8Array(1)];
const loaded: Promise<void> = load(sources[0]);
await Promise.all([loaded, load(), loadSockJS(WebAssembly.compile(new ArrayBuffer(8)))]);
new Client({ webSocketFactory: () => new SockJS('/stomp', null, {} satisfies SockJS.Options) });
// @ts-expect-error it is no source
load(null);
`;

// The same, as code is written that becomes CommonJS.
const asCommonJS = `
import SockJS = require('hoofbeat/sockjs');
import type { SockJSOptions } from 'hoofbeat/sockjs';
import hoofbeat = require('hoofbeat');

const options: SockJS.Options = { transports: ['websocket'] };
const more: SockJSOptions = options;
const connection: SockJS = new SockJS('/echo', null, more);
const socket: WebSocket = SockJS('/echo');
connection.onmessage = (event: SockJS.MessageEvent) => console.log(event.data.length);
const error: SockJS.HoofbeatError = new SockJS.HoofbeatError('info_failed', 'transport', 'x');
const state: SockJS.State = SockJS.OPEN;
const same: typeof SockJS.SockJS = SockJS.default;
class Mine extends SockJS {}
new hoofbeat.Client({ webSocketFactory: () => new Mine('/stomp') });
console.log(socket, error, state, same);
// @ts-expect-error a URL is required
new SockJS();
`;
const streamingAsCommonJS = `
import SockJS = require('hoofbeat/streaming/sockjs');
import hoofbeat = require('hoofbeat/streaming');

const socket: WebSocket = new SockJS('/echo', null, {} satisfies SockJS.Options);
const source: SockJS.ModuleSource = new URL('a:b');
const loaded: Promise<void>[] = [hoofbeat.load(), SockJS.load(source)];
console.log(socket, loaded);
`;
const inPlace = (text, form) => text.replaceAll(/'hoofbeat(?=['/])/g, `'hoofbeat/${form}`);
// As Angular's and React's older projects have it.
const asNamespace = `
import * as SockJS from 'hoofbeat/sockjs';
import { Client } from 'hoofbeat';

const socket: WebSocket = new SockJS('/echo', null, { timeout: 5 } satisfies SockJS.Options);
new Client({ webSocketFactory: () => new SockJS('/stomp') });
console.log(socket);
`;
const asGlobal = `
/// <reference types="hoofbeat/sockjs" />
/// <reference types="hoofbeat/dist/umd/hoofbeat.umd" />
const client: StompJs.Client = new StompJs.Client({ webSocketFactory: () => new hoofbeat.SockJS('/stomp') });
const legacy: hoofbeat.CompatClient = StompJs.Stomp.over(() => new SockJS('/stomp'));
console.log(client, legacy);
const socket = new SockJS('/echo');
socket.onmessage = (event: SockJS.MessageEvent) => console.log(event.data);
`;

const bundler = { module: 'ESNext', moduleResolution: 'Bundler' };
const nodeNext = { module: 'NodeNext', moduleResolution: 'NodeNext' };
const node16 = { module: 'Node16', moduleResolution: 'Node16' };
// Of before there was `exports`; TypeScript 6 wants to be told that it is known to be old.
const old = { moduleResolution: 'node10', ignoreDeprecations: '6.0' };
const oldCommonJS = { ...old, module: 'CommonJS' };
const noInterop = { esModuleInterop: false, allowSyntheticDefaultImports: false };

const cases = {
  'modules, with a bundler’s resolution': [
    { 'use.mts': use, 'use-sockjs.mts': useSockJS, 'streaming.mts': useStreaming },
    bundler,
  ],
  'modules, with Node’s resolution': [{ 'use.mts': use, 'use-sockjs.mts': useSockJS }, nodeNext],
  'modules, with the old resolution and no interoperation': [
    { 'use.ts': use, 'use-sockjs.ts': useSockJS, 'global.ts': asGlobal },
    { ...old, module: 'ESNext', ...noInterop },
  ],
  'CommonJS, with Node’s resolution': [
    { 'use.cts': use, 'use-sockjs.cts': useSockJS, 'require.cts': asCommonJS },
    nodeNext,
  ],
  'CommonJS, where modules can’t be required': [
    { 'use.cts': use, 'use-sockjs.cts': useSockJS, 'require.cts': asCommonJS },
    node16,
  ],
  'CommonJS, with the old resolution': [
    { 'use.ts': use, 'use-sockjs.ts': useSockJS, 'require.ts': asCommonJS },
    oldCommonJS,
  ],
  'import * that is called, with the old resolution': [
    { 'require.ts': asCommonJS, 'namespace.ts': asNamespace },
    { ...oldCommonJS, ...noInterop },
  ],
};

for (const form of ['streaming', 'no-wasm']) {
  const sources = { 'use.mts': use, 'use-sockjs.mts': useSockJS, 'require.cts': asCommonJS };
  const ofForm = Object.entries(sources).map(([file, text]) => [file, inPlace(text, form)]);
  const others = form === 'streaming' ? { 'load.mts': useStreaming, 'load.cts': streamingAsCommonJS } : {};
  cases[`hoofbeat/${form}, with Node’s resolution`] = [
    { ...Object.fromEntries(ofForm), ...others },
    nodeNext,
  ];
  const plain = ofForm.map(([file, text]) => [file.replace(/\.[mc]ts$/, '.ts'), text]);
  cases[`hoofbeat/${form}, with the old resolution`] = [Object.fromEntries(plain), oldCommonJS];
}

describe('types compile strictly', () => {
  for (const [name, [sources, options]] of Object.entries(cases)) {
    test(name, async () => assert.equal(await complaintsAbout(project, sources, options), ''));
  }
});
