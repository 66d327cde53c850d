import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import sockjs from 'sockjs';

function echo(connection) {
  connection.on('data', (text) => connection.write(text));
}

/** `n` is answered with 2^n times x, as the test services of every SockJS server do. */
function amplify(connection) {
  connection.on('data', (text) => {
    const exponent = Number.parseInt(text, 10);
    connection.write('x'.repeat(2 ** (exponent > 0 && exponent < 19 ? exponent : 1)));
  });
}

/** What one says, all hear. */
function broadcaster() {
  const connections = new Set();
  return (connection) => {
    connections.add(connection);
    connection.on('data', (text) => {
      for (const each of connections) each.write(text);
    });
    connection.on('close', () => connections.delete(connection));
  };
}

/** SockJS carries strings, TCP octets: a character that comes in two pieces waits for the second. */
function bridge(connection, tcpPort, sockets) {
  const socket = connect(tcpPort, '127.0.0.1').setEncoding('utf8').setNoDelay();
  sockets.add(socket);
  connection.on('data', (text) => socket.write(text, 'utf8'));
  connection.on('close', () => socket.end());
  socket.on('data', (text) => connection.write(text));
  socket.on('error', () => {}); // a close follows
  socket.on('close', () => {
    sockets.delete(socket);
    connection.close(1001, 'The broker closed the connection');
  });
}

/**
 * A SockJS server of npm's `sockjs`, in this process. Its sessions are found by their id alone, whatever the service or
 * the peer: two tests must not use the same id.
 */
class SockJsPeer {
  #services;
  #server;
  #sockets = new Set();
  #brokerSockets = new Set();
  port = 0;
  /** Of each request so far, upgrades included: {method, url, headers}. */
  requests = [];

  constructor({ stompPort, prefix, clientUrl, ...options }) {
    const common = { log: () => {}, sockjs_url: clientUrl, ...options };
    const echoing = { response_limit: 4096, ...common };
    this.#services = [
      ['/echo', echo, echoing],
      ['/disabled_websocket_echo', echo, { ...echoing, websocket: false }],
      ['/cookie_needed_echo', echo, { ...echoing, jsessionid: true }],
      ['/close', (connection) => connection.close(3000, 'Go away!'), common],
      ['/amplify', amplify, common],
      ['/broadcast', broadcaster(), common],
    ].map(([path, serve, settings]) => ({ prefix: prefix + path, serve, settings }));
    if (stompPort !== undefined) {
      const serve = (connection) => bridge(connection, stompPort, this.#brokerSockets);
      this.#services.push({ prefix: `${prefix}/stomp`, serve, settings: common });
    }
  }

  async #listen() {
    this.#server = createServer((_, response) => response.writeHead(404).end());
    for (const { prefix, serve, settings } of this.#services) {
      const service = sockjs.createServer({ ...settings, prefix });
      // Null where a client went while its session was being opened.
      service.on('connection', (connection) => connection !== null && serve(connection));
      service.installHandlers(this.#server);
    }
    for (const event of ['request', 'upgrade'])
      this.#server.prependListener(event, ({ method, url, headers }) =>
        this.requests.push({ method, url, headers }),
      );
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = this.#server.address().port;
  }

  static async start(options) {
    const peer = new SockJsPeer(options);
    await peer.#listen();
    return peer;
  }

  get httpUrl() {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** Breaks every connection, as a crash would. Sessions over HTTP are left to expire. */
  async kill() {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of [...this.#sockets, ...this.#brokerSockets]) socket.destroy();
    await closed;
  }

  /** The same: it has no farewell. */
  stop() {
    return this.kill();
  }

  /** Starts it again on the same port, after kill(). */
  async restart() {
    if (this.#server.listening) throw new Error('still running: kill() it first');
    await this.#listen();
  }
}

/**
 * Starts npm's SockJS server on a free port of 127.0.0.1, with the standard test services (`/echo`,
 * `/disabled_websocket_echo`, `/cookie_needed_echo`, `/close`, `/amplify`) and `/broadcast`.
 *
 * @param {object} [options]
 * @param {number} [options.stompPort] of a STOMP broker over TCP on 127.0.0.1: `/stomp` is bridged to it
 * @param {string} [options.prefix] stands in front of every path, '' by default
 * @param {string} [options.clientUrl] of the sockjs-client that the iframe page loads
 * @param {boolean} [options.websocket] false: no service offers it
 * @param {number} [options.response_limit] octets of a streaming response, 4096 for the echoes and 128 KiB else
 * @param {number} [options.heartbeat_delay] ms, 25,000
 * @param {number} [options.disconnect_delay] ms that a session lives without a receiver, 5,000
 * @returns {Promise<SockJsPeer>} httpUrl, port, requests, stop(), kill(), restart()
 */
export function startSockJsPeer({ prefix = '', clientUrl = '/sockjs.js', ...options } = {}) {
  return SockJsPeer.start({ prefix, clientUrl, ...options });
}
