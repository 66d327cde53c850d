const second = 1000;

/** When updates arrived, how long they took, and whether any is missing. Times are ms. */
export class Arrivals {
  received = 0;
  missed = 0;
  #last;
  // Of the last second, in order: {at, delay}.
  #recent = [];

  /**
   * @param {{publisher: string, sequence: number, time: number}} update sequence: counts up by 1; time: when it was
   *   published, by the clock of the same machine
   * @param {number} now
   */
  add({ publisher, sequence, time }, now) {
    if (this.#last?.publisher === publisher) this.missed += Math.max(0, sequence - this.#last.sequence - 1);
    this.#last = { publisher, sequence };
    this.received += 1;
    this.#recent.push({ at: now, delay: now - time });
    // Not at every update: shift() moves all the others.
    if (this.#recent.length > 10_000) this.#forget(now);
  }

  /** Updates within the last second, and the median of their delays. */
  pace(now) {
    this.#forget(now);
    const delays = this.#recent.map(({ delay }) => delay).sort((a, b) => a - b);
    return { rate: delays.length, delay: delays[delays.length >> 1] };
  }

  #forget(now) {
    this.#recent = this.#recent.filter(({ at }) => at > now - second);
  }
}
