import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until a condition holds that nothing announces.
 *
 * @param {() => unknown} condition may be asynchronous
 * @param {{timeout?: number, what?: string}} [options] timeout: ms; what: for the error
 * @returns {Promise<unknown>} the first truthy answer; rejects when the time is over
 */
export async function until(condition, { timeout = 10_000, what = String(condition) } = {}) {
  const end = performance.now() + timeout;
  for (;;) {
    const answer = await condition();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`not within ${timeout} ms: ${what}`);
    await delay(10);
  }
}
