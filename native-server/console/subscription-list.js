import { button, byId, element, onSubmit } from './dom.js';
import { plural } from './format.js';
import { paced } from './pace.js';

/** @typedef {import('./connection.js').Connection} Connection */
/** @typedef {import('hoofbeat').IMessage} IMessage */

const MAX_UNANSWERED = 1000;

/** The subscriptions the user made: the form, and a list with what came on each. */
export class SubscriptionList {
  #destination = byId('subscribe-destination', HTMLInputElement);
  #ack = byId('subscribe-ack', HTMLSelectElement);
  #list = byId('subscriptions', HTMLUListElement);
  #connection;
  #errors;
  /** @type {Set<SubscriptionItem>} */
  #items = new Set();

  /** @param {Connection} connection @param {import('./error-list.js').ErrorList} errors */
  constructor(connection, errors) {
    this.#connection = connection;
    this.#errors = errors;
    onSubmit(byId('subscribe-form', HTMLFormElement), () => errors.guard(() => this.#subscribe()));
  }

  /** @param {import('./connection.js').State} state */
  show(state) {
    for (const item of this.#items) item.show(state.name === 'Connected');
  }

  #subscribe() {
    const destination = this.#destination.value.trim();
    const item = new SubscriptionItem(destination, this.#ack.value, {
      report: (text) => this.#errors.report(text),
      remove: () => this.#remove(item),
    });
    const headers = { ack: this.#ack.value };
    item.subscription = this.#connection.subscribe(destination, (message) => item.receive(message), headers);
    item.show(this.#connection.state.name === 'Connected');
    this.#items.add(item);
    this.#list.append(item.row);
    this.#destination.value = '';
    this.#destination.focus();
  }

  /** @param {SubscriptionItem} item */
  #remove(item) {
    const neighbour = item.row.nextElementSibling ?? item.row.previousElementSibling;
    this.#items.delete(item);
    item.row.remove();
    /** @type {HTMLElement} */ (neighbour?.querySelector('.unsubscribe') ?? this.#destination).focus();
    this.#errors.guard(() => item.subscription?.cancel());
  }
}

/** One subscription: its row, how much came, and what still waits for an ACK. */
class SubscriptionItem {
  /** @type {import('./standing-subscription.js').StandingSubscription | undefined} */
  subscription;
  #state = element('span', { className: 'hint' });
  #answers = element('span', { className: 'answers' });
  #ack;
  #report;
  #connected = false;
  #received = 0;
  /** @type {IMessage[]} */
  #unanswered = [];
  #draw = paced(() => this.#write());

  /**
   * @param {string} destination
   * @param {string} ack `auto`, `client` or `client-individual`
   * @param {{report: (text: string) => void, remove: () => void}} actions
   */
  constructor(destination, ack, { report, remove }) {
    this.#ack = ack;
    this.#report = report;
    const unsubscribe = button('Unsubscribe', remove);
    unsubscribe.className = 'unsubscribe';
    unsubscribe.setAttribute('aria-label', `Unsubscribe from ${destination}`);
    const name = element('span', { className: 'destination', text: destination });
    name.title = destination;
    this.#answers.append(button('Ack', () => this.#answer('ack')));
    this.#answers.append(button('Nack', () => this.#answer('nack')));
    this.row = element('li', {}, name, unsubscribe, this.#state, this.#answers);
    this.row.dataset.destination = destination;
  }

  /** @param {boolean} connected */
  show(connected) {
    this.#connected = connected;
    // Deliveries end with their connection; the broker sends them again.
    if (!connected) this.#unanswered = [];
    this.#write();
  }

  /** @param {IMessage} message */
  receive(message) {
    this.#received += 1;
    if (this.#ack !== 'auto') this.#remember(message);
    this.#draw();
  }

  /** @param {IMessage} message */
  #remember(message) {
    this.#unanswered.push(message);
    if (this.#unanswered.length <= MAX_UNANSWERED) return;
    this.#unanswered.shift();
    const where = message.headers.destination;
    this.#report(`More than ${MAX_UNANSWERED} unanswered on ${where}; the oldest can no longer be answered.`);
  }

  /** @param {'ack' | 'nack'} verb */
  #answer(verb) {
    // With `client` one answer covers all messages before it (STOMP 1.2, ACK and NACK).
    const cumulative = this.#ack === 'client';
    for (const message of cumulative ? this.#unanswered.slice(-1) : this.#unanswered) message[verb]();
    this.#unanswered = [];
    this.#write();
  }

  #write() {
    const parts = [this.#connected ? plural(this.#received, 'message') : 'waits for a connection'];
    if (this.#ack !== 'auto') parts.push(this.#ack);
    if (this.#unanswered.length > 0) parts.push(`${this.#unanswered.length} unanswered`);
    this.#state.textContent = parts.join(' · ');
    this.#answers.hidden = this.#unanswered.length === 0;
  }
}
