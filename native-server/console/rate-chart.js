import { byId } from './dom.js';
import { count } from './format.js';

const SECONDS = 60;
const HEIGHT = 100;

/** MESSAGE frames in and SEND frames out for each of the last 60 whole seconds, as numbers and as a chart. */
export class RateChart {
  #svg = byId('rate-chart', SVGSVGElement);
  #rates = [...byId('rate', HTMLElement).children];
  #scale = [...byId('rate-scale', HTMLElement).children];
  /** @type {number[]} oldest first */
  #incoming = new Array(SECONDS).fill(0);
  /** @type {number[]} oldest first */
  #outgoing = new Array(SECONDS).fill(0);
  #now = { incoming: 0, outgoing: 0 };
  #second = currentSecond();

  constructor() {
    setInterval(() => this.#advance(), 250);
    this.#draw();
  }

  /** @param {import('./observed-socket.js').Traffic} traffic */
  count(traffic) {
    if (traffic.kind !== 'frame') return;
    this.#advance();
    if (traffic.command === 'MESSAGE') this.#now.incoming += 1;
    if (traffic.command === 'SEND') this.#now.outgoing += 1;
  }

  /** Closes the seconds that passed; a throttled tab may close many at once. */
  #advance() {
    const second = currentSecond();
    if (second === this.#second) return;
    for (let passed = Math.min(second - this.#second, SECONDS); passed > 0; passed -= 1) {
      this.#incoming = [...this.#incoming.slice(1), this.#now.incoming];
      this.#outgoing = [...this.#outgoing.slice(1), this.#now.outgoing];
      this.#now = { incoming: 0, outgoing: 0 };
    }
    this.#second = second;
    this.#draw();
  }

  #draw() {
    const top = niceCeiling(Math.max(...this.#incoming, ...this.#outgoing));
    this.#scale.forEach((label, index) => {
      label.textContent = count((top * (2 - index)) / 2);
    });
    const incoming = points(this.#incoming, top);
    this.#setPath('.in.line', `M${incoming}`);
    this.#setPath('.in.area', `M0 ${HEIGHT}L${incoming}L${SECONDS - 1} ${HEIGHT}Z`);
    this.#setPath('.out.line', `M${points(this.#outgoing, top)}`);
    const now = [`in ${count(this.#incoming[SECONDS - 1])}`, `out ${count(this.#outgoing[SECONDS - 1])}`];
    this.#rates.forEach((rate, index) => {
      rate.textContent = now[index];
    });
    this.#svg.setAttribute('aria-label', this.#describe(now));
  }

  /** @param {string[]} now */
  #describe(now) {
    const most = [`in ${count(Math.max(...this.#incoming))}`, `out ${count(Math.max(...this.#outgoing))}`];
    return `Messages per second over the last 60 seconds: now ${now.join(', ')}; at most ${most.join(', ')}`;
  }

  /** @param {string} selector @param {string} d */
  #setPath(selector, d) {
    this.#svg.querySelector(selector)?.setAttribute('d', d);
  }
}

/** Whole seconds on the monotonic clock. */
function currentSecond() {
  return Math.floor(performance.now() / 1000);
}

/** @param {number[]} values @param {number} top */
function points(values, top) {
  return values.map((value, x) => `${x} ${(HEIGHT * (1 - value / top)).toFixed(1)}`).join('L');
}

/** The least of 10, 20, 50, 100, … that is not below. @param {number} value */
function niceCeiling(value) {
  for (let power = 10; ; power *= 10) {
    for (const step of [1, 2, 5]) if (value <= step * power) return step * power;
  }
}
