import { serverBinary } from '../../scripts/lib/paths.mjs';
import { startProcess } from './processes.mjs';

const readyLine = /^hoofbeat-server listening http=(\S+) websocket=(\S+)(?: tcp=(\S+))?$/m;

/** A running hoofbeat-server. */
export class Server {
  #binary;
  #args;
  #process;

  constructor(binary, args) {
    this.#binary = binary;
    this.#args = args;
  }

  async #start(httpPort, tcpPort) {
    const ports = ['--port', String(httpPort), '--tcp-port', String(tcpPort)];
    this.#process = await startProcess(this.#binary, [...ports, ...this.#args]);
    try {
      const [, httpUrl, webSocketUrl, tcp] = await this.#process.waitForOutput(readyLine);
      this.httpUrl = httpUrl;
      this.webSocketUrl = webSocketUrl;
      this.tcpPort = tcp === undefined ? undefined : Number(new URL(`tcp://${tcp}`).port);
    } catch (error) {
      await this.#process.kill();
      throw error;
    }
  }

  static async start(binary, args, httpPort, tcpPort) {
    const server = new Server(binary, args);
    await server.#start(httpPort, tcpPort);
    return server;
  }

  /** The port of httpUrl and webSocketUrl. */
  get port() {
    return Number(new URL(this.httpUrl).port);
  }

  get pid() {
    return this.#process.pid;
  }

  /** What it printed so far, logs included. */
  get output() {
    return this.#process.output;
  }

  /** Waits until it has printed something that matches. See ManagedProcess. */
  waitForOutput(pattern, options) {
    return this.#process.waitForOutput(pattern, options);
  }

  /** A clean stop by SIGTERM. Rejects when it does not end with exit code 0, which a sanitizer would prevent. */
  async stop() {
    if (this.#process.hasEnded) return;
    const { code, signal } = await this.#process.end();
    if (code !== 0)
      throw new Error(`hoofbeat-server ended with ${signal ?? code}; its output:\n${this.output}`);
  }

  /** Ends it as a crash would: no farewell to anybody. */
  async kill() {
    await this.#process.kill();
  }

  /** Starts it again, on the same ports and with the same arguments, after stop() or kill(). */
  async restart() {
    if (!this.#process.hasEnded) throw new Error('still running: stop() or kill() it first');
    await this.#start(this.port, this.tcpPort ?? 0);
  }
}

/**
 * Starts a hoofbeat-server on free ports of 127.0.0.1.
 *
 * @param {{args?: string[], port?: number, tcpPort?: number, binary?: string}} [options]
 *   args: further arguments; port, tcpPort: 0 = any free; binary: in place of the one that was built
 *   (or that the environment variable HOOFBEAT_SERVER names, for a build with sanitizers)
 * @returns {Promise<Server>}
 */
export function startServer({
  args = [],
  port = 0,
  tcpPort = 0,
  binary = process.env.HOOFBEAT_SERVER ?? serverBinary,
} = {}) {
  return Server.start(binary, args, port, tcpPort);
}
