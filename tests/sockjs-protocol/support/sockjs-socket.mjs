import { once } from 'node:events';
import { WebSocket } from 'ws';

const patience = 10_000;

/** A WebSocket whose messages are read one by one. */
export class SockJsSocket {
  #socket;
  #arrived = [];
  #wake = () => {};

  /** Resolves when it is closed: {code, reason}. */
  closed;

  constructor(socket) {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => {
      this.#arrived.push(isBinary ? data : data.toString());
      this.#wake();
    });
    socket.on('error', () => {}); // a close follows
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        this.#wake();
        resolve({ code, reason: reason.toString() });
      });
    });
  }

  /** Rejects where the server does not let it in. */
  static async open(target, path, options) {
    const socket = new WebSocket(`ws://127.0.0.1:${target.port}${path}`, options);
    const opened = new SockJsSocket(socket);
    await once(socket, 'open');
    target.onStop(() => socket.terminate());
    return opened;
  }

  get extensions() {
    return this.#socket.extensions;
  }

  send(data, options) {
    this.#socket.send(data, options);
  }

  close(code, reason) {
    this.#socket.close(code, reason);
  }

  terminate() {
    this.#socket.terminate();
  }

  ping(data) {
    this.#socket.ping(data);
    return once(this.#socket, 'pong');
  }

  /** Waits for the next ping of the server. */
  nextPing() {
    return once(this.#socket, 'ping', { signal: AbortSignal.timeout(patience) });
  }

  /** The next message: a string, or a Buffer where it is binary; undefined when the socket closed before. */
  next() {
    if (this.#arrived.length > 0) return Promise.resolve(this.#arrived.shift());
    if (this.#socket.readyState === WebSocket.CLOSED) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no message within ${patience} ms`)), patience);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => {};
        resolve(this.#arrived.shift());
      };
    });
  }
}
