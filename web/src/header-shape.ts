import type { StompHeaders } from './stomp-headers.js';

/**
 * Where the values of headers lie: start and end of each in turn. Text in place of a start stands for itself, and its
 * end means nothing.
 */
export type ValueList = (number | string)[];

/** A value, by its place among the headers. `head` is what starts and ends are counted in. */
export function valueAt(values: ValueList, index: number, head: string): string {
  const start = values[2 * index] as number | string;
  return typeof start === 'string' ? start : head.slice(start, values[2 * index + 1] as number);
}

// Engines are many times faster at storing under a name that is always the same at one place in the code. So the shape
// that MESSAGE frames come with first, and most of the time always, has places of its own.
let favourite: HeaderShape | undefined;
const favouriteLength = 12;

/** The names of a frame's headers. Most frames have the same as one before. */
export class HeaderShape {
  /** Whether assignments build an object with these names in this order: none is repeated, none is special. */
  private readonly isSimple: boolean;

  constructor(readonly names: readonly string[]) {
    this.isSimple = new Set(names).size === names.length && !names.includes('__proto__');
    // Deep proxies, as of Vue, leave it as it is then: the favourite must not be one of them.
    Object.freeze(this);
  }

  /** An object of the headers; of repeated ones the first counts (STOMP 1.2, "Repeated Header Entries"). */
  fill(values: ValueList, head: string, isMessage: boolean): StompHeaders {
    if (!this.isSimple) return this.fillCarefully(values, head);
    if (isMessage && this.names.length <= favouriteLength) favourite ??= this;
    if (favourite === this) return this.fillFavourite(values, head);
    const headers: StompHeaders = {};
    for (let i = 0; i < this.names.length; i++) headers[this.names[i] as string] = valueAt(values, i, head);
    return headers;
  }

  private fillFavourite(values: ValueList, head: string): StompHeaders {
    const names = this.names as string[];
    const count = names.length;
    const headers: StompHeaders = {};
    if (count > 0) headers[names[0] as string] = valueAt(values, 0, head);
    if (count > 1) headers[names[1] as string] = valueAt(values, 1, head);
    if (count > 2) headers[names[2] as string] = valueAt(values, 2, head);
    if (count > 3) headers[names[3] as string] = valueAt(values, 3, head);
    if (count > 4) headers[names[4] as string] = valueAt(values, 4, head);
    if (count > 5) headers[names[5] as string] = valueAt(values, 5, head);
    if (count > 6) headers[names[6] as string] = valueAt(values, 6, head);
    if (count > 7) headers[names[7] as string] = valueAt(values, 7, head);
    if (count > 8) headers[names[8] as string] = valueAt(values, 8, head);
    if (count > 9) headers[names[9] as string] = valueAt(values, 9, head);
    if (count > 10) headers[names[10] as string] = valueAt(values, 10, head);
    if (count > 11) headers[names[11] as string] = valueAt(values, 11, head);
    return headers;
  }

  // An assignment to `__proto__` would set the prototype.
  private fillCarefully(values: ValueList, head: string): StompHeaders {
    const headers: StompHeaders = {};
    for (const [index, name] of this.names.entries()) {
      if (Object.hasOwn(headers, name)) continue;
      const value = valueAt(values, index, head);
      Object.defineProperty(headers, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return headers;
  }
}
