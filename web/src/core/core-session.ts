import { dueReasons, Mailbox, type Option, optionRanges, TextOption } from '../generated/records.js';
import { errorOfResult, refusal, stompError } from '../stomp-errors.js';
import { idText, type OutgoingHeaders, requestArguments } from './arguments.js';
import { BodyParts } from './body-parts.js';
import type { Calls } from './calls.js';
import { instanceOf } from './instance.js';
import { type Memory, memory } from './memory.js';
import { numbersOf, outOfRange } from './option-ranges.js';
import { type OutputSink, readRecords } from './record-reader.js';
import { type Seed, seedByPlainChance } from './seed.js';
import { type Feed, feedOctets, feedText, noSource, type Source } from './source.js';

/** Numeric options by their name in records.json, in camel case. */
export type CoreOption = keyof typeof Option;

const optionNumbers = numbersOf<CoreOption>(optionRanges);

// There is one body at a time: that of the publish call under way.
const theBody = 1;

const transactionId = 'The id of the transaction';

/** A body that is about to be sent. */
export interface BodyDescription {
  /** In octets. */
  size: number;
  /** See BodyFlag. */
  flags: number;
}

/**
 * A client session in the core (client/session.hpp). Each call tells the sink what the session put out before it
 * returns, so nothing waits in the core. Calls that a session may refuse throw.
 */
export class CoreSession implements Feed {
  private readonly memory: Memory = instanceOf(memory);
  private readonly calls: Calls = this.memory.calls;
  private readonly handle: number;

  /** @param seed - 64 bits, low ones first; by chance unless told */
  constructor(
    private readonly sink: OutputSink,
    [low, high]: Seed = seedByPlainChance(),
  ) {
    this.handle = this.calls.open(low, high);
    this.memory.refresh();
  }

  /** Frees it; no call may follow. */
  dispose(): void {
    this.calls.close(this.handle);
  }

  /** @internal */
  readonly parts = new BodyParts();

  /** When `timeout` is to be called. Right behind a call only. */
  deadline = Number.POSITIVE_INFINITY;

  /** Why, as client/state.hpp names it; undefined: there is no deadline. */
  get deadlineReason(): string | undefined {
    return dueReasons[this.memory.due];
  }
  get connected(): boolean {
    return (this.calls.status(this.handle) & 1) === 1;
  }
  /** By its number. */
  get version(): number {
    return this.calls.status(this.handle) >> 1;
  }

  /** @throws RangeError */
  setOption(option: CoreOption, value: number, name: string): void {
    if (this.calls.setOption(this.handle, optionNumbers[option], value) === 0) return;
    throw outOfRange(optionRanges, option, name, value);
  }
  /** @throws RangeError */
  setVersions(versions: string): void {
    this.handIn([versions], {});
    const result = this.calls.setTextOption(this.handle, TextOption.versions);
    this.memory.refresh();
    if (result === 0) return;
    throw new RangeError(`stompVersions must have one of 1.0, 1.1 and 1.2, not '${versions}'`);
  }
  setHost(host: string | null): void {
    this.handIn([host ?? ''], {});
    this.calls.setTextOption(this.handle, host === null ? TextOption.noHost : TextOption.host);
    this.memory.refresh();
  }
  setConnectHeaders(headers: OutgoingHeaders): void {
    const count = this.handIn([], headers);
    this.calls.setConnectHeaders(this.handle, count);
    this.memory.refresh();
  }

  activate(now: number): void {
    this.read(this.calls.activate(this.handle, now));
  }
  deactivate(disconnectHeaders: OutgoingHeaders, force: boolean, now: number): void {
    const count = this.handIn([], disconnectHeaders);
    this.read(this.calls.deactivate(this.handle, count, Number(force), now));
  }
  forceDisconnect(now: number): void {
    this.read(this.calls.forceDisconnect(this.handle, now));
  }
  retryNow(now: number): void {
    this.read(this.calls.retryNow(this.handle, now));
  }
  wake(now: number): void {
    this.read(this.calls.wake(this.handle, now));
  }

  publish(headers: OutgoingHeaders, body: BodyDescription, now: number): void {
    const count = this.handIn([], headers);
    const { destination } = headers as { destination?: unknown };
    this.ask(
      this.calls.publish(this.handle, count, theBody, body.size, body.flags, now),
      'SEND',
      destination,
    );
  }
  /** Returns the token that messages will carry, and the id. */
  subscribe(headers: OutgoingHeaders, now: number): { token: number; id: string } {
    const count = this.handIn([], headers);
    const { destination, id } = headers as { destination?: unknown; id?: unknown };
    this.ask(this.calls.subscribe(this.handle, count, now), 'SUBSCRIBE', destination, id);
    return { token: this.memory.mail(Mailbox.token), id: this.memory.answer() };
  }
  /** Returns the token of the subscription that ended, 0 where there was none. */
  unsubscribe(id: string, headers: OutgoingHeaders, now: number): number {
    const count = this.handIn([idText(id, 'The id of the subscription')], headers);
    this.ask(this.calls.unsubscribe(this.handle, count, now), 'UNSUBSCRIBE', id);
    return this.memory.mail(Mailbox.token);
  }
  acknowledge(
    kind: 'ack' | 'nack',
    messageId: string,
    subscription: string,
    headers: OutgoingHeaders,
    now: number,
  ): void {
    const ids = [
      idText(messageId, 'The id of the message'),
      idText(subscription, 'The id of the subscription'),
    ];
    const count = this.handIn(ids, headers);
    this.ask(this.calls[kind](this.handle, count, now), kind.toUpperCase(), messageId);
  }
  /** An empty id has the core make one up. Returns the id. */
  begin(id: string, headers: OutgoingHeaders, now: number): string {
    const count = this.handIn([idText(id, transactionId)], headers);
    this.ask(this.calls.begin(this.handle, count, now), 'BEGIN', id);
    return this.memory.answer();
  }
  endTransaction(how: 'commit' | 'abort', id: string, headers: OutgoingHeaders, now: number): void {
    const count = this.handIn([idText(id, transactionId)], headers);
    this.ask(this.calls[how](this.handle, count, now), how.toUpperCase(), id);
  }
  /** Returns the token that its RECEIPT will carry. */
  watchReceipt(id: string, now: number): number {
    this.handIn([idText(id, 'The id of the receipt')], {});
    this.ask(this.calls.watchReceipt(this.handle, now), 'Receipt', id);
    return this.memory.mail(Mailbox.token);
  }

  /** The transport is being made: connectionTimeout counts from here. */
  started(transport: number, now: number): void {
    this.read(this.calls.started(this.handle, transport, now));
  }
  opened(transport: number, now: number): void {
    this.read(this.calls.opened(this.handle, transport, now));
  }
  /** `endOfMessage` false: it is a piece of a message that goes on. */
  text(transport: number, message: string, now: number, endOfMessage = true): void {
    this.prepareFeed(transport, now, endOfMessage);
    feedText(this.memory, message, this);
  }
  octets(transport: number, message: Uint8Array, now: number, endOfMessage = true): void {
    this.prepareFeed(transport, now, endOfMessage);
    feedOctets(this.memory, message, this);
  }
  closed(transport: number, now: number): void {
    this.read(this.calls.closed(this.handle, transport, now));
  }
  timeout(now: number): void {
    this.read(this.calls.timeout(this.handle, now));
  }

  // Of the message that is being fed, in place of a closure for each.
  private fedTransport = 0;
  private fedAt = 0;
  private fedGoesOn = false;

  private prepareFeed(transport: number, now: number, endOfMessage: boolean): void {
    this.fedTransport = transport;
    this.fedAt = now;
    this.fedGoesOn = !endOfMessage;
  }

  /** @internal */
  feed(source: Source, units: number, endsMessage: boolean): void {
    const end = Number(endsMessage && !this.fedGoesOn);
    const { length } = source;
    this.read(this.calls.bytes(this.handle, this.fedTransport, length, units, end, this.fedAt), source);
  }

  /** Returns how many headers there are. */
  private handIn(texts: readonly string[], headers: OutgoingHeaders): number {
    return requestArguments(this.memory).hand(texts, headers);
  }

  /** What a request came to. `name`: what it is about. */
  private ask(result: number, frame: string, name: unknown, id?: unknown): void {
    if (result >= 0) return this.read(result);
    this.memory.refresh();
    const known = stompError(-1 - result);
    const header = known.code.includes('header') ? ` header ${JSON.stringify(this.memory.answer())}` : '';
    throw refusal(known, `${frame}${name ? ` ${name}` : ''}${id ? ` id ${id}` : ''}${header}`);
  }

  private read(result: number, source: Source = noSource): void {
    this.memory.refresh();
    // No handle of ours is unknown to the core.
    if (result < 0) throw errorOfResult(result);
    // All sessions tell theirs in the same place.
    this.deadline = this.memory.deadline;
    const isParted = this.memory.mail(Mailbox.parted) !== 0;
    readRecords(this.memory, result, source, this.sink);
    if (!isParted) this.parts.drop();
  }
}
