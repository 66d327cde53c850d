import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** What tests/proxies have in common: a server in this process, on a free port of 127.0.0.1, in front of another. */
export class FaultyProxy {
  #server;
  #sockets = new Set();
  /** Keeps connections to the upstream open, as gateways do. */
  agent = new Agent({ keepAlive: true });
  /** Connections accepted so far. */
  connections = 0;

  /** @param {import('node:net').Server} server one of node:http or node:net */
  constructor(server) {
    this.#server = server;
    server.on('connection', (socket) => {
      ++this.connections;
      this.holds(socket);
    });
  }

  /** Another socket that stop() closes. */
  holds(socket) {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => {}); // a close follows
  }

  async listen() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = this.#server.address().port;
    return this;
  }

  get httpUrl() {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** Closes all that is open, in both directions. */
  async stop() {
    for (const socket of this.#sockets) socket.destroy();
    this.agent.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }
}

// RFC 9110, section 7.6.1: they are for one hop.
const hopByHop = /^(connection|keep-alive|proxy-connection|te|transfer-encoding|upgrade)$/i;

/** Name and value by turns, as node:http has them, without those that end here. */
export function endToEndHeaders(rawHeaders) {
  const kept = [];
  for (let i = 0; i < rawHeaders.length; i += 2)
    if (!hopByHop.test(rawHeaders[i])) kept.push(rawHeaders[i], rawHeaders[i + 1]);
  return kept;
}

/**
 * Sends a request on, and ends it where the client goes before the response is complete.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response what the client gets; 502 where the upstream does not answer
 * @param {{agent: Agent, upstreamPort: number}} where
 * @returns {Promise<import('node:http').IncomingMessage | undefined>} undefined where there was no answer
 */
export async function forward(request, response, { agent, upstreamPort }) {
  const { method, url: path, rawHeaders } = request;
  const onward = httpRequest({
    agent,
    host: '127.0.0.1',
    port: upstreamPort,
    method,
    path,
    headers: endToEndHeaders(rawHeaders),
  });
  response.on('close', () => onward.destroy());
  onward.on('error', () => {}); // told below, or by the answer
  pipeline(request, onward).catch(() => {});
  try {
    const [answer] = await once(onward, 'response');
    return answer;
  } catch {
    if (!response.destroyed) response.writeHead(502).end();
    return undefined;
  }
}
