import { createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { endToEndHeaders, FaultyProxy, forward } from '../support/proxy.mjs';

/** Reads an Upgrade request and answers nothing. All else passes as it comes. */
class UpgradeDroppingProxy extends FaultyProxy {
  #upstreamPort;
  #mode;
  /** Requests that passed, and Upgrades that were dropped. */
  requests = 0;
  upgrades = 0;

  constructor(upstreamPort, mode) {
    const server = createServer();
    super(server);
    this.#upstreamPort = upstreamPort;
    this.#mode = mode;
    server.on('request', (request, response) => this.#pass(request, response));
    server.on('upgrade', (_, socket) => this.#drop(socket));
  }

  #drop(socket) {
    ++this.upgrades;
    if (this.#mode === 'close') socket.destroy();
    else socket.on('end', () => socket.destroy()).resume();
  }

  async #pass(request, response) {
    ++this.requests;
    const answer = await forward(request, response, { agent: this.agent, upstreamPort: this.#upstreamPort });
    if (answer === undefined) return;
    response.writeHead(answer.statusCode, endToEndHeaders(answer.rawHeaders));
    response.flushHeaders();
    // Where one end goes, the other is destroyed.
    await pipeline(answer, response).catch(() => {});
  }
}

/**
 * @param {number} upstreamPort
 * @param {{mode: 'close' | 'silence'}} options what an Upgrade is answered with
 * @returns {Promise<UpgradeDroppingProxy>}
 */
export function startUpgradeDroppingProxy(upstreamPort, { mode }) {
  return new UpgradeDroppingProxy(upstreamPort, mode).listen();
}
