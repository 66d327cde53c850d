import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';

const patience = 10_000;

/** Things that arrive, and those who wait for the next one. */
class Arrivals {
  #arrived = [];
  #waiting = [];
  #ended = false;

  push(item) {
    const waiting = this.#waiting.shift();
    if (waiting) waiting.resolve(item);
    else this.#arrived.push(item);
  }

  end() {
    this.#ended = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the connection closed'));
  }

  /** Takes out what arrived and nobody waited for. */
  takeAll() {
    return this.#arrived.splice(0);
  }

  next() {
    if (this.#arrived.length > 0) return Promise.resolve(this.#arrived.shift());
    if (this.#ended) return Promise.reject(new Error('the connection closed'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing arrived within ${patience} ms`)), patience);
      const settle = (how) => (value) => {
        clearTimeout(timer);
        how(value);
      };
      this.#waiting.push({ resolve: settle(resolve), reject: settle(reject) });
    });
  }
}

/** Reads one frame; a header's first value counts, escapes are left as they are. */
export function parseFrame(octets) {
  const blankLine = octets.indexOf('\n\n');
  const [command, ...lines] = octets.subarray(0, blankLine).toString().split('\n');
  const headers = {};
  for (const line of lines) headers[line.slice(0, line.indexOf(':'))] ??= line.slice(line.indexOf(':') + 1);
  const length = headers['content-length'];
  const start = blankLine + 2;
  const end = length === undefined ? octets.indexOf(0, start) : start + Number(length);
  return { command, headers, body: octets.subarray(start, end), size: end + 1 };
}

export function writeFrame(command, headers = {}, body = '') {
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  return Buffer.concat([Buffer.from(`${command}\n${lines.join('')}\n`), Buffer.from(body), Buffer.from([0])]);
}

/** What a STOMP client does over either transport. */
class Peer {
  arrivals = new Arrivals();

  /** The next frame; heartbeats are passed over. */
  async frame(command) {
    for (;;) {
      const frame = await this.arrivals.next();
      if (command !== undefined && frame.command !== command)
        throw new Error(`${command} was awaited, but there came ${frame.command}: ${frame.body}`);
      return frame;
    }
  }

  send(command, headers, body) {
    this.write(writeFrame(command, headers, body));
    return this;
  }

  async connect(headers = {}) {
    this.send('CONNECT', { 'accept-version': '1.2', ...headers });
    return this.frame('CONNECTED');
  }

  /** Sends a frame with a receipt and waits until it has been processed. */
  async request(command, headers, body) {
    this.send(command, { ...headers, receipt: 'done' }, body);
    await this.frame('RECEIPT');
  }
}

/** A client over WebSocket. `frame()` also tells whether the message `isBinary`. */
export class WebSocketPeer extends Peer {
  constructor(socket) {
    super();
    this.socket = socket;
    socket.on('message', (data, isBinary) => {
      if (data.length === 1) return;
      const frame = parseFrame(data);
      if (frame.size !== data.length) throw new Error(`a message of ${data.length} octets has ${frame.size}`);
      this.arrivals.push({ ...frame, isBinary });
    });
    socket.on('error', () => {}); // a close follows
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        this.arrivals.end();
        resolve({ code, reason: reason.toString() });
      });
    });
  }

  /** Rejects where the server does not let it in. */
  static async open(url, { protocols = ['v12.stomp'], ...options } = {}) {
    const socket = new WebSocket(url, protocols, options);
    const peer = new WebSocketPeer(socket);
    await once(socket, 'open');
    return peer;
  }

  write(octets, options = { binary: false }) {
    this.socket.send(octets, options);
  }

  /** No more of this: for tests whose connection is not closed otherwise. */
  terminate() {
    this.socket.terminate();
    return this.closed;
  }
}

/** A client over TCP. */
export class TcpPeer extends Peer {
  #buffer = Buffer.alloc(0);

  constructor(socket) {
    super();
    this.socket = socket;
    socket.on('data', (data) => this.#take(data));
    socket.on('error', () => {}); // a close follows
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.arrivals.end();
        resolve();
      });
    });
  }

  static async open(port) {
    const peer = new TcpPeer(connect(port, '127.0.0.1'));
    await once(peer.socket, 'connect');
    return peer;
  }

  #take(data) {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    while (this.#buffer.length > 0) {
      if (this.#buffer[0] === 0x0a) {
        this.#buffer = this.#buffer.subarray(1);
        continue;
      }
      if (!this.#buffer.includes('\n\n')) return;
      const frame = parseFrame(this.#buffer);
      if (frame.size === 0 || this.#buffer.length < frame.size) return;
      this.#buffer = this.#buffer.subarray(frame.size);
      this.arrivals.push(frame);
    }
  }

  write(octets) {
    this.socket.write(octets);
  }
}
