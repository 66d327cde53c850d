import { Mailbox } from '../generated/records.js';
import type { Memory } from './memory.js';

/** Headers as applications write them, or a list where there may be repeats; other values than text become text. */
export type OutgoingHeaders = Readonly<Record<string, unknown>> | readonly (readonly [string, unknown])[];

/**
 * Hands the texts of a request to the core. They go in as one string, whose parts are as long in octets as in units
 * where all of it is ASCII, which is nearly always so. Where they are the same as the last time, which is often so, they
 * are there already.
 */
class Arguments {
  private readonly parts: string[] = [];
  private count = 0;
  private lastCount = 0;
  private changed = false;

  constructor(private readonly memory: Memory) {}

  /** Returns how many headers there are: without those that are undefined or null. */
  hand(texts: readonly string[], headers: OutgoingHeaders): number {
    this.count = 0;
    this.changed = false;
    for (let i = 0; i < texts.length; i++) this.add(texts[i] as string);
    const before = this.count;
    if (Array.isArray(headers)) for (const [name, value] of headers) this.addHeader(name, value);
    else this.addHeaders(headers as Readonly<Record<string, unknown>>);
    if (this.changed || this.count !== this.lastCount) this.write();
    return (this.count - before) / 2;
  }

  private addHeaders(headers: Readonly<Record<string, unknown>>): void {
    for (const name of Object.keys(headers)) this.addHeader(name, headers[name]);
  }

  private addHeader(name: string, value: unknown): void {
    if (value === undefined || value === null) return;
    this.add(name);
    this.add(typeof value === 'string' ? value : String(value));
  }

  private add(text: string): void {
    const index = this.count++;
    if (this.parts[index] === text) return;
    this.parts[index] = text;
    this.changed = true;
  }

  private write(): void {
    const { memory, count } = this;
    const joined = this.parts.slice(0, count).join('');
    this.lastCount = -1; // until it is there
    const worst = 3 * joined.length;
    if (worst > memory.mail(Mailbox.argumentsLength) || count > memory.mail(Mailbox.lengthsLength)) {
      memory.reserveArguments(worst, count);
    }
    if (memory.encodeArgument(joined, 0) === joined.length) this.tellLengths();
    else this.encodeEach();
    this.lastCount = count;
  }

  private tellLengths(): void {
    for (let i = 0; i < this.count; i++) this.tellLength(i, (this.parts[i] as string).length);
  }

  // By itself each, since half a pair of surrogates at a seam is not what the whole string would make of it.
  private encodeEach(): void {
    let offset = 0;
    for (let i = 0; i < this.count; i++) {
      const octets = this.memory.encodeArgument(this.parts[i] as string, offset);
      this.tellLength(i, octets);
      offset += octets;
    }
  }

  private tellLength(index: number, octets: number): void {
    this.memory.words[(this.memory.mail(Mailbox.lengths) >> 2) + index] = octets;
  }
}

let shared: Arguments | undefined;

/** There is one place for arguments, so there is one that knows what is there. */
export function requestArguments(memory: Memory): Arguments {
  shared ??= new Arguments(memory);
  return shared;
}
