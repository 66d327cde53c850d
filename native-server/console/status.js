import { byId } from './dom.js';
import { duration } from './format.js';

/** @typedef {import('./connection.js').State} State */

const NONE = '–';

/** The state in words, and what the broker told of itself. */
export class Status {
  #state = byId('state', HTMLElement);
  #announcement = byId('announcement', HTMLElement);
  #version = byId('version', HTMLElement);
  #server = byId('server', HTMLElement);
  #heartbeat = byId('heartbeat', HTMLElement);
  #mark = byId('mark', HTMLImageElement);
  #still = matchMedia('(prefers-reduced-motion: reduce)');
  /** @type {number | undefined} */
  #countdown;

  /** @param {State} state */
  show(state) {
    clearInterval(this.#countdown);
    this.#state.dataset.state = state.name;
    // Read aloud once for each state, while the text on view counts down.
    if (this.#announcement.textContent !== state.name) this.#announcement.textContent = state.name;
    document.title = state.name === 'Disconnected' ? 'hoofbeat console' : `${state.name} · hoofbeat console`;
    this.#write(state);
    const waits = state.name === 'Reconnecting' && state.due !== undefined;
    if (waits) this.#countdown = setInterval(() => this.#write(state), 100);
    this.#showFacts(state);
  }

  /** One beat of the mark for each heartbeat that came in. */
  beat() {
    if (this.#still.matches) return;
    this.#mark.animate({ transform: ['scale(1)', 'scale(1.25)', 'scale(1)'] }, 350);
  }

  /** @param {State} state */
  #write(state) {
    const { name } = state;
    this.#state.textContent = name === 'Reconnecting' ? reconnecting(state.attempt, state.due) : name;
  }

  /** @param {State} state */
  #showFacts(state) {
    const connected = state.name === 'Connected' ? state : undefined;
    this.#version.textContent = connected ? `STOMP ${connected.version}` : NONE;
    this.#server.textContent = connected ? connected.server || 'not told' : NONE;
    this.#server.title = connected?.server ?? '';
    this.#heartbeat.textContent = connected ? describe(connected.heartbeat) : NONE;
  }
}

/** @param {number} attempt @param {number | undefined} due */
function reconnecting(attempt, due) {
  if (due === undefined) return `Reconnecting: attempt ${attempt} under way`;
  const seconds = Math.max(0, (due - performance.now()) / 1000);
  return `Reconnecting: attempt ${attempt} in ${seconds.toFixed(1)} s`;
}

/** @param {import('./connection.js').Heartbeat} heartbeat */
function describe({ incoming, outgoing }) {
  return `in ${interval(incoming)} · out ${interval(outgoing)}`;
}

/** @param {number} ms */
function interval(ms) {
  return ms === 0 ? 'off' : duration(ms);
}
