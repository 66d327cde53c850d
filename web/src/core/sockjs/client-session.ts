import { dueReasons, type Option, optionRanges, TextOption } from '../../generated/sockjs-records.js';
import { errorOfResult } from '../../sockjs/errors.js';
import { instanceOf } from '../instance.js';
import { numbersOf, outOfRange } from '../option-ranges.js';
import { type Seed, seedByChance } from '../seed.js';
import type { SockJSCalls } from './calls.js';
import { type SockJSMemory, sockJSMemory } from './memory.js';
import { readRecords, type SockJSSink } from './record-reader.js';

/** Numeric options by their name in sockjs-records.json, in camel case. */
export type SockJSOption = keyof typeof Option;

/** How an exchange ended (sockjs/client_session.hpp, ExchangeEnd). */
export interface ExchangeEnd {
  readonly complete: boolean;
  readonly code?: number;
  readonly reason?: string;
}

const optionNumbers = numbersOf<SockJSOption>(optionRanges);

// Data of events may be three times as long as the frame that they are decoded to.
const longestEscape = 3;

const noSession = 0;

/**
 * A SockJS client session in the core (sockjs/client_session.hpp). Each call tells the sink what the session put out
 * before it returns, so nothing waits in the core. Calls that a session may refuse throw.
 */
export class SockJSClientSession {
  private readonly memory: SockJSMemory = instanceOf(sockJSMemory);
  private readonly calls: SockJSCalls = this.memory.calls;
  private readonly handle: number;
  private maxFrameBytes = 64 * 2 ** 20;

  /** @param seed - by chance unless told */
  constructor(
    private readonly sink: SockJSSink,
    [low, high]: Seed = seedByChance(),
  ) {
    this.handle = this.calls.create(low, high);
    this.memory.refresh();
  }

  /** Frees it; no call may follow. */
  dispose(): void {
    this.calls.destroy(this.handle);
  }

  /** When `timeout` is to be called; infinity: never. */
  deadline = Number.POSITIVE_INFINITY;

  /** Why, as sockjs/client_state.hpp names it; undefined: there is no deadline. */
  get deadlineReason(): string | undefined {
    return dueReasons[this.memory.due];
  }
  /** Octets that wait to be sent. */
  get buffered(): number {
    return this.calls.buffered(this.handle);
  }

  // ---- Before it is opened

  /** @throws RangeError */
  setOption(option: SockJSOption, value: number, name: string): void {
    if (this.calls.setOption(this.handle, optionNumbers[option], value) < 0) {
      throw outOfRange(optionRanges, option, name, value);
    }
    if (option === 'maxFrameBytes') this.maxFrameBytes = value;
  }
  /** @throws RangeError */
  setServer(server: string): void {
    if (this.setText(TextOption.server, server) < 0) {
      throw new RangeError(`server must be a part of a path without a dot, not '${server}'`);
    }
  }
  /** Returns the URL as it is used; undefined: it can't be one. */
  setUrl(url: string): string | undefined {
    if (this.setText(TextOption.url, url) < 0) return undefined;
    this.calls.url(this.handle);
    this.memory.refresh();
    return this.memory.answer();
  }
  private setText(option: TextOption, text: string): number {
    const result = this.calls.setTextOption(this.handle, option, this.memory.handIn(text));
    this.memory.refresh();
    return result;
  }

  // ---- The application

  open(now: number): void {
    this.read(this.calls.open(this.handle, now));
  }
  supplySessionId(id: string, now: number): void {
    this.read(this.calls.supplySessionId(this.handle, this.memory.handIn(id), now));
  }
  /** @throws HoofbeatError `not_open`, `send_buffer_full` */
  send(text: string, now: number): void {
    this.read(this.calls.send(this.handle, this.memory.handIn(text), now));
  }
  /** 0: 1000. @throws HoofbeatError `invalid_close_code`, `close_reason_too_long` */
  close(code: number, reason: string, now: number): void {
    this.read(this.calls.close(this.handle, code, this.memory.handIn(reason), now));
  }
  hidePage(): void {
    this.read(this.calls.hidePage(this.handle));
  }
  expectNoHeartbeats(): void {
    this.read(this.calls.expectNoHeartbeats(this.handle));
  }

  // ---- The exchanges

  response(exchange: number, status: number, now: number): void {
    this.read(this.calls.response(this.handle, exchange, status, now));
  }
  /** In pieces of what there is room for, so that no response makes wasm memory larger. */
  bytes(exchange: number, octets: Uint8Array, now: number): void {
    const { memory, handle } = this;
    for (let at = 0; at < octets.length; ) {
      const length = memory.handInOctets(octets.subarray(at, at + memory.inputCapacity));
      this.read(this.calls.bytes(handle, exchange, length, now));
      at += length;
    }
  }
  /** What is longer than any frame may be is refused by its length, so not all of it needs to go in. */
  message(exchange: number, message: string | Uint8Array, now: number): void {
    const most = longestEscape * this.maxFrameBytes + 1;
    const length =
      typeof message === 'string'
        ? this.memory.handIn(message.slice(0, most))
        : this.memory.handInOctets(message.subarray(0, most));
    this.read(this.calls.message(this.handle, exchange, length, now));
  }
  ended(exchange: number, { complete, code = 0, reason = '' }: ExchangeEnd, now: number): void {
    const length = this.memory.handIn(reason);
    this.read(this.calls.ended(this.handle, exchange, Number(complete), code, length, now));
  }
  timeout(now: number): void {
    this.read(this.calls.timeout(this.handle, now));
  }

  private read(result: number): void {
    this.memory.refresh();
    this.memory.trim();
    if (result < 0) throw errorOfResult(result);
    // All sessions tell theirs in the same place.
    this.deadline = this.memory.deadline;
    readRecords(this.memory, result, this.sink);
  }
}

/**
 * Whether a session that is over could have been closed so.
 * @throws HoofbeatError `invalid_close_code`, `close_reason_too_long`
 */
export function checkClose(code: number, reason: string): void {
  const memory = sockJSMemory();
  const result = memory.calls.close(noSession, code, memory.handIn(reason), 0);
  memory.refresh();
  if (result < 0) throw errorOfResult(result);
}
