/** A client in a page, `window.clients[name]`: what it heard and what it was told is kept beside it. */
export class PageClient {
  #page;

  constructor(page, broker, name) {
    this.#page = page;
    this.broker = broker;
    this.name = name;
  }

  /**
   * Activates one that subscribes wherever it connects, once its first connection is subscribed.
   *
   * @param {object} page
   * @param {object} broker
   * @param {string} name
   * @param {object} [config] of the client. Heartbeats are each second in both directions, and an attempt that was made
   *   after a delay would be late.
   * @param {'hoofbeat' | 'stompjs'} [library]
   */
  static async start(page, broker, name, config = {}, library = 'hoofbeat') {
    const whole = { heartbeatIncoming: 1000, heartbeatOutgoing: 1000, reconnectDelay: 60_000, ...config };
    await page.evaluate(activate, `/${library}/index.js`, `ws://${broker.origin}/${name}`, name, whole);
    await broker.visit(name, 1);
    return new PageClient(page, broker, name);
  }

  /** The connection of this number, from 1 on. */
  visit(number, options) {
    return this.broker.visit(this.name, number, options);
  }

  get visits() {
    return this.broker.visits(this.name);
  }

  /** {connected, bodies, events}: events are the names of callbacks that tell of something bad. */
  state() {
    return this.#page.evaluate((name) => {
      const { client, bodies, events } = window.clients[name];
      return { connected: client.connected, bodies, events };
    }, this.name);
  }

  async end() {
    await this.#page.evaluate((name) => window.clients[name].client.deactivate(), this.name);
  }
}

async function activate(module, brokerURL, name, config) {
  const { Client } = await import(module);
  const client = new Client({ brokerURL, ...config });
  const bodies = [];
  const events = [];
  window.clients = { ...window.clients, [name]: { client, bodies, events } };
  for (const event of ['onStompError', 'onWebSocketError', 'onWebSocketClose', 'onHeartbeatLost', 'onError'])
    client[event] = (what) => events.push(`${event} ${what?.code ?? ''}`.trim());
  client.onConnect = () => client.subscribe('/topic/a', ({ body }) => bodies.push(body));
  client.activate();
}

/** In the page: keeps what nobody catches as `window.uncaught`, and what its policy forbids as `window.violated`. */
export function watchUncaught() {
  window.uncaught = [];
  for (const type of ['error', 'unhandledrejection'])
    addEventListener(type, (event) => window.uncaught.push(String(event.reason ?? event.message)));
  addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
    window.violated = violatedDirective;
  });
}
