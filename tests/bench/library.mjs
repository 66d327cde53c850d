// One STOMP library behind a socket that does nothing, so that only the library is measured.

class QuietSocket {
  readyState = 0;
  url = 'ws://quiet.test';
  frames = 0;
  octets = 0;
  onopen = null;
  onmessage = null;
  onerror = null;
  onclose = null;

  send(data) {
    this.frames += 1;
    this.octets += typeof data === 'string' ? data.length : data.byteLength;
  }
  close() {
    this.readyState = 3;
    this.onclose?.({ code: 1000, reason: '', wasClean: true });
  }
}

/** A connected client of the library's. */
export class BenchedLibrary {
  #socket = new QuietSocket();
  #client;
  count = 0;
  checksum = 0;

  static async connect(Client) {
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
    library.#client.subscribe('/topic/prices.eu', (message) => library.#take(message), { id: 'sub-0' });
    return library;
  }

  // What every application does: reads the body and one header.
  #take(message) {
    const { body } = message;
    const id = message.headers['message-id'];
    this.count += 1;
    this.checksum = (this.checksum * 31 + body.length + body.charCodeAt(body.length - 1) + id.length) | 0;
  }

  /** Milliseconds for the deliveries. */
  receive(data, repeats) {
    const event = { data };
    const { onmessage } = this.#socket;
    const start = performance.now();
    for (let i = 0; i < repeats; i++) onmessage(event);
    return performance.now() - start;
  }

  publish(params, repeats) {
    const client = this.#client;
    const start = performance.now();
    for (let i = 0; i < repeats; i++) client.publish(params);
    return performance.now() - start;
  }

  /** What the socket was given since the last time. */
  takeSent() {
    const { frames, octets } = this.#socket;
    this.#socket.frames = 0;
    this.#socket.octets = 0;
    return { count: frames, octets };
  }
  /** What the callbacks saw since the last time. */
  takeSeen() {
    const seen = { count: this.count, checksum: this.checksum };
    this.count = 0;
    this.checksum = 0;
    return seen;
  }

  async close() {
    await this.#client.deactivate({ force: true });
  }
}
