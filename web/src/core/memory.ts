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
    return decodeText(this.octets.subarray(address, address + length));
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

  /** Makes room in the input, whose content is lost. */
  reserve(octets: number, texts: number): void {
    this.calls.reserve(octets, texts);
    this.takeViews();
  }
  /** Gives back the room that an unusually large message took. */
  trim(): void {
    this.calls.trim();
    this.takeViews();
  }
  get lengthsCapacity(): number {
    return this.mail(Mailbox.lengthsLength);
  }
  setLength(index: number, length: number): void {
    this.words[(this.mail(Mailbox.lengths) >> 2) + index] = length;
  }

  /** Encodes as much of the text into the input as there is room for. */
  encode(text: string): TextEncoderEncodeIntoResult {
    return encoder.encodeInto(text, this.input);
  }
  /** As `encode`, behind the octets that are there already. */
  encodeBehind(text: string, octets: number): TextEncoderEncodeIntoResult {
    return encoder.encodeInto(text, this.input.subarray(octets));
  }
  /** Puts octets into the input; there must be room. */
  put(octets: Uint8Array): void {
    this.input.set(octets);
  }
}

let shared: Memory | undefined;

/** The memory of the one wasm instance, which is made when it is needed first. */
export function memory(): Memory {
  shared ??= new Memory(instantiate());
  return shared;
}
