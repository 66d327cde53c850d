/**
 * Local time of day, `HH:MM:SS.mmm`.
 * @param {Date} date
 */
export function timeOfDay(date) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/**
 * A duration, with the digits that mean something: `0.84 ms`, `12.3 ms`, `340 ms`, `1.2 s`, `10 s`.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 10) return `${Number(ms.toFixed(2))} ms`;
  if (ms < 1000) return `${Number(ms.toFixed(ms < 100 ? 1 : 0))} ms`;
  return `${Number((ms / 1000).toFixed(1))} s`;
}

const integer = new Intl.NumberFormat('en-US');

/**
 * A count or a number of bytes, with thousands separated.
 * @param {number} n
 */
export function count(n) {
  return integer.format(n);
}

/**
 * `1 frame`, `2 frames`.
 * @param {number} n
 * @param {string} noun
 */
export function plural(n, noun) {
  return `${count(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/**
 * At most `limit` characters of a text, with `…` where it was cut.
 * @param {string} text
 * @param {number} limit
 */
export function cut(text, limit) {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}
