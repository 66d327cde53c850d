import { Mailbox } from '../generated/records.js';
import { HeaderShape } from '../header-shape.js';
import type { Calls, WasmModule } from './calls.js';
import { instantiate } from './loader.js';

const encoder = new TextEncoder();
// Strict, so that nothing is replaced silently; a byte order mark is text like any other.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws TypeError where the octets are not UTF-8 */
export function decodeText(octets: Uint8Array): string {
  return decoder.decode(octets);
}

export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * Wasm memory as both sides use it: the mailbox, the input, and whatever addresses in records point to. Its views
 * are taken anew when the memory has grown, which any call may make it do.
 */
export class Memory {
  /** 32-bit words; an address is an index into it times four. */
  words!: Int32Array;
  octets!: Uint8Array;
  readonly calls: Calls;

  private doubles!: Float64Array;
  private input!: Uint8Array;
  private argumentArea!: Uint8Array;
  private lastHead = '';
  private readonly mailbox: number;
  private readonly shapes: HeaderShape[] = [];

  constructor(private readonly module: WasmModule) {
    this.calls = module;
    this.mailbox = module.mailbox() >> 2;
    this.takeViews();
  }

  /** To be called after each call that may allocate, before anything is read. */
  refresh(): void {
    if (this.words.length === 0) this.takeViews();
  }

  private takeViews(): void {
    const { buffer } = this.module.HEAPU8;
    this.words = new Int32Array(buffer);
    this.octets = new Uint8Array(buffer);
    this.doubles = new Float64Array(buffer);
    this.input = new Uint8Array(buffer, this.inputAddress, this.inputCapacity);
    this.argumentArea = new Uint8Array(
      buffer,
      this.mail(Mailbox.arguments),
      this.mail(Mailbox.argumentsLength),
    );
  }

  mail(field: Mailbox): number {
    return this.words[this.mailbox + field] as number;
  }
  /** When the session that was called last wants `timeout` to be called; infinity: never. */
  get deadline(): number {
    return this.doubles[(this.mailbox + Mailbox.deadline) >> 1] as number;
  }
  get inputAddress(): number {
    return this.mail(Mailbox.input);
  }
  get inputCapacity(): number {
    return this.mail(Mailbox.inputLength);
  }
  /** The text that the last call answered with. */
  answer(): string {
    return this.text(this.mail(Mailbox.text), this.mail(Mailbox.textLength));
  }

  /** UTF-8 decoded. */
  text(address: number, length: number): string {
    if (length < 16) return this.shortText(address, length);
    return decodeText(this.octets.subarray(address, address + length));
  }
  // Takes less time than to call the decoder, where it is ASCII.
  private shortText(address: number, length: number): string {
    const { octets } = this;
    let text = '';
    for (let i = address; i < address + length; i++) {
      const octet = octets[i] as number;
      if (octet >= 0x80) return decodeText(octets.subarray(address, address + length));
      text += String.fromCharCode(octet);
    }
    return text;
  }
  /** A double out of two words that need not be aligned. */
  double(word: number): number {
    return new Float64Array(this.words.slice(word, word + 2).buffer)[0] as number;
  }

  /** The names of a frame's headers by their number. */
  shape(number: number): HeaderShape {
    return this.shapes[number] ?? this.learnShape(number);
  }
  private learnShape(number: number): HeaderShape {
    this.calls.shape(number);
    const shape = new HeaderShape(this.answer().split('\0').slice(0, -1));
    this.shapes[number] = shape;
    return shape;
  }

  /** Makes room for a message. */
  reserve(octets: number): void {
    this.calls.reserveMessage(octets);
    this.takeViews();
  }
  /** Gives back the room that an unusually large message took. */
  trim(): void {
    this.calls.trim();
    this.takeViews();
  }

  /** Encodes as much of a message as there is room for. */
  encode(text: string): TextEncoderEncodeIntoResult {
    return encoder.encodeInto(text, this.input);
  }
  /** Puts a message there; there must be room. */
  put(octets: Uint8Array): void {
    this.input.set(octets);
  }

  /** Makes room for the texts of a request. */
  reserveArguments(octets: number, texts: number): void {
    this.calls.reserveArguments(octets, texts);
    this.takeViews();
  }
  /** Encodes a text of a request at an offset; returns how many octets it is. There must be room. */
  encodeArgument(text: string, offset: number): number {
    const area = offset === 0 ? this.argumentArea : this.argumentArea.subarray(offset);
    return encoder.encodeInto(text, area).written;
  }

  /**
   * The head of a frame that a body follows. It is mostly the same as the last one, or differs near its end: `shared`
   * octets at its front do not.
   */
  headText(address: number, length: number, shared: number): string {
    if (shared < length || length !== this.lastHead.length) {
      this.lastHead = this.lastHead.slice(0, shared) + this.text(address + shared, length - shared);
    }
    return this.lastHead;
  }
}

let shared: Memory | undefined;

/** The memory of the one wasm instance, which is made when it is needed first. */
export function memory(): Memory {
  shared ??= new Memory(instantiate());
  return shared;
}
