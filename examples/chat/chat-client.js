import { Client, SockJS } from './libraries.js';

const destinationOf = (room) => `/topic/chat.${room}`;

function randomId() {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join('-');
}

/**
 * One person in some rooms. A room is a topic, on which every page tells the others, in JSON, what it does:
 *
 * - `join`, `leave`: somebody comes or goes; `here`: the answer to `join`, from those who are there already
 * - `message`: somebody says something; `received`: the answer of each page that has it
 */
export class ChatClient {
  /** Of this page. */
  id = randomId();
  #name;
  #on;
  #client;
  #rooms = new Set();
  // What the broker has not confirmed. After a reconnection it is sent again, and pages go by the id to show it once.
  #unconfirmed = new Map();

  /**
   * @param {string} url of a STOMP broker behind SockJS
   * @param {string} name
   * @param {object} on
   * @param {(state: string, text: string) => void} on.onStatus
   * @param {() => void} on.onConnect for the first time, and after each loss of the connection
   * @param {(room: string, event: object) => void} on.onEvent
   * @param {(room: string, id: string) => void} on.onSent the broker has this message
   */
  constructor(url, name, on) {
    this.#name = name;
    this.#on = on;
    this.#client = new Client({
      webSocketFactory: () => new SockJS(url),
      reconnectDelay: 1000,
      onConnect: () => this.#resume(),
      onWebSocketClose: () => {
        if (this.#client.active) on.onStatus('reconnecting', 'Connection lost, trying again …');
      },
      onStompError: (frame) => on.onStatus('reconnecting', `Refused: ${frame.headers.message}`),
    });
  }

  activate() {
    this.#client.activate();
  }

  /** Says good-bye everywhere, and disconnects. */
  leave() {
    if (this.#client.connected) for (const room of this.#rooms) this.#tell(room, { type: 'leave' });
    this.#client.deactivate();
  }

  /** Once there, one stays there, whatever happens to the connection. */
  enter(room) {
    if (this.#rooms.has(room)) return;
    this.#rooms.add(room);
    if (this.#client.connected) this.#join(room);
  }

  /**
   * Sends it now, or as soon as there is a connection.
   * @returns {{id: string, from: string, text: string}}
   */
  say(room, text) {
    const event = { type: 'message', id: randomId(), text };
    this.#unconfirmed.set(event.id, { room, event });
    if (this.#client.connected) this.#send(room, event);
    return { ...event, from: this.#name };
  }

  #resume() {
    this.#on.onStatus('connected', 'Connected');
    this.#on.onConnect();
    for (const room of this.#rooms) this.#join(room);
    for (const { room, event } of this.#unconfirmed.values()) this.#send(room, event);
  }

  #join(room) {
    this.#client.subscribe(destinationOf(room), ({ body }) => this.#take(room, body));
    this.#tell(room, { type: 'join' });
  }

  #send(room, event) {
    this.#client.watchForReceipt(event.id, () => {
      this.#unconfirmed.delete(event.id);
      this.#on.onSent(room, event.id);
    });
    this.#tell(room, event, { receipt: event.id });
  }

  #tell(room, event, headers = {}) {
    this.#client.publish({
      destination: destinationOf(room),
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ ...event, page: this.id, from: this.#name }),
    });
  }

  #take(room, body) {
    const event = parse(body);
    if (event === undefined) return;
    this.#on.onEvent(room, event);
    if (event.page === this.id) return;
    if (event.type === 'join') this.#tell(room, { type: 'here' });
    if (event.type === 'message') this.#tell(room, { type: 'received', id: event.id });
  }
}

/** Undefined for what no page of ours has sent: anybody may write to a topic. */
function parse(body) {
  try {
    const event = JSON.parse(body);
    return typeof event?.page === 'string' && typeof event.from === 'string' ? event : undefined;
  } catch {
    return undefined;
  }
}
