// As applications use sockjs-client with @types/sockjs-client. Compiled against both; see tests/parity/types.test.mjs.

import SockJS from 'the-sockjs-library';

const use = (..._values: unknown[]): void => {};

const generate: SockJS.SessionGenerator = () => 'abcdefgh';
const options: SockJS.Options = {
  server: 'srv',
  sessionId: 8,
  transports: ['websocket', 'xhr-streaming'],
  timeout: 5_000,
};
options.sessionId = generate;
options.transports = 'xhr-polling';
const transports: string | string[] | undefined = options.transports;
const unset: SockJS.Options = {
  server: undefined,
  sessionId: undefined,
  transports: undefined,
  timeout: undefined,
};

const socket: WebSocket = new SockJS('/echo');
const sock = new SockJS('/echo', null, options);
const called = SockJS('/echo', undefined, unset);
new SockJS('/echo', {}, {});
new SockJS('/echo', ['a']);

sock.onopen = () => sock.send('x');
sock.onopen = (event) => use(event.type);
sock.onopen = (event: SockJS.OpenEvent) => use(event.type);
sock.onopen = (event: Event) => use(event.target);
sock.onopen = null;
sock.onmessage = (event) => use(JSON.parse(event.data));
sock.onmessage = (event: SockJS.MessageEvent) => use(event.data.length);
sock.onmessage = (event: MessageEvent) => use(event.data);
sock.onmessage = (event: MessageEvent<string>) => use(event.data.length);
sock.onmessage = null;
sock.onclose = (event) => use(event.code, event.reason, event.wasClean);
sock.onclose = (event: SockJS.CloseEvent) => use(event.code + 1, event.reason.length);
sock.onclose = (event: CloseEvent) => use(event.wasClean);
sock.onclose = null;
sock.onerror = (event) => use(event.type);
sock.onerror = (event: Event) => use(event);
sock.onerror = null;
sock.addEventListener('open', () => {});
sock.addEventListener('message', (event) => use(event.data.length), { once: true });
sock.addEventListener('message', (event: MessageEvent) => use(event.data));
sock.addEventListener('close', (event: CloseEvent) => use(event.code));
sock.removeEventListener('close', () => {}, true);
sock.dispatchEvent(new Event('open'));
sock.send('text');
sock.send(new Uint8Array(1));
sock.close();
sock.close(3000);
sock.close(3000, 'reason');
sock.binaryType = 'arraybuffer';
const url: string = sock.url + sock.protocol + sock.extensions;
const buffered: number = sock.bufferedAmount + sock.readyState;

const states: SockJS.State[] = [SockJS.CONNECTING, SockJS.OPEN, SockJS.CLOSING, SockJS.CLOSED];
const constants: [SockJS.CONNECTING, SockJS.OPEN, SockJS.CLOSING, SockJS.CLOSED] = [0, 1, 2, 3];
const isOpen: boolean = sock.readyState === SockJS.OPEN;

const base: SockJS.BaseEvent = new Event('open');
base.type = 'close';
const closeEvent: SockJS.CloseEvent = Object.assign(new Event('close'), {
  code: 1000,
  reason: '',
  wasClean: true,
});
closeEvent.code = 3000;
const messageEvent: SockJS.MessageEvent = Object.assign(new Event('message'), { data: 'x' });

class Wrapper {
  private socket: WebSocket | null = null;
  connect(factory: (url: string) => WebSocket = (address) => new SockJS(address)): void {
    this.socket = factory('/echo');
    this.socket.onclose = (event) => this.closed(event);
  }
  private closed({ code }: CloseEvent): void {
    use(code, this.socket);
  }
}
const Constructor: typeof SockJS = SockJS;
const prototype: WebSocket = Constructor.prototype;

use(
  socket,
  called,
  transports,
  url,
  buffered,
  states,
  constants,
  isOpen,
  messageEvent,
  new Wrapper(),
  prototype,
);
