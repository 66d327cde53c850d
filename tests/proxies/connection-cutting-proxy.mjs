import { connect, createServer } from 'node:net';
import { FaultyProxy } from '../support/proxy.mjs';

/** Passes octets, and cuts every connection when its time is over, whatever it carries. */
class ConnectionCuttingProxy extends FaultyProxy {
  #upstreamPort;
  #lifetime;
  /** Connections that lived until their time was over. */
  cuts = 0;

  constructor(upstreamPort, lifetime) {
    // Half-closed connections pass as such: what an end still says after the other's last word arrives.
    const server = createServer({ allowHalfOpen: true });
    super(server);
    this.#upstreamPort = upstreamPort;
    this.#lifetime = lifetime;
    server.on('connection', (client) => this.#pass(client));
  }

  #pass(client) {
    const upstream = connect({ port: this.#upstreamPort, host: '127.0.0.1', allowHalfOpen: true });
    this.holds(upstream);
    const timer = setTimeout(() => {
      ++this.cuts;
      client.destroy();
    }, this.#lifetime);
    client.on('close', () => {
      clearTimeout(timer);
      upstream.destroy();
    });
    upstream.on('close', () => client.destroySoon());
    client.pipe(upstream).pipe(client);
  }
}

/**
 * @param {number} upstreamPort
 * @param {{lifetime?: number}} [options] lifetime: of a connection, in ms
 * @returns {Promise<ConnectionCuttingProxy>}
 */
export function startConnectionCuttingProxy(upstreamPort, { lifetime = 2000 } = {}) {
  return new ConnectionCuttingProxy(upstreamPort, lifetime).listen();
}
