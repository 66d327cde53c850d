import { readdirSync, readFileSync } from 'node:fs';

const vectors = new URL('../../vectors/', import.meta.url);

/** Octets as the vectors write them: a string, {hex}, {repeat, times}, or a list of these. */
export function octetsOf(value) {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (Array.isArray(value)) return Buffer.concat(value.map(octetsOf));
  if (value.hex !== undefined) return Buffer.from(value.hex, 'hex');
  if (value.repeat !== undefined) return Buffer.concat(Array(value.times).fill(octetsOf(value.repeat)));
  throw new TypeError(`No octets: ${JSON.stringify(value)}`);
}

/** The octets as the text that a WebSocket would deliver; undefined where they are not UTF-8. */
export function textOf(octets) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return undefined;
  }
}

/** The files of a directory of vectors: [name, content]. */
export function vectorFiles(directory) {
  const folder = new URL(`${directory}/`, vectors);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]);
}
