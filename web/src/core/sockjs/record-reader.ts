import {
  ClosedField,
  EndExchangeField,
  type ExchangeKind,
  Kind,
  Mailbox,
  MessageReceivedField,
  OpenExchangeField,
  OpenedField,
  SendTextField,
  TransportPassedOverField,
} from '../../generated/sockjs-records.js';
import type { SockJSMemory } from './memory.js';

/** A request to be made, or a socket to be opened (sockjs/client_output.hpp, OpenExchange). */
export interface Exchange {
  readonly id: number;
  readonly kind: ExchangeKind;
  readonly url: string;
  readonly body: string;
}

/** How a session ended (sockjs/client_output.hpp, Closed). */
export interface SessionEnd {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
  /** The error's number in the core; -1: one of both sides closed it. */
  readonly why: number;
  /** The HTTP status that told; 0: none did. */
  readonly status: number;
  readonly whileFetchingInfo: boolean;
  readonly unconfirmed: number;
}

/**
 * Is told what a session puts out, in order; sockjs/client_output.hpp tells what each output means. Must not call the
 * session: the records are still being read.
 */
export interface SockJSSink {
  openExchange(exchange: Exchange): void;
  sendText(exchange: number, text: string): void;
  endExchange(exchange: number, code: number): void;
  sessionIdWanted(): void;
  released(): void;
  /** `transport`: its number in the core. */
  opened(transport: number): void;
  message(text: string): void;
  heartbeat(): void;
  passedOver(transport: number, why: number, code: number): void;
  closed(end: SessionEnd): void;
}

/** Reads the records of a call, `count` words, whole. */
export function readRecords(memory: SockJSMemory, count: number, sink: SockJSSink): void {
  let at = memory.mail(Mailbox.records) >> 2;
  const end = at + count;
  while (at < end) {
    if (isMessage(memory.words, at)) {
      at = readMessages(memory, at, end, sink);
    } else {
      const tag = memory.words[at] as number;
      readRecord(memory, tag & 0xff, at, sink);
      at += tag >>> 8;
    }
  }
}

// Messages of a frame lie side by side, so they are decoded together and cut apart where they are ASCII, as nearly all
// are: to decode takes longer to begin than for a hundred octets. Returns where the record behind them begins.
function readMessages(memory: SockJSMemory, first: number, end: number, sink: SockJSSink): number {
  const { words } = memory;
  const begin = words[first + MessageReceivedField.text] as number;
  let [at, to] = [first, begin];
  let hasHalves = false;
  while (at < end && isMessage(words, at) && words[at + MessageReceivedField.text] === to) {
    to += words[at + MessageReceivedField.text + 1] as number;
    hasHalves ||= words[at + MessageReceivedField.text + 2] !== 0;
    at += (words[at] as number) >>> 8;
  }
  const all = memory.looseText(begin, to - begin, hasHalves);
  const isAscii = all.length === to - begin;
  for (let each = first; each < at; each += (words[each] as number) >>> 8) {
    const address = words[each + MessageReceivedField.text] as number;
    const length = words[each + MessageReceivedField.text + 1] as number;
    if (length === to - begin) sink.message(all);
    else if (isAscii) sink.message(all.slice(address - begin, address - begin + length));
    else sink.message(memory.looseText(address, length, hasHalves));
  }
  return at;
}

function isMessage(words: Int32Array, at: number): boolean {
  return ((words[at] as number) & 0xff) === Kind.MessageReceived;
}

function readRecord(memory: SockJSMemory, kind: Kind, at: number, sink: SockJSSink): void {
  const word = (field: number) => memory.words[at + field] as number;
  const text = (field: number) => memory.text(word(field), word(field + 1));
  const looseText = (field: number) => memory.looseText(word(field), word(field + 1), word(field + 2) !== 0);
  switch (kind) {
    case Kind.OpenExchange:
      return sink.openExchange({
        id: word(OpenExchangeField.exchange),
        kind: word(OpenExchangeField.exchangeKind),
        url: text(OpenExchangeField.url),
        body: text(OpenExchangeField.body),
      });
    case Kind.SendText:
      return sink.sendText(word(SendTextField.exchange), text(SendTextField.text));
    case Kind.EndExchange:
      return sink.endExchange(word(EndExchangeField.exchange), word(EndExchangeField.code));
    case Kind.SessionIdWanted:
      return sink.sessionIdWanted();
    case Kind.Released:
      return sink.released();
    case Kind.Opened:
      return sink.opened(word(OpenedField.transport));
    case Kind.HeartbeatReceived:
      return sink.heartbeat();
    case Kind.TransportPassedOver:
      return sink.passedOver(
        word(TransportPassedOverField.transport),
        word(TransportPassedOverField.why),
        word(TransportPassedOverField.code),
      );
    case Kind.Closed:
      return sink.closed({
        code: word(ClosedField.code),
        reason: looseText(ClosedField.reason),
        wasClean: word(ClosedField.wasClean) !== 0,
        why: word(ClosedField.why),
        status: word(ClosedField.status),
        whileFetchingInfo: word(ClosedField.whileFetchingInfo) !== 0,
        unconfirmed: word(ClosedField.unconfirmed),
      });
  }
}
