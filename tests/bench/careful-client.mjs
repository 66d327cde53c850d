import { CarefulParser } from './careful-parser.mjs';

/** As much of a STOMP client as it takes to receive with the careful parser. */
export class CarefulClient {
  #socket;
  #callbacks = new Map();
  #parser = new CarefulParser((frame) => this.#take(frame));
  onConnect = () => {};

  constructor({ webSocketFactory }) {
    this.#socket = webSocketFactory();
  }

  activate() {
    this.#socket.onopen = () => this.#socket.send('CONNECT\naccept-version:1.2\nheart-beat:0,0\n\n\0');
    this.#socket.onmessage = (event) => this.#parser.receive(event.data);
  }

  subscribe(destination, callback, { id }) {
    this.#callbacks.set(id, callback);
    this.#socket.send(`SUBSCRIBE\nid:${id}\ndestination:${destination}\n\n\0`);
  }

  #take(frame) {
    if (frame.command === 'MESSAGE') this.#callbacks.get(frame.headers.subscription)?.(frame);
    else if (frame.command === 'CONNECTED') this.onConnect(frame);
  }

  async deactivate() {
    this.#socket.close();
  }
}
