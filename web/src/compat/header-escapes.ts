import { errorOfCode } from '../stomp-errors.js';

const pairs = [
  ['\\', '\\\\'],
  ['\r', '\\r'],
  ['\n', '\\n'],
  [':', '\\c'],
] as const;
const escapes: ReadonlyMap<string, string> = new Map(pairs);
const originals: ReadonlyMap<string, string> = new Map(
  pairs.map(([original, sequence]) => [sequence, original]),
);

/** Escapes a header's name or value (STOMP 1.2, "Value Encoding"). */
export function escapeHeader(text: string): string {
  return text.replace(/[\\\r\n:]/g, (character) => escapes.get(character) as string);
}

/**
 * Takes the escapes back, each once.
 * @throws HoofbeatError `undefined_escape`
 */
export function unescapeHeader(text: string): string {
  return text.replace(/\\.?/gsu, (sequence) => originals.get(sequence) ?? throwUndefined(sequence));
}

function throwUndefined(sequence: string): never {
  throw errorOfCode('undefined_escape', `It is ${sequence}`);
}
