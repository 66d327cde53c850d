import { BodyPartField } from '../generated/records.js';
import type { Memory } from './memory.js';
import { detached, isSmallPart, type Source } from './source.js';
import { encodeText, joined } from './text.js';

// A stretch of a message, or of octets that nothing else holds.
interface Part {
  readonly text: string | undefined;
  readonly octets: Uint8Array | undefined;
  readonly start: number;
  end: number;
}

/** Where head and body of a frame lie, as in FrameContent. */
export interface Whole {
  readonly text: string | undefined;
  readonly octets: Uint8Array;
  readonly headStart: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

/**
 * What has come of the body of a frame that is incomplete. It is kept here, as it came, since the core's memory is never
 * given back.
 */
export class BodyParts {
  private list: Part[] = [];
  private isTaken = false;

  /** Adds the one of the record at `at`. */
  add({ words, octets: all }: Memory, at: number, source: Source): void {
    const address = words[at + BodyPartField.octets] as number;
    const length = words[at + BodyPartField.octetsLength] as number;
    const { text, octets, ascii } = source;
    const from = address - source.address;
    if (from < 0 || from >= source.length) {
      this.push(undefined, all.slice(address, address + length), 0, length);
    } else if (text === undefined || ascii) {
      this.push(text, octets, source.start + from, length);
    } else {
      const unit = words[at + BodyPartField.unitStart] as number;
      this.push(text, octets, source.start + unit, (words[at + BodyPartField.unitEnd] as number) - unit);
    }
  }

  // Pieces of a message that were handed over one by one lie side by side.
  private push(
    text: string | undefined,
    octets: Uint8Array | undefined,
    start: number,
    length: number,
  ): void {
    if (this.isTaken) this.drop();
    const last = this.list.at(-1);
    const end = start + length;
    if (last?.end === start && last.text === text && last.octets === octets) last.end = end;
    else this.list.push({ text, octets, start, end });
  }

  /** The frame with this head, whose body they are. What is added next belongs to another one. */
  take(head: Uint8Array): Whole {
    const { list } = this;
    this.isTaken = true;
    const only = list.length === 1 ? (list[0] as Part) : undefined;
    const isText = list.every(({ text }) => text !== undefined);
    if (only !== undefined && !isSmall(only)) {
      const { text, octets = head, start, end } = only;
      if (isText) return { text, octets, headStart: 0, bodyStart: start, bodyEnd: end };
      // The head is what lies in front of the body.
      const headStart = start - head.length;
      if (headStart >= 0) return { text, octets, headStart, bodyStart: start, bodyEnd: end };
    }
    if (isText) {
      const text = only === undefined ? list.map(textOf).join('') : detached(textOf(only));
      return { text, octets: head, headStart: 0, bodyStart: 0, bodyEnd: text.length };
    }
    const octets = joined([head, ...list.map(octetsOf)]);
    return { text: undefined, octets, headStart: 0, bodyStart: head.length, bodyEnd: octets.length };
  }

  drop(): void {
    if (this.list.length > 0) this.list = [];
    this.isTaken = false;
  }
}

function isSmall({ text, octets, start, end }: Part): boolean {
  return isSmallPart(end - start, (text ?? (octets as Uint8Array)).length);
}

function textOf({ text, start, end }: Part): string {
  return (text as string).slice(start, end);
}

function octetsOf(part: Part): Uint8Array {
  return part.octets?.subarray(part.start, part.end) ?? encodeText(textOf(part));
}
