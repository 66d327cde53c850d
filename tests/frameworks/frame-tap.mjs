import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';

/** Between pages and a server: passes everything on, and keeps what the pages sent. */
export class FrameTap {
  #server;
  #sockets = new Set();
  /** What pages sent, in order: each one's number, the frame's command and its text. */
  frames = [];
  connections = 0;

  static async start(target) {
    const tap = new FrameTap();
    tap.#server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: ([first]) => first });
    tap.#server.on('connection', (page) => tap.#join(page, target));
    await once(tap.#server, 'listening');
    return tap;
  }

  get url() {
    return `ws://127.0.0.1:${this.#server.address().port}/ws`;
  }

  /** Connections that stand at this moment. */
  get open() {
    return this.#sockets.size;
  }

  commands(name) {
    return this.frames.filter(({ command }) => command === name);
  }

  /** Forgets what was sent before. */
  clear() {
    this.frames.length = 0;
    this.connections = 0;
  }

  #join(page, target) {
    const connection = ++this.connections;
    const upstream = new WebSocket(target, page.protocol);
    const waiting = [];
    this.#sockets.add(page);
    page.on('message', (data, isBinary) => {
      const text = String(data);
      const command = /^\n*([A-Z]+)\n/.exec(text)?.[1];
      if (command !== undefined) this.frames.push({ connection, command, text });
      if (upstream.readyState === WebSocket.OPEN) upstream.send(data, { binary: isBinary });
      else waiting.push([data, isBinary]);
    });
    upstream.on('open', () => {
      for (const [data, isBinary] of waiting.splice(0)) upstream.send(data, { binary: isBinary });
    });
    upstream.on('message', (data, isBinary) => page.send(data, { binary: isBinary }));
    upstream.on('error', () => {}); // a close follows
    page.on('error', () => {});
    upstream.on('close', () => page.terminate());
    page.on('close', () => {
      this.#sockets.delete(page);
      upstream.terminate();
    });
  }

  async stop() {
    for (const socket of this.#sockets) socket.terminate();
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }
}
