import type { MemoryCalls } from './wasm-memory.js';

/**
 * The functions that the STOMP module exports; wasm/src/stomp/session_calls.hpp, codec_calls.hpp and memory_calls.hpp tell
 * what they do. Those that return a number return how many words of records there are to read, or an error below 0.
 */
export interface Calls extends MemoryCalls {
  reserveArguments(octets: number, texts: number): void;
  shape(number: number): void;

  open(seedLow: number, seedHigh: number): number;
  close(session: number): void;
  setOption(session: number, option: number, value: number): number;
  setTextOption(session: number, option: number): number;
  setConnectHeaders(session: number, headers: number): number;
  activate(session: number, now: number): number;
  deactivate(session: number, headers: number, force: number, now: number): number;
  forceDisconnect(session: number, now: number): number;
  retryNow(session: number, now: number): number;
  wake(session: number, now: number): number;
  publish(
    session: number,
    headers: number,
    body: number,
    bodySize: number,
    flags: number,
    now: number,
  ): number;
  subscribe(session: number, headers: number, now: number): number;
  unsubscribe(session: number, headers: number, now: number): number;
  ack(session: number, headers: number, now: number): number;
  nack(session: number, headers: number, now: number): number;
  begin(session: number, headers: number, now: number): number;
  commit(session: number, headers: number, now: number): number;
  abort(session: number, headers: number, now: number): number;
  watchReceipt(session: number, now: number): number;
  started(session: number, transport: number, now: number): number;
  opened(session: number, transport: number, now: number): number;
  bytes(
    session: number,
    transport: number,
    length: number,
    units: number,
    endOfMessage: number,
    now: number,
  ): number;
  closed(session: number, transport: number, now: number): number;
  timeout(session: number, now: number): number;
  status(session: number): number;

  decoderOpen(version: number): number;
  decoderClose(decoder: number): void;
  decoderSetLimit(decoder: number, option: number, value: number): number;
  decoderFeed(decoder: number, length: number, units: number, endOfMessage: number): number;
  encodeHead(version: number, command: number, headers: number, bodySize: number, flags: number): number;
}
