import start from '../../generated/hoofbeat-sockjs.wasm';
import { Mailbox } from '../../generated/sockjs-records.js';
import { instantiate } from '../loader.js';
import { decodeLooseText, encodeLooseText, isWellFormed } from '../loose-text.js';
import { octetsOf } from '../text.js';
import { WasmMemory } from '../wasm-memory.js';
import type { SockJSCalls } from './calls.js';

const layout = {
  deadline: Mailbox.deadline,
  due: Mailbox.due,
  input: Mailbox.input,
  text: Mailbox.text,
};

// Above it the input is given back, see MessageArea::trim.
const usualCapacity = 2 << 20;

/** The memory of the SockJS module. Texts go in whole, and may hold half a pair of surrogates. */
export class SockJSMemory extends WasmMemory<SockJSCalls> {
  constructor() {
    super(instantiate<SockJSCalls>(start), layout);
  }

  /** Puts a text into the input; returns how many octets it is. */
  handIn(text: string): number {
    if (!isWellFormed(text)) return this.handInOctets(encodeLooseText(text));
    if (text.length > this.inputCapacity) this.reserve(text.length);
    const { read, written } = this.encode(text);
    if (read === text.length) return written;
    this.reserve(octetsOf(text));
    return this.encode(text).written;
  }

  /** Puts octets into the input; returns how many they are. */
  handInOctets(octets: Uint8Array): number {
    if (octets.length > this.inputCapacity) this.reserve(octets.length);
    this.put(octets);
    return octets.length;
  }

  private reserve(octets: number): void {
    this.calls.reserveMessage(octets);
    this.takeViews();
  }
  /** Gives back the room that an unusually large message took. */
  trim(): void {
    if (this.inputCapacity <= usualCapacity) return;
    this.calls.trim();
    this.takeViews();
  }

  /** As `text`; `hasHalves`: it may hold half a pair of surrogates. */
  looseText(address: number, length: number, hasHalves: boolean): string {
    if (!hasHalves) return this.text(address, length);
    return decodeLooseText(this.octets.subarray(address, address + length));
  }
}

let shared: SockJSMemory | undefined;

/** The memory of the one wasm instance, which is made when it is needed first. */
export function sockJSMemory(): SockJSMemory {
  shared ??= new SockJSMemory();
  return shared;
}
