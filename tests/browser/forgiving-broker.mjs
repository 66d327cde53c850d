import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { until } from '../support/condition.mjs';

/**
 * A broker that answers a SEND to `/refused` with ERROR and keeps the connection open, as RabbitMQ and ActiveMQ do;
 * all else it sends back to who subscribed. It beats when it is told to.
 */
class ForgivingBroker {
  #server;
  #sockets = new Set();
  #lastWrite = 0;
  bodies = [];
  probes = 0;

  constructor(server) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      const subscriptions = new Map();
      socket.on('message', (data) => this.#answer(socket, subscriptions, String(data)));
    });
  }

  get url() {
    return `ws://127.0.0.1:${this.#server.address().port}/`;
  }

  beat() {
    for (const socket of this.#sockets) this.#write(socket, '\n');
  }

  /** Until the condition holds. */
  until(condition) {
    return until(condition, { timeout: 15_000, what: 'the page to go on' });
  }

  untilSilentFor(ms) {
    return this.until(() => performance.now() - this.#lastWrite > ms);
  }

  async close() {
    for (const socket of this.#sockets) socket.terminate();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(socket, subscriptions, frame) {
    const [head, body] = frame.replace(/\0$/, '').split('\n\n', 2);
    const [command, ...lines] = head.split('\n');
    const headers = Object.fromEntries(lines.map((line) => line.split(':', 2)));
    if (command === 'CONNECT') this.#write(socket, 'CONNECTED\nversion:1.2\nheart-beat:10000,0\n\n\0');
    else if (command === 'SUBSCRIBE') subscriptions.set(headers.destination, headers.id);
    else if (command === 'SEND') this.#publish(socket, subscriptions, headers.destination, body);
  }

  #publish(socket, subscriptions, destination, body) {
    if (destination === '/refused') return this.#write(socket, 'ERROR\nmessage:refused here\n\n\0');
    this.bodies.push(body);
    const id = subscriptions.get(destination);
    if (id === undefined) return;
    this.probes += 1;
    const head = `MESSAGE\ndestination:${destination}\nmessage-id:${this.probes}\nsubscription:${id}\n\n`;
    this.#write(socket, `${head}${body}\0`);
  }

  #write(socket, text) {
    this.#lastWrite = performance.now();
    socket.send(text);
  }
}

/** Starts one on a free port of 127.0.0.1. */
export async function startForgivingBroker() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'v12.stomp' });
  await once(server, 'listening');
  return new ForgivingBroker(server);
}
