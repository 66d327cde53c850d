import { byId } from './dom.js';
import { duration } from './format.js';

const INTERVAL = 2000;
const FIRST = 200;
const SAMPLES = 30;

/** Measures how long a message takes to the broker and back, over a destination of this page's own. */
export class RoundTrip {
  #output = byId('round-trip', HTMLElement);
  #checkbox = byId('probe', HTMLInputElement);
  #destination = `/topic/hoofbeat-console-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
  #connection;
  /** @type {import('./standing-subscription.js').StandingSubscription | undefined} */
  #subscription;
  /** @type {number | undefined} */
  #timer;
  /** @type {{number: number, sentAt: number} | undefined} */
  #outstanding;
  #number = 0;
  /** @type {number[]} the newest last, ms */
  #samples = [];

  /** @param {import('./connection.js').Connection} connection */
  constructor(connection) {
    this.#connection = connection;
    this.#checkbox.addEventListener('change', () => this.show(connection.state));
  }

  /** @param {import('./observed-socket.js').Traffic} traffic */
  isProbe(traffic) {
    return traffic.kind === 'frame' && traffic.headers.get('destination') === this.#destination;
  }

  /** @param {import('./connection.js').State} state */
  show(state) {
    this.#stop();
    if (state.name === 'Connected' && this.#checkbox.checked) this.#start();
    else this.#output.textContent = this.#checkbox.checked ? '–' : 'off';
    if (!this.#checkbox.checked) this.#unsubscribe();
  }

  /** Gives up where a broker answers the first probe with ERROR, which may cost the connection each time. */
  refused() {
    if (!this.#outstanding || this.#samples.length > 0) return;
    this.#checkbox.checked = false;
    this.show(this.#connection.state);
  }

  #start() {
    this.#samples = [];
    this.#output.textContent = '…';
    this.#subscription ??= this.#connection.subscribe(this.#destination, ({ body }) => this.#answered(body));
    this.#timer = setTimeout(() => this.#probe(), FIRST);
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#outstanding = undefined;
  }

  #unsubscribe() {
    this.#subscription?.cancel();
    this.#subscription = undefined;
  }

  #probe() {
    this.#timer = setTimeout(() => this.#probe(), INTERVAL);
    if (this.#outstanding) this.#showSilence(this.#outstanding.sentAt);
    else if (this.#connection.isReady) this.#send();
  }

  /** @param {number} since */
  #showSilence(since) {
    this.#output.textContent = `no answer for ${duration(performance.now() - since)}`;
  }

  #send() {
    this.#number += 1;
    this.#outstanding = { number: this.#number, sentAt: performance.now() };
    this.#connection.publish({ destination: this.#destination, body: String(this.#number) });
  }

  /** @param {string} body */
  #answered(body) {
    if (!this.#outstanding || body !== String(this.#outstanding.number)) return;
    this.#samples.push(performance.now() - this.#outstanding.sentAt);
    if (this.#samples.length > SAMPLES) this.#samples.shift();
    this.#outstanding = undefined;
    const newest = this.#samples[this.#samples.length - 1];
    this.#output.textContent = `${duration(newest)} · median ${duration(median(this.#samples))}`;
  }
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
