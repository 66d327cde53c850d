import { createServer } from 'node:http';
import { endToEndHeaders, FaultyProxy, forward } from '../support/proxy.mjs';

const maxResponse = 64 * 1024 * 1024;

async function wholeBody(answer) {
  const pieces = [];
  let size = 0;
  for await (const piece of answer) {
    size += piece.length;
    if (size > maxResponse) throw new RangeError(`a response of more than ${maxResponse} octets`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/**
 * Sends a response on when the last octet of it is there, so that a stream comes when it has ended. Knows no Upgrade:
 * the request goes on without it.
 */
class ResponseBufferingProxy extends FaultyProxy {
  #upstreamPort;
  /** Responses that were sent on, and those that are waited for. */
  responses = 0;
  pending = 0;

  constructor(upstreamPort) {
    const server = createServer();
    super(server);
    this.#upstreamPort = upstreamPort;
    server.on('request', (request, response) => this.#pass(request, response));
  }

  async #pass(request, response) {
    const answer = await forward(request, response, { agent: this.agent, upstreamPort: this.#upstreamPort });
    if (answer === undefined) return;
    ++this.pending;
    try {
      const body = await wholeBody(answer);
      const headers = endToEndHeaders(answer.rawHeaders);
      const isDelimited = answer.headers['content-length'] !== undefined || body.length === 0;
      if (!isDelimited) headers.push('Content-Length', String(body.length));
      response.writeHead(answer.statusCode, headers).end(body);
      ++this.responses;
    } catch {
      // Either end went away, or the limit was passed.
      response.destroy();
    } finally {
      --this.pending;
    }
  }
}

/**
 * @param {number} upstreamPort
 * @returns {Promise<ResponseBufferingProxy>}
 */
export function startResponseBufferingProxy(upstreamPort) {
  return new ResponseBufferingProxy(upstreamPort).listen();
}
