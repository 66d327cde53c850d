import { useClock } from '../../../build/testing/hoofbeat.js';

/** Time that passes when a test says so. Takes the place of the package's clock until `restore`. */
export class VirtualClock {
  #now = 1000;
  #timers = new Map();
  #last = 0;

  constructor() {
    useClock(this);
  }
  restore() {
    useClock();
  }

  now() {
    return this.#now;
  }
  schedule(callback, delay) {
    this.#timers.set(++this.#last, { at: this.#now + delay, callback });
    return this.#last;
  }
  cancel(timer) {
    this.#timers.delete(timer);
  }

  get pending() {
    return this.#timers.size;
  }
  /** Time passes and nobody looks, as while a page computes. */
  stall(milliseconds) {
    this.#now += milliseconds;
  }
  /** Lets time pass; timers fire in order, and what they promise is done in between. */
  async advance(milliseconds) {
    const until = this.#now + milliseconds;
    await settled();
    for (let due = this.#next(until); due !== undefined; due = this.#next(until)) {
      const [timer, { at, callback }] = due;
      this.#timers.delete(timer);
      this.#now = Math.max(this.#now, at);
      callback();
      await settled();
    }
    this.#now = until;
  }
  #next(until) {
    const due = [...this.#timers].filter(([, { at }]) => at <= until);
    return due.sort(([, a], [, b]) => a.at - b.at)[0];
  }
}

/** Everything that is promised by now is done. */
export function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}
