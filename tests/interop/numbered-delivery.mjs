import { until } from '../support/condition.mjs';

/**
 * Publishes numbers with receipts, in order. What was not confirmed when a connection went is published again on the
 * next, as an application does that must not lose anything.
 */
class Publisher {
  #client;
  #destination;
  #count;
  #window;
  #rhythm;
  #confirmed = 0;
  #published = 0;
  #timer;
  reconnects = -1;

  /** `window`: how many may be unconfirmed; `rhythm`: ms between two, 0: none */
  constructor(client, { destination, count, window, rhythm, onConnected }) {
    this.#client = client;
    this.#destination = destination;
    this.#count = count;
    this.#window = window;
    this.#rhythm = rhythm;
    client.onConnect = () => {
      this.reconnects += 1;
      onConnected();
      this.#published = this.#confirmed;
      this.#publish();
    };
    client.onWebSocketClose = () => clearTimeout(this.#timer);
  }

  get isDone() {
    return this.#confirmed === this.#count;
  }
  get confirmed() {
    return this.#confirmed;
  }

  #publish() {
    clearTimeout(this.#timer);
    while (
      this.#client.connected &&
      this.#published < this.#count &&
      this.#published - this.#confirmed < this.#window
    ) {
      this.#publishNext();
      if (this.#rhythm > 0) {
        this.#timer = setTimeout(() => this.#publish(), this.#rhythm);
        return;
      }
    }
  }

  #publishNext() {
    this.#published += 1;
    const number = this.#published;
    const receipt = `number-${number}-${this.reconnects}`;
    this.#client.watchForReceipt(receipt, () => {
      this.#confirmed = Math.max(this.#confirmed, number);
      if (this.#rhythm === 0) this.#publish();
    });
    const headers = { receipt };
    this.#client.publish({ destination: this.#destination, headers, body: String(number) });
  }
}

/** Takes numbers, each once: what is published again after a lost RECEIPT is told by its number. */
class Collector {
  last = 0;
  repeated = 0;
  problems = [];

  take(number) {
    if (number === this.last + 1) this.last = number;
    else if (number <= this.last) this.repeated += 1;
    else this.problems.push(`${number} came behind ${this.last}`);
  }
}

/**
 * Publishes numbers by one client, and takes them by another.
 *
 * @param {{publisher: object, collector: object, count?: number, window?: number, rhythm?: number, timeout?: number,
 *   onConnected?: () => void}} how
 *   publisher, collector: Clients, not activated; onConnected: called each time that the publisher is
 * @returns {Promise<{delivered: number, repeated: number, problems: string[], reconnects: number}>}
 */
export async function deliverNumbers({
  publisher,
  collector,
  count = 1000,
  window = 100,
  rhythm = 0,
  timeout = 60_000,
  onConnected = () => {},
}) {
  const destination = `/topic/numbers-${Math.random()}`;
  const collected = new Collector();
  const subscribed = new Promise((resolve) => {
    collector.onConnect = () => {
      collector.subscribe(destination, ({ body }) => collected.take(Number(body)), { receipt: 'subscribed' });
      collector.watchForReceipt('subscribed', resolve);
    };
  });
  collector.activate();
  await subscribed;
  const publishing = new Publisher(publisher, { destination, count, window, rhythm, onConnected });
  try {
    publisher.activate();
    const what = () => `${publishing.confirmed} confirmed, ${collected.last} collected`;
    await until(() => publishing.isDone && collected.last >= count, { timeout, what: 'all numbers' }).catch(
      (error) => {
        throw new Error(`${error.message}: ${what()}`);
      },
    );
  } finally {
    await Promise.all([publisher.deactivate({ force: true }), collector.deactivate({ force: true })]);
  }
  const { last, repeated, problems } = collected;
  return { delivered: last, repeated, problems, reconnects: publishing.reconnects };
}
