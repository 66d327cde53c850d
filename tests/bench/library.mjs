import { Application } from './application.mjs';
import { QuietSocket } from './quiet-socket.mjs';

/** A connected client with an application that takes what comes. */
export class BenchedLibrary {
  #socket = new QuietSocket();
  #client;
  #application = new Application();
  /** In place of the application, where somebody wants to see the messages. */
  onMessage = undefined;

  /** `Client`: that of a STOMP library. `subscriptions`: their ids. */
  static async connect(Client, { subscriptions = ['sub-0'] } = {}) {
    const library = new BenchedLibrary();
    const config = { heartbeatIncoming: 0, heartbeatOutgoing: 0, reconnectDelay: 0 };
    library.#client = new Client({ ...config, webSocketFactory: () => library.#socket });
    const connected = new Promise((resolve) => {
      library.#client.onConnect = resolve;
    });
    library.#client.activate();
    while (library.#socket.onopen === null) await new Promise((resolve) => setImmediate(resolve));
    library.#socket.readyState = 1;
    library.#socket.onopen({ type: 'open' });
    library.#socket.onmessage({ data: 'CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0' });
    await connected;
    const take = (message) => library.#take(message);
    for (const id of subscriptions) library.#client.subscribe('/topic/prices.eu', take, { id });
    library.#socket.takeSent();
    return library;
  }

  #take(message) {
    if (this.onMessage) this.onMessage(message);
    else this.#application.take(message);
  }

  /** Delivers messages of the socket, one after the other, all of it several times. */
  receive(messages, times) {
    const events = messages.map((data) => ({ data }));
    const { onmessage } = this.#socket;
    for (let i = 0; i < times; i++) for (const event of events) onmessage(event);
  }

  publish(params, times) {
    const client = this.#client;
    for (let i = 0; i < times; i++) client.publish(params);
  }

  takeSeen() {
    return this.#application.takeSeen();
  }
  takeSent() {
    return this.#socket.takeSent();
  }

  /** The bodies and ids that come of these messages. */
  contentOf(messages) {
    const content = [];
    this.onMessage = ({ body, headers }) => content.push([headers['message-id'], body]);
    this.receive(messages, 1);
    this.onMessage = undefined;
    return content;
  }

  async close() {
    await this.#client.deactivate({ force: true });
  }
}

/** Libraries as parties of a comparison, see turns.mjs. */
export function receivers(libraries, messages) {
  const party = (library) => ({
    run: (times) => library.receive(messages, times),
    take: () => library.takeSeen(),
  });
  return Object.fromEntries(Object.entries(libraries).map(([name, library]) => [name, party(library)]));
}

export async function connectAll(clients, options) {
  const libraries = {};
  for (const [name, Client] of Object.entries(clients))
    libraries[name] = await BenchedLibrary.connect(Client, options);
  return libraries;
}

export async function closeAll(libraries) {
  for (const library of Object.values(libraries)) await library.close();
}
