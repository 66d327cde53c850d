import type { MemoryCalls } from '../wasm-memory.js';

/**
 * The functions that the SockJS module exports; wasm/src/sockjs/session_calls.hpp tells what they do. Those that
 * return a number return how many words of records there are to read, or an error below 0.
 */
export interface SockJSCalls extends MemoryCalls {
  reserveMessage(octets: number): void;
  trim(): void;

  create(seedLow: number, seedHigh: number): number;
  destroy(session: number): void;
  setOption(session: number, option: number, value: number): number;
  setTextOption(session: number, option: number, length: number): number;
  url(session: number): number;
  open(session: number, now: number): number;
  supplySessionId(session: number, length: number, now: number): number;
  send(session: number, length: number, now: number): number;
  close(session: number, code: number, length: number, now: number): number;
  hidePage(session: number): number;
  expectNoHeartbeats(session: number): number;
  response(session: number, exchange: number, status: number, now: number): number;
  bytes(session: number, exchange: number, length: number, now: number): number;
  message(session: number, exchange: number, length: number, now: number): number;
  ended(
    session: number,
    exchange: number,
    complete: number,
    code: number,
    length: number,
    now: number,
  ): number;
  timeout(session: number, now: number): number;
  buffered(session: number): number;
}
