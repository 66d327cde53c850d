import { decodeText, encodeInto } from './text.js';

/** The function on memory that every module exports. */
export interface MemoryCalls {
  mailbox(): number;
}

/** A module that has started. */
export interface WasmModule<Calls extends MemoryCalls> {
  readonly memory: WebAssembly.Memory;
  readonly calls: Calls;
}

/** Where some fields of a module's mailbox lie, in words. */
export interface MailboxLayout {
  readonly deadline: number;
  readonly due: number;
  readonly input: number;
  readonly text: number;
}

// Set by the build. Wasm that grows takes its old memory away, which a look at a view tells; without it there are two.
declare const HOOFBEAT_HAS_WASM: boolean;

/**
 * Wasm memory as both sides use it: the mailbox, the input, and whatever addresses in records point to. Its views
 * are taken anew when the memory has grown, which any call may make it do.
 */
export class WasmMemory<Calls extends MemoryCalls> {
  /** 32-bit words; an address is an index into it times four. */
  words!: Int32Array;
  octets!: Uint8Array;
  readonly calls: Calls;

  private doubles!: Float64Array;
  private input!: Uint8Array;
  private readonly mailbox: number;

  constructor(
    protected readonly module: WasmModule<Calls>,
    private readonly layout: MailboxLayout,
  ) {
    this.calls = module.calls;
    this.mailbox = this.calls.mailbox() >> 2;
    this.takeViews();
  }

  /** To be called after each call that may allocate, before anything is read. */
  refresh(): void {
    const isStale = HOOFBEAT_HAS_WASM
      ? this.words.length === 0
      : this.words.buffer !== this.module.memory.buffer;
    if (isStale) this.takeViews();
  }

  protected takeViews(): void {
    const { buffer } = this.module.memory;
    this.words = new Int32Array(buffer);
    this.octets = new Uint8Array(buffer);
    this.doubles = new Float64Array(buffer);
    this.input = new Uint8Array(buffer, this.inputAddress, this.inputCapacity);
  }

  mail(field: number): number {
    return this.words[this.mailbox + field] as number;
  }
  /** When the session that was called last wants `timeout` to be called; infinity: never. */
  get deadline(): number {
    return this.doubles[(this.mailbox + this.layout.deadline) >> 1] as number;
  }
  /** Why, by the reason's number in the core. */
  get due(): number {
    return this.mail(this.layout.due);
  }
  get inputAddress(): number {
    return this.mail(this.layout.input);
  }
  get inputCapacity(): number {
    return this.mail(this.layout.input + 1);
  }
  /** The text that the last call answered with. */
  answer(): string {
    return this.text(this.mail(this.layout.text), this.mail(this.layout.text + 1));
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

  /** Encodes as much of a message as there is room for. */
  encode(text: string): TextEncoderEncodeIntoResult {
    return encodeInto(text, this.input);
  }
  /** Puts a message there; there must be room. */
  put(octets: Uint8Array): void {
    this.input.set(octets);
  }
}
