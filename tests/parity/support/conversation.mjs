import WebSocket from 'ws';

const subprotocols = ['v12.stomp', 'v11.stomp', 'v10.stomp'];
// What a broker makes up.
const madeUp = new Set(['session', 'message-id', 'ack']);

/** What arrives, to be waited for in the order in which it came. */
class Inbox {
  #items = [];
  #waiting = [];

  add(item) {
    const resolve = this.#waiting.shift();
    if (resolve === undefined) this.#items.push(item);
    else resolve(item);
  }
  next() {
    if (this.#items.length > 0) return Promise.resolve(this.#items.shift());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** A client of one library and a real broker; `lines` has what was sent, and what a scene notes. */
export class Conversation {
  lines = [];
  #unique = Math.random().toString(36).slice(2);
  #clients = [];

  constructor(library, broker) {
    this.library = library;
    this.broker = broker;
  }

  /** A destination of its own. */
  destination(prefix) {
    return `${prefix}${this.#unique}`;
  }

  note(...words) {
    const text = words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word))).join(' ');
    this.lines.push(text.replaceAll(this.#unique, 'unique').replaceAll('\0', '^@'));
  }

  /** A frame, but for what the broker made up. */
  noteFrame(what, { command, headers, body }) {
    const entries = Object.entries(headers).map(([name, value]) => [name, madeUp.has(name) ? '*' : value]);
    this.note(what, command, Object.fromEntries(entries.sort()), body);
  }

  /** A client that is not active yet; `closed` and `errors` are inboxes. */
  client(config = {}) {
    const client = new this.library.Client({
      webSocketFactory: () => this.#recorded(new WebSocket(this.broker.webSocketUrl, subprotocols)),
      connectHeaders: this.broker.connectHeaders,
      heartbeatIncoming: 0,
      heartbeatOutgoing: 0,
      reconnectDelay: 0,
      host: null,
      ...config,
    });
    const [connected, closed, errors] = [new Inbox(), new Inbox(), new Inbox()];
    client.onConnect = (frame) => connected.add(frame);
    client.onWebSocketClose = (event) => closed.add(event);
    client.onStompError = (frame) => errors.add(frame);
    this.#clients.push(client);
    return { client, connected, closed, errors };
  }

  /** One that is connected. */
  async open(config) {
    const all = this.client(config);
    all.client.activate();
    this.noteFrame('onConnect', await all.connected.next());
    return all;
  }

  /** Subscribes, and waits until the broker says so. Returns the messages' inbox, and the subscription. */
  async subscribe(client, destination, headers = {}) {
    const messages = new Inbox();
    let subscription;
    await this.receipted(client, (receipt) => {
      subscription = client.subscribe(destination, (message) => messages.add(message), {
        ...headers,
        receipt,
      });
    });
    return { messages, subscription };
  }

  /** Until the broker has confirmed what `ask` sends. */
  async receipted(client, ask) {
    const receipt = `receipt-${this.lines.length}`;
    const arrived = new Promise((resolve) => client.watchForReceipt(receipt, resolve));
    ask(receipt);
    this.noteFrame('receipt', await arrived);
  }

  #recorded(socket) {
    const send = socket.send.bind(socket);
    socket.send = (data, ...more) => {
      const text = typeof data === 'string' ? data : `octets ${Buffer.from(data).toString('latin1')}`;
      // An id that the broker made up names the message.
      this.note('sent', text.replace(/^((N?ACK\n(?:.*\n)*?)(?:id|message-id):).*$/m, '$1*'));
      send(data, ...more);
    };
    return socket;
  }

  async end() {
    await Promise.all(this.#clients.map((client) => client.deactivate({ force: true })));
  }
}
