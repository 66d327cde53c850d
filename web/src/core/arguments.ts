import type { Memory } from './memory.js';

/** Headers as applications write them, or a list where there may be repeats; other values than text become text. */
export type OutgoingHeaders = Readonly<Record<string, unknown>> | readonly (readonly [string, unknown])[];

/**
 * Hands texts to a wasm call: `begin`, `text` or `headers` for each, `end`. All go into the input as one string,
 * whose parts are as long in octets as in units where all of it is ASCII; that is nearly always so.
 */
export class Arguments {
  private readonly parts: string[] = [];
  private joined = '';

  constructor(private readonly memory: Memory) {}

  begin(): this {
    this.parts.length = 0;
    this.joined = '';
    return this;
  }

  text(text: string): this {
    this.parts.push(text);
    this.joined += text;
    return this;
  }

  /** Names and values in turn, without those that are undefined or null. Returns how many headers they are. */
  headers(headers: OutgoingHeaders): number {
    let count = 0;
    if (Array.isArray(headers)) {
      for (const [name, value] of headers) count += this.header(name, value);
      return count;
    }
    for (const name of Object.keys(headers)) {
      count += this.header(name, (headers as Readonly<Record<string, unknown>>)[name]);
    }
    return count;
  }

  private header(name: string, value: unknown): 0 | 1 {
    if (value === undefined || value === null) return 0;
    this.text(name).text(typeof value === 'string' ? value : String(value));
    return 1;
  }

  /** Writes it all. Returns how many octets the texts are. */
  end(): number {
    const { memory, parts, joined } = this;
    const worst = 3 * joined.length;
    if (worst > memory.inputCapacity || parts.length > memory.lengthsCapacity) memory.reserve(worst, parts.length);
    const { written } = memory.encode(joined);
    if (written === joined.length) this.tellLengths();
    else this.encodeEach();
    return written;
  }

  private tellLengths(): void {
    for (let i = 0; i < this.parts.length; i++) this.memory.setLength(i, (this.parts[i] as string).length);
  }

  // By itself each, since half a pair of surrogates at a seam is not what the whole string would make of it.
  private encodeEach(): void {
    let octets = 0;
    for (let i = 0; i < this.parts.length; i++) {
      const { written } = this.memory.encodeBehind(this.parts[i] as string, octets);
      this.memory.setLength(i, written);
      octets += written;
    }
  }
}
