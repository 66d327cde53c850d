/**
 * Reads headers written as `name: value`, one a line; empty lines and space around are dropped.
 * @param {string} text
 * @returns {Record<string, string>}
 * @throws {Error} for a line without a colon, without a name, or with a name that stood before
 */
export function parseHeaderLines(text) {
  /** @type {Map<string, string>} */
  const headers = new Map();
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    if (colon < 0) throw new Error(`Header line ${index + 1} has no colon; write name: value.`);
    if (name === '') throw new Error(`Header line ${index + 1} has no name before the colon.`);
    if (headers.has(name)) throw new Error(`Header line ${index + 1} repeats '${name}'.`);
    headers.set(name, line.slice(colon + 1).trim());
  });
  return Object.fromEntries(headers);
}
