import { byId, onSubmit } from './dom.js';
import { duration, plural } from './format.js';
import { parseHeaderLines } from './header-lines.js';

/** SEND frames by hand, as often as wished, the last one with a receipt if asked for. */
export class PublishForm {
  #destination = byId('publish-destination', HTMLInputElement);
  #type = byId('publish-type', HTMLInputElement);
  #repeat = byId('publish-repeat', HTMLInputElement);
  #headers = byId('publish-headers', HTMLTextAreaElement);
  #body = byId('publish-body', HTMLTextAreaElement);
  #receipt = byId('publish-receipt', HTMLInputElement);
  #outcome = byId('publish-outcome', HTMLOutputElement);
  #connection;
  /** The latest publication that waits for its receipt; an older one's receipt no longer writes. */
  #waiting = 0;
  #publications = 0;

  /**
   * @param {import('./connection.js').Connection} connection
   * @param {import('./error-list.js').ErrorList} errors
   */
  constructor(connection, errors) {
    this.#connection = connection;
    onSubmit(byId('publish-form', HTMLFormElement), () => errors.guard(() => this.#publish()));
  }

  /** @param {import('./connection.js').State} state */
  show(state) {
    if (this.#waiting === 0 || state.name === 'Connected') return;
    this.#waiting = 0;
    this.#say('The connection ended before the receipt came: the message may be lost.');
  }

  #publish() {
    const headers = parseHeaderLines(this.#headers.value);
    const type = this.#type.value.trim();
    const frame = {
      destination: this.#destination.value.trim(),
      headers: type ? { 'content-type': type, ...headers } : headers,
      body: this.#body.value,
    };
    const times = this.#repeat.valueAsNumber;
    for (let sent = 1; sent < times; sent += 1) this.#connection.publish(frame);
    if (this.#receipt.checked) {
      this.#publishWithReceipt(frame, times);
    } else {
      this.#waiting = 0;
      this.#connection.publish(frame);
      this.#say(`${plural(times, 'message')} sent.`);
    }
  }

  /** @param {import('hoofbeat').IPublishParams} frame @param {number} times */
  #publishWithReceipt(frame, times) {
    this.#publications += 1;
    const number = this.#publications;
    const began = performance.now();
    this.#connection.publish(frame, () => {
      if (this.#waiting !== number) return;
      this.#waiting = 0;
      this.#say(`${plural(times, 'message')} sent, receipt after ${duration(performance.now() - began)}.`);
    });
    this.#waiting = number;
    this.#say(`${plural(times, 'message')} sent, waiting for the receipt…`);
  }

  /** @param {string} text */
  #say(text) {
    this.#outcome.textContent = text;
  }
}
