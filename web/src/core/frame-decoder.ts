import {
  DecodedHeartBeatsField,
  DecodingFailedField,
  Kind,
  Mailbox,
  Option,
  versions,
} from '../generated/records.js';
import type { ReceivedFrame } from '../received-frame.js';
import { errorOfNumber } from '../stomp-errors.js';
import type { FrameLimits } from '../types.js';
import { BodyParts } from './body-parts.js';
import { readFrame } from './frame-reader.js';
import { instanceOf } from './instance.js';
import { memory } from './memory.js';
import { feedOctets, feedText, type Source } from './source.js';

/** What a stream of octets yields; an error is the last. */
export type DecodedItem = { frame: ReceivedFrame } | { heartbeats: number } | { error: Error };

/** A decoder by itself, without a session (stomp/decoder.hpp). */
export class FrameDecoder {
  private readonly memory = instanceOf(memory);
  private readonly handle: number;
  private readonly parts = new BodyParts();

  /** @param version - '1.0', '1.1', '1.2' or '': none agreed on */
  constructor(version: string, limits: FrameLimits = {}) {
    const { calls } = this.memory;
    this.handle = calls.decoderOpen(versions.indexOf(version));
    for (const [name, option] of limitOptions) {
      const limit = limits[name];
      if (limit !== undefined && calls.decoderSetLimit(this.handle, option, limit) < 0) {
        throw new RangeError(`limits.${name} can't be ${limit}`);
      }
    }
    this.memory.refresh();
  }

  dispose(): void {
    this.memory.calls.decoderClose(this.handle);
  }

  /**
   * Feeds one transport message, or a piece of one; octets that belong to a frame which goes on must stay as they are.
   * `nulMayBeMissing`: the message's NUL may have been cut off.
   */
  feed(message: string | Uint8Array, endOfMessage = true, nulMayBeMissing = false): DecodedItem[] {
    const items: DecodedItem[] = [];
    const kindOfEnd = nulMayBeMissing ? 2 : 1;
    const feed = (source: Source, units: number, endsMessage: boolean) => {
      const end = endOfMessage && endsMessage ? kindOfEnd : 0;
      const words = this.memory.calls.decoderFeed(this.handle, source.length, units, end);
      this.memory.refresh();
      const isParted = this.memory.mail(Mailbox.parted) !== 0;
      this.read(words, source, items);
      if (!isParted) this.parts.drop();
    };
    const { memory, parts } = this;
    if (typeof message === 'string') feedText(memory, message, { feed, parts });
    else feedOctets(memory, message, { feed, parts });
    return items;
  }

  private read(count: number, source: Source, items: DecodedItem[]): void {
    let at = this.memory.mail(Mailbox.records) >> 2;
    for (const end = at + count; at < end; at += (this.memory.words[at] as number) >>> 8) {
      const item = this.readItem(at, source);
      if (item !== undefined) items.push(item);
    }
  }

  private readItem(at: number, source: Source): DecodedItem | undefined {
    const word = (field: number) => this.memory.words[at + field] as number;
    const kind: Kind = word(0) & 0xff;
    if (kind === Kind.DecodedFrame) return { frame: readFrame(this.memory, at, source) };
    if (kind === Kind.BodyPart) {
      this.parts.add(this.memory, at, source);
      return undefined;
    }
    if (kind === Kind.DecodedHeartBeats) return { heartbeats: word(DecodedHeartBeatsField.count) };
    const offset = this.memory.double(at + DecodingFailedField.offset);
    return { error: errorOfNumber(word(DecodingFailedField.code), undefined, offset) };
  }
}

const limitOptions: readonly (readonly [keyof FrameLimits, Option])[] = [
  ['maxFrameBytes', Option.maxFrameBytes],
  ['maxBodyBytes', Option.maxBodyBytes],
  ['maxLineBytes', Option.maxLineBytes],
  ['maxHeaders', Option.maxHeaders],
];
