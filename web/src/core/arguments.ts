import { Mailbox } from '../generated/records.js';
import type { Memory } from './memory.js';

/** Headers as applications write them, or a list where there may be repeats; other values than text become text. */
export type OutgoingHeaders = Readonly<Record<string, unknown>> | readonly (readonly [string, unknown])[];

/**
 * An id as text, whatever its type.
 * @param name - what the caller calls it
 * @throws TypeError naming one that is missing
 */
export function idText(id: unknown, name: string): string {
  if (id === undefined || id === null) throw new TypeError(`${name} is ${id}`);
  return String(id);
}

/**
 * Hands the texts of a request to the core. They go in as one string, whose parts are as long in octets as in units
 * where all of it is ASCII, which is nearly always so. Where they are the same as the last time, which is often so, they
 * are there already.
 */
class Arguments {
  /** What is there; empty while nobody knows. */
  private parts: readonly string[] = [];

  constructor(private readonly memory: Memory) {}

  /** Returns how many headers there are: without those that are undefined or null. */
  hand(texts: readonly string[], headers: OutgoingHeaders): number {
    // All are texts before any is written: what makes them may throw, or hand in a request of its own.
    const parts = [...texts];
    if (Array.isArray(headers)) for (const [name, value] of headers) addHeader(parts, name, value);
    else addHeaders(parts, headers as Readonly<Record<string, unknown>>);
    if (!areSame(parts, this.parts)) this.write(parts);
    return (parts.length - texts.length) / 2;
  }

  private write(parts: readonly string[]): void {
    const { memory } = this;
    const joined = parts.join('');
    this.parts = [];
    const worst = 3 * joined.length;
    const count = parts.length;
    if (worst > memory.mail(Mailbox.argumentsLength) || count > memory.mail(Mailbox.lengthsLength)) {
      memory.reserveArguments(worst, count);
    }
    if (memory.encodeArgument(joined, 0) === joined.length) this.tellLengths(parts);
    else this.encodeEach(parts);
    this.parts = parts;
  }

  private tellLengths(parts: readonly string[]): void {
    for (let i = 0; i < parts.length; i++) this.tellLength(i, (parts[i] as string).length);
  }

  // By itself each, since half a pair of surrogates at a seam is not what the whole string would make of it.
  private encodeEach(parts: readonly string[]): void {
    let offset = 0;
    for (let i = 0; i < parts.length; i++) {
      const octets = this.memory.encodeArgument(parts[i] as string, offset);
      this.tellLength(i, octets);
      offset += octets;
    }
  }

  private tellLength(index: number, octets: number): void {
    this.memory.words[(this.memory.mail(Mailbox.lengths) >> 2) + index] = octets;
  }
}

function addHeaders(parts: string[], headers: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(headers)) addHeader(parts, name, headers[name]);
}

function addHeader(parts: string[], name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  parts.push(String(name), typeof value === 'string' ? value : String(value));
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false;
  for (let i = 0; i < some.length; i++) if (some[i] !== others[i]) return false;
  return true;
}

let shared: Arguments | undefined;

/** There is one place for arguments, so there is one that knows what is there. */
export function requestArguments(memory: Memory): Arguments {
  shared ??= new Arguments(memory);
  return shared;
}
