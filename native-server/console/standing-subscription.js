/** @typedef {import('hoofbeat').Client} Client */
/** @typedef {import('hoofbeat').IMessage} IMessage */

/** A subscription that is wanted until cancelled, and made anew on every connection. */
export class StandingSubscription {
  #onMessage;
  #onCancel;
  /** @type {import('hoofbeat').StompSubscription | undefined} */
  #live;

  /**
   * @param {string} destination
   * @param {Record<string, string>} headers of SUBSCRIBE
   * @param {(message: IMessage) => void} onMessage
   * @param {(subscription: StandingSubscription) => void} onCancel
   */
  constructor(destination, headers, onMessage, onCancel) {
    this.destination = destination;
    this.headers = headers;
    this.#onMessage = onMessage;
    this.#onCancel = onCancel;
  }

  /** @param {Client} client a connected one */
  establish(client) {
    // A copy of the headers: the client adds the id of this connection to what it is given.
    this.#live = client.subscribe(this.destination, this.#onMessage, { ...this.headers });
  }

  /** The connection is gone, and the subscription with it. */
  lapse() {
    this.#live = undefined;
  }

  /** Ends it for good, now and for later connections. */
  cancel() {
    this.#onCancel(this);
    this.#live?.unsubscribe();
    this.#live = undefined;
  }
}
