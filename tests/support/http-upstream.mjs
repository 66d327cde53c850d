import { once } from 'node:events';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/**
 * What a proxy under test stands in front of: plain HTTP whose stream the test feeds, and a WebSocket that echoes.
 * `/echo` answers with the request's body and headers; `/stream` sends what `send()` is given until `end()`.
 */
class HttpUpstream {
  #server = createServer((request, response) => this.#answer(request, response));
  #sockets = new WebSocketServer({ server: this.#server });
  #streams = [];
  #waiting = [];
  /** Streams whose client went before they had ended. */
  aborted = 0;

  async listen() {
    this.#sockets.on('connection', (socket) => {
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get port() {
    return this.#server.address().port;
  }

  /** The next request for `/stream`: its response. */
  nextStream() {
    if (this.#streams.length > 0) return Promise.resolve(this.#streams.shift());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #answer(request, response) {
    if (request.url === '/stream') return this.#stream(response);
    const pieces = await request.toArray();
    const { method, headers } = request;
    response.setHeader('Set-Cookie', ['a=1', 'b=2']);
    response.end(JSON.stringify({ method, headers, body: Buffer.concat(pieces).toString() }));
  }

  #stream(response) {
    response.on('close', () => {
      if (!response.writableEnded) ++this.aborted;
    });
    response.flushHeaders();
    const waiting = this.#waiting.shift();
    if (waiting) waiting(response);
    else this.#streams.push(response);
  }

  async stop() {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Starts one on a free port of 127.0.0.1. */
export function startHttpUpstream() {
  return new HttpUpstream().listen();
}

/** Opens a response and reads it piece by piece. */
export class StreamReader {
  #reader;
  #abort;
  text = '';
  ended = false;

  static async open(url) {
    const reader = new StreamReader();
    reader.#abort = new AbortController();
    const response = await fetch(url, { signal: reader.#abort.signal });
    reader.status = response.status;
    reader.#reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    return reader;
  }

  /** Reads until so many characters are there, or the end. Rejects where the connection breaks. */
  async read(length) {
    while (this.text.length < length && !this.ended) {
      const { value = '', done } = await this.#reader.read();
      this.text += value;
      this.ended = done;
    }
    return this.text;
  }

  abort() {
    this.#abort.abort();
  }
}
