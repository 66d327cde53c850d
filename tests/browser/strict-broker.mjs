import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { WebSocketServer } from 'ws';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { until } from '../support/condition.mjs';

const interval = 1000;
const directories = {
  hoofbeat: inRepository('dist'),
  stompjs: inRepository('node_modules/@stomp/stompjs/esm6'),
};
const connected = `CONNECTED\nversion:1.2\nheart-beat:${interval},${interval}\n\n\0`;

/** One connection of a page's, named by the last part of its URL. */
class Visit {
  #socket;
  #lastHeard = performance.now();
  #beating;
  #watching;
  #subscription;
  /** Commands, in their order. */
  frames = [];
  beats = 0;
  /** The longest silence of the page's so far, in ms. */
  longestSilence = 0;
  /** The page was silent for too long, and was let go. */
  wasSilent = false;
  isOver = false;
  opened = performance.now();

  constructor(name, socket, tolerance) {
    this.name = name;
    this.#socket = socket;
    this.#watching = setInterval(() => this.#watch(tolerance), 50);
    socket.on('message', (data) => this.#hear(String(data)));
    socket.on('error', () => {}); // a close follows
    socket.on('close', () => {
      this.isOver = true;
      clearInterval(this.#watching);
      clearInterval(this.#beating);
    });
  }

  get isSubscribed() {
    return this.#subscription !== undefined;
  }

  publish(body) {
    const head = `MESSAGE\ndestination:/topic/a\nmessage-id:${body}\nsubscription:${this.#subscription}`;
    this.#socket.send(`${head}\n\n${body}\0`);
  }

  cut() {
    this.#socket.terminate();
  }

  /** From now on it says nothing and hears nothing, and the connection stands: what is left of a network that changed. */
  vanish() {
    clearInterval(this.#beating);
    clearInterval(this.#watching);
    this.#socket.pause();
  }

  forgetSilence() {
    this.longestSilence = 0;
  }

  get #silence() {
    return performance.now() - this.#lastHeard;
  }

  #watch(tolerance) {
    this.longestSilence = Math.max(this.longestSilence, this.#silence);
    if (this.#silence < tolerance) return;
    this.wasSilent = true;
    this.cut();
  }

  #hear(message) {
    this.longestSilence = Math.max(this.longestSilence, this.#silence);
    this.#lastHeard = performance.now();
    if (message === '\n') {
      this.beats += 1;
      return;
    }
    const [command] = message.split('\n', 1);
    this.frames.push(command);
    if (command === 'CONNECT') {
      this.#socket.send(connected);
      this.#beating = setInterval(() => this.#socket.send('\n'), interval);
    }
    if (command === 'SUBSCRIBE') this.#subscription = /^id:(.*)$/m.exec(message)[1];
    if (command === 'DISCONNECT')
      this.#socket.send(`RECEIPT\nreceipt-id:${/^receipt:(.*)$/m.exec(message)[1]}\n\n\0`);
  }
}

/**
 * A broker that beats each second, wants to hear a page as often, and lets one go that was silent for `tolerance` ms.
 * It serves the pages too, and both packages.
 */
class StrictBroker {
  #server;
  #visits = [];

  constructor(tolerance) {
    this.#server = createServer((request, response) => answer(request, response));
    new WebSocketServer({ server: this.#server, handleProtocols: () => 'v12.stomp' }).on(
      'connection',
      (socket, { url }) => this.#visits.push(new Visit(path.posix.basename(url), socket, tolerance)),
    );
  }

  async listen() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get origin() {
    return `127.0.0.1:${this.#server.address().port}`;
  }

  /** Those of this name, in their order. */
  visits(name) {
    return this.#visits.filter((visit) => visit.name === name);
  }

  /** The connection of this number, from 1 on, once it is subscribed. */
  visit(name, number, options = {}) {
    const what = `connection ${number} of ${name}`;
    return until(
      () => {
        const visit = this.visits(name)[number - 1];
        return visit?.isSubscribed && visit;
      },
      { timeout: 20_000, what, ...options },
    );
  }

  async stop() {
    for (const visit of this.#visits) visit.cut();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

// Pages: '/', '/without-workers' and '/without-wasm', as applications with a strict policy have them.
async function answer({ url }, response) {
  const [, directory, ...file] = url.split('/');
  if (file.length === 0) {
    const workers = directory === 'without-workers' ? "'none'" : 'blob:';
    const wasm = directory === 'without-wasm' ? '' : "'wasm-unsafe-eval'";
    response.setHeader(
      'Content-Security-Policy',
      `default-src 'self'; script-src 'self' ${wasm}; connect-src ws:; worker-src ${workers}`,
    );
    response.setHeader('Content-Type', 'text/html');
    return response.end('<!doctype html><meta charset="utf-8"><title>a page</title>');
  }
  try {
    const octets = await readFile(path.join(directories[directory], ...file));
    response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(octets);
  } catch {
    response.writeHead(404).end();
  }
}

/** Starts one on a free port of 127.0.0.1. `tolerance`: ms. */
export function startStrictBroker({ tolerance = 2000 } = {}) {
  return new StrictBroker(tolerance).listen();
}
