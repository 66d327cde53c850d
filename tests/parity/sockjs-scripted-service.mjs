import { once } from 'node:events';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { until } from '../support/condition.mjs';

const defaultInfo = '{"websocket":true,"origins":["*:*"],"cookie_needed":false,"entropy":1}';
const path = '/service';
const maxBody = 2 ** 20;

async function bodyOf(request) {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) {
    body += piece;
    if (body.length > maxBody) throw new RangeError(`a body of more than ${maxBody} characters`);
  }
  return body;
}

/** A session's URL with what is chosen by chance replaced by its kind: /{3 digits}/{8 characters}/websocket. */
function described(pathname) {
  const [, , server, session, endpoint] = pathname.split('/');
  if (endpoint === undefined) return pathname;
  const serverPart = /^\d{3}$/.test(server) ? '{3 digits}' : server;
  const sessionPart = /^[a-z0-9_]+$/.test(session) ? `{${session.length} characters}` : session;
  return `${path}/${serverPart}/${sessionPart}/${endpoint}`;
}

/**
 * A SockJS service that does what a test says, by endpoint: `info`, `xhr`, `xhr_streaming`, `eventsource`, `xhr_send`
 * get (response, {request, body, count}), `websocket` (a WebSocket of `ws`, {request, count}), `upgrade` the bare socket.
 * What the script has nothing for is answered with 404, /info as every server would.
 */
class ScriptedService {
  #script;
  #server = createServer();
  #webSockets = new WebSocketServer({ noServer: true });
  #counts = {};
  /** In their order: {method, path, query, endpoint, session, headers, body, response}. */
  requests = [];

  constructor(script) {
    this.#script = { info: (response) => response.end(defaultInfo), ...script };
  }

  async listen() {
    this.#server.on('request', (request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get port() {
    return this.#server.address().port;
  }
  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }
  get url() {
    return this.origin + path;
  }
  /** Method and path of each request; where headers tell, the WebSocket. */
  get lines() {
    return this.requests.map(({ method, path: each }) => `${method} ${each}`);
  }
  /** The requests to one endpoint. */
  to(endpoint) {
    return this.requests.filter((each) => each.endpoint === endpoint);
  }
  /** Waits for that many requests to one endpoint; returns the last of them. */
  async reached(endpoint, count = 1) {
    await until(() => this.to(endpoint).length >= count, { what: `${count} requests to ${endpoint}` });
    return this.to(endpoint)[count - 1];
  }

  #note(request, method, response) {
    const { pathname, search } = new URL(request.url, this.origin);
    const [session, endpoint] = pathname.split('/').slice(-2);
    const { headers } = request;
    const noted = { method, path: described(pathname), query: search, endpoint, session, headers, response };
    this.requests.push(noted);
    this.#counts[endpoint] = (this.#counts[endpoint] ?? 0) + 1;
    return { noted, count: this.#counts[endpoint], answer: this.#script[endpoint] };
  }

  async #answer(request, response) {
    const { origin = '*' } = request.headers;
    const allowed = this.#script.allowedOrigin ?? origin;
    response.setHeader('Access-Control-Allow-Origin', allowed);
    if (allowed !== '*') response.setHeader('Access-Control-Allow-Credentials', 'true');
    if (request.method === 'OPTIONS') {
      const asked = request.headers['access-control-request-headers'];
      if (asked !== undefined) response.setHeader('Access-Control-Allow-Headers', asked);
      return response.writeHead(204).end();
    }
    const { noted, count, answer } = this.#note(request, request.method, response);
    noted.body = await bodyOf(request);
    if (answer === undefined) return response.writeHead(404).end();
    if (noted.endpoint === 'eventsource') response.setHeader('Content-Type', 'text/event-stream');
    answer(response, { request, body: noted.body, count });
  }

  #upgrade(request, socket, head) {
    socket.on('error', () => {}); // a close follows
    const { count } = this.#note(request, 'WebSocket');
    if (this.#script.upgrade !== undefined) return this.#script.upgrade(socket);
    if (this.#script.websocket === undefined) return socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) =>
      this.#script.websocket(webSocket, { request, count }),
    );
  }

  async stop() {
    for (const socket of this.#webSockets.clients) socket.terminate();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Runs `use` with such a service, on a free port of 127.0.0.1. */
export async function withService(script, use) {
  const service = await new ScriptedService(script).listen();
  try {
    return await use(service);
  } finally {
    await service.stop();
  }
}
