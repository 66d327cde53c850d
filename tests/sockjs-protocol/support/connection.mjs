import { once } from 'node:events';
import { connect } from 'node:net';
import { Response } from './response.mjs';

const patience = 10_000;

/** A TCP connection on which HTTP is written and read by hand, so that every octet of it is seen. */
export class Connection {
  #socket;
  #parts = [];
  #size = 0;
  #ended = false;
  #wake = () => {};

  constructor(socket) {
    this.#socket = socket;
    socket.on('data', (octets) => {
      this.#parts.push(octets);
      this.#size += octets.length;
      this.#wake();
    });
    for (const event of ['end', 'close'])
      socket.on(event, () => {
        this.#ended = true;
        this.#wake();
      });
    socket.on('error', () => {}); // a close follows
  }

  /**
   * @param {number} port of 127.0.0.1
   * @returns {Promise<Connection>}
   */
  static async open(port) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  write(octets) {
    this.#socket.write(octets);
  }

  /** Writes and resolves when the system took all of it, so that what follows is a segment of its own. */
  writeOut(octets) {
    return new Promise((resolve) => this.#socket.write(octets, resolve));
  }

  /**
   * Writes a request. A body gets a Content-Length, unless the headers have one or a Transfer-Encoding.
   *
   * @param {string} method
   * @param {string} path
   * @param {{headers?: Record<string, string>, body?: string | Buffer, version?: '1.0' | '1.1'}} [options]
   */
  request(method, path, { headers = {}, body, version = '1.1' } = {}) {
    const lines = Object.entries({ ...(version === '1.1' && { Host: 'localhost' }), ...headers });
    const framed = lines.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
    if (body !== undefined && !framed) lines.push(['Content-Length', Buffer.byteLength(body)]);
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    this.write(`${method} ${path} HTTP/${version}\r\n${head}\r\n`);
    if (body !== undefined) this.write(body);
  }

  /** The head of the next response; the rest is read through it. */
  response({ method = 'GET' } = {}) {
    return Response.read(this, method);
  }

  /** The next `count` octets. Rejects where the peer closes, or the time is over, before there are as many. */
  async octets(count) {
    while (this.#size < count) await this.#more(`${count} octets`);
    return this.#take(count);
  }

  /** What is in front of a delimiter, which is taken out too. */
  async upTo(delimiter) {
    for (;;) {
      const at = this.#joined().indexOf(delimiter);
      if (at >= 0) {
        const octets = this.#take(at + delimiter.length);
        return octets.toString('latin1', 0, at);
      }
      await this.#more(JSON.stringify(delimiter));
    }
  }

  /** All that comes until the peer closes. */
  async rest() {
    while (!this.#ended) await this.#more('the end');
    return this.#take(this.#size);
  }

  /** Waits until the peer closes; rejects where it sends more before. */
  async closed() {
    const octets = await this.rest();
    if (octets.length > 0) throw new Error(`in front of the end there came ${JSON.stringify(`${octets}`)}`);
  }

  get isClosed() {
    return this.#ended;
  }

  /** Ends our direction alone. */
  halfClose() {
    this.#socket.end();
  }

  /** Vanishes: nothing more is read or written. */
  destroy() {
    this.#socket.destroy();
  }

  /** Vanishes with a reset. */
  reset() {
    this.#socket.resetAndDestroy();
  }

  /** Stops reading from the socket, so that the peer can write no more than the system buffers. */
  pause() {
    this.#socket.pause();
  }

  #joined() {
    if (this.#parts.length !== 1) this.#parts = [Buffer.concat(this.#parts)];
    return this.#parts[0];
  }

  #take(count) {
    const octets = this.#joined();
    this.#parts = [octets.subarray(count)];
    this.#size -= count;
    return octets.subarray(0, count);
  }

  #more(what) {
    const got = () => JSON.stringify(this.#joined().toString('latin1', 0, 200));
    if (this.#ended) throw new Error(`closed while ${what} was awaited; there came ${got()}`);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${what} did not come within ${patience} ms; there came ${got()}`)),
        patience,
      );
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => {};
        resolve();
      };
    });
  }
}
