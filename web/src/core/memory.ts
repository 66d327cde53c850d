import start from '../generated/hoofbeat.wasm';
import { Mailbox } from '../generated/records.js';
import { HeaderShape } from '../header-shape.js';
import type { Calls } from './calls.js';
import { instantiate } from './loader.js';
import { encodeInto } from './text.js';
import { WasmMemory } from './wasm-memory.js';

const layout = {
  deadline: Mailbox.deadline,
  due: Mailbox.due,
  input: Mailbox.input,
  text: Mailbox.text,
};

/** The memory of the STOMP module, with the texts of requests and the names of headers. */
export class Memory extends WasmMemory<Calls> {
  // Set by takeViews, which the constructor of the class above calls.
  declare private argumentArea: Uint8Array;
  private lastHead = '';
  private readonly shapes: HeaderShape[] = [];

  constructor() {
    super(instantiate<Calls>(start), layout);
  }

  protected override takeViews(): void {
    super.takeViews();
    this.argumentArea = new Uint8Array(
      this.octets.buffer,
      this.mail(Mailbox.arguments),
      this.mail(Mailbox.argumentsLength),
    );
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

  /** Makes room for the texts of a request. */
  reserveArguments(octets: number, texts: number): void {
    this.calls.reserveArguments(octets, texts);
    this.takeViews();
  }
  /** Encodes a text of a request at an offset; returns how many octets it is. There must be room. */
  encodeArgument(text: string, offset: number): number {
    const area = offset === 0 ? this.argumentArea : this.argumentArea.subarray(offset);
    return encodeInto(text, area).written;
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
  shared ??= new Memory();
  return shared;
}
