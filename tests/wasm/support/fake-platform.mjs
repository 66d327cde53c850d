import { FakeSocket } from './fake-socket.mjs';
import { settled } from './virtual-clock.mjs';

/** A request that fetch was asked for: a test answers it. */
class FakeRequest {
  constructor(url, init) {
    this.url = url;
    this.init = init;
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    init.signal?.addEventListener('abort', () => this.fail(init.signal.reason));
  }
  get path() {
    return new URL(this.url).pathname;
  }
  get aborted() {
    return this.init.signal?.aborted === true;
  }

  respond(status = 200) {
    const hasBody = status !== 204;
    const body = new ReadableStream({ start: (controller) => (this.controller = controller) });
    this.resolve(new Response(hasBody ? body : null, { status }));
    return settled();
  }
  send(piece) {
    this.controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
    return settled();
  }
  end() {
    this.controller.close();
    return settled();
  }
  async answer(status, text = '') {
    await this.respond(status);
    if (text !== '') await this.send(text);
    if (status !== 204) await this.end();
  }
  fail(reason = new TypeError('fetch failed')) {
    this.reject(reason);
    if (this.controller !== undefined && !this.aborted) this.controller.error(reason);
    return settled();
  }
}

/** An EventSource that does what a test says. */
class FakeEventSource {
  readyState = 0;
  onopen = null;
  onmessage = null;
  onerror = null;

  constructor(url, init) {
    this.url = url;
    this.init = init;
  }
  close() {
    this.readyState = 2;
  }

  open() {
    this.readyState = 1;
    this.onopen({ type: 'open' });
  }
  receive(data) {
    this.onmessage?.({ type: 'message', data });
  }
  /** As a browser tells the end of a response: it would ask again. */
  lost(readyState = 0) {
    this.readyState = readyState;
    this.onerror({ type: 'error' });
  }
}

/** An XMLHttpRequest that does what a test says. */
class FakeXhr {
  readyState = 0;
  status = 0;
  responseText = '';
  withCredentials = false;
  headers = {};
  onreadystatechange = null;
  onprogress = null;
  onload = null;
  onerror = null;
  aborted = false;

  open(method, url) {
    Object.assign(this, { method, url, readyState: 1 });
  }
  setRequestHeader(name, value) {
    this.headers[name] = value;
  }
  send(body) {
    this.body = body;
  }
  abort() {
    this.aborted = true;
  }

  respond(status) {
    Object.assign(this, { status, readyState: 2 });
    this.onreadystatechange?.();
  }
  receive(text) {
    this.responseText += text;
    this.readyState = 3;
    this.onreadystatechange?.();
    this.onprogress?.();
  }
  end() {
    this.readyState = 4;
    this.onreadystatechange?.();
    this.onload?.();
  }
  fail() {
    Object.assign(this, { status: 0, readyState: 4 });
    this.onreadystatechange?.();
    this.onerror?.();
  }
}

/**
 * Takes the place of the platform's fetch, WebSocket, EventSource and XMLHttpRequest until `restore`. What was asked
 * for is in `requests`, `sockets`, `sources` and `xhrs`, newest last.
 */
export class FakePlatform {
  requests = [];
  sockets = [];
  sources = [];
  xhrs = [];
  #saved = [];

  constructor() {
    const { requests, sockets, sources, xhrs } = this;
    const made = (list, thing) => {
      list.push(thing);
      return thing;
    };
    this.set('fetch', (url, init) => made(requests, new FakeRequest(url, init)).promise);
    this.set('WebSocket', function WebSocket(url, protocols) {
      return made(sockets, Object.assign(new FakeSocket(), { url, protocols }));
    });
    this.set('EventSource', function EventSource(url, init) {
      return made(sources, new FakeEventSource(url, init));
    });
    this.set('XMLHttpRequest', function XMLHttpRequest() {
      return made(xhrs, new FakeXhr());
    });
  }

  /** Puts a value in the place of a global one; undefined: there is none. */
  set(name, value) {
    this.#saved.push([name, Object.getOwnPropertyDescriptor(globalThis, name)]);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  restore() {
    for (const [name, descriptor] of this.#saved.reverse()) {
      if (descriptor === undefined) delete globalThis[name];
      else Object.defineProperty(globalThis, name, descriptor);
    }
  }

  get request() {
    return this.requests.at(-1);
  }
  get socket() {
    return this.sockets.at(-1);
  }
  get source() {
    return this.sources.at(-1);
  }
  get xhr() {
    return this.xhrs.at(-1);
  }

  /** Answers the request for /info. */
  answerInfo(info = { websocket: true }) {
    return this.request.answer(200, JSON.stringify(info));
  }
  /** Opens the transport that was begun last. */
  async openWebSocket() {
    await this.answerInfo();
    this.socket.open();
    this.socket.receive('o');
  }
  /** Opens the stream that was begun last, and returns it. */
  async openStream() {
    await this.answerInfo();
    const stream = this.request;
    await stream.respond();
    await stream.send(`${'h'.repeat(2048)}\no\n`);
    return stream;
  }
}
