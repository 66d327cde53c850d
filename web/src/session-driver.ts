import { Subscription, type TransactionWatcher } from './callbacks.js';
import type { Client } from './client.js';
import { clock } from './clock.js';
import { type ConnectionAttempt, closeCode } from './connection-attempt.js';
import type { OutgoingHeaders } from './core/arguments.js';
import { CoreSession } from './core/core-session.js';
import { DeadlineTimer } from './deadline-timer.js';
import { DebugLog } from './debug-log.js';
import { DrainLoop } from './drain-loop.js';
import { ActivationState, TickerStrategy } from './enums.js';
import { type HoofbeatError, report } from './errors.js';
import { versions } from './generated/records.js';
import { MessageFraming } from './message-framing.js';
import { applyOptions } from './options.js';
import type { OutgoingBody } from './outgoing-body.js';
import { PageWake } from './page-wake.js';
import type { Acknowledge } from './received-message.js';
import { SessionOutputs, type TransportKeeper } from './session-outputs.js';
import { createSocket } from './socket-maker.js';
import { notConnected } from './stomp-errors.js';
import type { TransportListener } from './transport.js';
import type { frameCallbackType, HeartbeatIntervals, IStompSocket, messageCallbackType } from './types.js';
import { WebSocketTransport } from './websocket-transport.js';

/** Drives a session of the core for a client: tells it what happens, and has carried out what it puts out. */
export class SessionDriver implements TransportKeeper {
  private core: CoreSession | undefined;
  private latest = 0;
  /** `activate` was called since `deactivate`: maybe by what is told of it, while the core is still active. */
  private isWantedAnew = false;
  private readonly loop = new DrainLoop(() => this.disposeWhenInactive());
  private readonly outputs: SessionOutputs;
  private readonly timer = new DeadlineTimer(clock, () => this.run((core, now) => core.timeout(now)));
  private readonly wake = new PageWake(() => this.run((core, now) => core.wake(now)));

  constructor(private readonly client: Client) {
    this.outputs = new SessionOutputs(client, this, this.loop);
  }

  // ---- State

  get activation(): ActivationState {
    return this.outputs.activation;
  }
  get connected(): boolean {
    return this.core?.connected ?? false;
  }
  /** Such as '1.2'; undefined without a connection. */
  get version(): string | undefined {
    return versions[this.core?.version ?? 0] || undefined;
  }
  get heartbeat(): HeartbeatIntervals | undefined {
    return this.outputs.heartbeat;
  }
  get socket(): IStompSocket | undefined {
    return this.outputs.attempt?.transport?.socket;
  }

  /** Tells connections apart: a number that is never used again; undefined without one, or while it is being closed. */
  get connection(): number | undefined {
    return this.version === undefined ? undefined : this.outputs.attempt?.number;
  }

  // Nothing may follow DISCONNECT (STOMP 1.2, "DISCONNECT"), which ends what would have been ended.
  private get isDeactivating(): boolean {
    return this.activation === ActivationState.DEACTIVATING && !this.connected;
  }

  // ---- What the application asks for

  /** @throws RangeError, TypeError: an option that can't be used */
  activate(): void {
    DebugLog.of(this.client)?.activating(this.activation);
    this.isWantedAnew = true;
    // A connection that stands keeps the options that it was made with.
    if (this.activation === ActivationState.INACTIVE) this.applyFirstOptions();
    this.run((core, now) => core.activate(now));
  }

  private applyFirstOptions(): void {
    this.core ??= new CoreSession(this.outputs);
    try {
      applyOptions(this.client, this.core);
    } catch (error) {
      this.disposeWhenInactive();
      throw error;
    }
    this.wake.start();
  }

  /** `force`: without waiting for anything. */
  deactivate(force: boolean): Promise<void> {
    if (this.activation === ActivationState.INACTIVE) {
      DebugLog.of(this.client)?.line('Already INACTIVE, nothing more to do');
      return Promise.resolve();
    }
    const inactive = this.outputs.untilInactive();
    this.isWantedAnew = false;
    if (this.activation === ActivationState.ACTIVE) this.outputs.announceDeactivation();
    // What was told of it may have deactivated, too, by force, and have activated anew.
    if (this.core === undefined || this.activation !== ActivationState.DEACTIVATING) {
      if (this.core === undefined && this.isWantedAnew) this.activate();
      return inactive;
    }
    // The one that is to end: who is told of that may begin another.
    const { attempt } = this.outputs;
    const headers = force || this.version === undefined ? [] : this.disconnectHeaders();
    this.run((core, now) => {
      core.deactivate(headers, force, now);
      if (this.isWantedAnew) core.activate(now);
    });
    if (force && attempt !== undefined && !attempt.ended) {
      this.discard(attempt, 'The client was deactivated by force');
    }
    return inactive;
  }

  // As texts, since what makes these may throw, which must not keep the client from being deactivated.
  private disconnectHeaders(): OutgoingHeaders {
    try {
      const headers = Object.entries<unknown>(this.client.disconnectHeaders ?? {});
      const given = headers.filter(([, value]) => value !== undefined && value !== null);
      return given.map(([name, value]) => [name, String(value)] as const);
    } catch (error) {
      report(error);
      return [];
    }
  }

  forceDisconnect(): void {
    // Before there is a socket there is nothing to drop: the attempt would be lost that is about to make one.
    if (this.socket !== undefined) this.run((core, now) => core.forceDisconnect(now));
  }

  retryNow(): void {
    if (this.core !== undefined) this.run((core, now) => core.retryNow(now));
  }

  publish(headers: OutgoingHeaders, body: OutgoingBody): void {
    const { attempt } = this.outputs;
    const sent = attempt?.transport?.carriesTextAlone ? body.asText() : body;
    // What makes texts of headers may publish, too.
    const outer = this.outputs.body;
    this.outputs.body = sent;
    try {
      this.run((core, now) => core.publish(headers, sent, now));
    } finally {
      this.outputs.body = outer;
    }
  }

  subscribe(headers: OutgoingHeaders, callback: messageCallbackType): string {
    const { callbacks } = this.outputs;
    return this.run((core, now) => {
      const { token, id } = core.subscribe(headers, now);
      callbacks.subscribe(token, new Subscription(id, callback));
      return id;
    });
  }

  unsubscribe(id: string, headers: OutgoingHeaders): void {
    if (this.isDeactivating) return this.outputs.log?.line('Deactivation ends the subscription');
    const { callbacks } = this.outputs;
    this.run((core, now) => callbacks.endSubscription(core.unsubscribe(id, headers, now)));
  }

  /** Where the connection has gone, the broker delivers the message anew. */
  acknowledgerFor(connection: number): Acknowledge {
    return (kind, messageId, subscription, headers) => {
      if (this.connection === connection) this.acknowledge(kind, messageId, subscription, headers);
      else this.outputs.log?.line(`The connection has gone: too late to ${kind}`);
    };
  }

  acknowledge(kind: 'ack' | 'nack', messageId: string, subscription: string, headers: OutgoingHeaders): void {
    if (this.isDeactivating) return this.outputs.log?.line(`DISCONNECT is sent: too late to ${kind}`);
    this.run((core, now) => core.acknowledge(kind, messageId, subscription, headers, now));
  }

  /** '' has the core make up an id. Returns the id. */
  begin(id: string, onLost: TransactionWatcher | undefined): string {
    const { transactions } = this.outputs.callbacks;
    return this.run((core, now) => {
      const begun = core.begin(id, {}, now);
      if (onLost !== undefined) transactions.set(begun, onLost);
      return begun;
    });
  }

  endTransaction(how: 'commit' | 'abort', id: string): void {
    if (how === 'abort' && this.isDeactivating) return;
    const { transactions } = this.outputs.callbacks;
    this.run((core, now) => {
      core.endTransaction(how, id, {}, now);
      transactions.delete(id);
    });
  }

  watchReceipt(
    id: string,
    callback: frameCallbackType,
    onLost: ((error: HoofbeatError) => void) | undefined,
  ): void {
    const { callbacks } = this.outputs;
    this.run((core, now) => {
      const token = core.watchReceipt(id, now);
      callbacks.watchReceipt({ token, id: String(id), callback, onLost });
    });
  }

  // ---- What happens to transports

  /** Opens a socket, after `beforeConnect`. Whatever throws on the way is a failed attempt. */
  async establish(attempt: ConnectionAttempt): Promise<void> {
    if (attempt.ended) return;
    try {
      await this.client.beforeConnect(this.client);
      if (attempt.ended) return DebugLog.of(this.client)?.attemptEnded(this.activation);
      // Before a socket is made: what is wrong with them is told, and connectionTimeout counts from here.
      applyOptions(this.client, this.core as CoreSession);
      this.outputs.startLog()?.line('Opening Web Socket...');
      if (attempt.ended) return;
      this.run((core, now) => core.started(attempt.id, now));
      const made = createSocket(this.client);
      this.adopt('then' in made ? await made : made, attempt);
    } catch (error) {
      this.lose(attempt, error);
    }
  }

  /** Takes the options that count for the socket, which the factory may have set, and listens to it. */
  private adopt(socket: IStompSocket, attempt: ConnectionAttempt): void {
    const transport = new WebSocketTransport(socket, this.listenerOf(attempt));
    // Nobody else would close it.
    if (attempt.ended) return transport.abandon();
    attempt.transport = transport;
    applyOptions(this.client, this.core as CoreSession);
    attempt.framing = MessageFraming.of(this.client);
    attempt.connectHeaders = this.client.connectHeaders ?? {};
    attempt.discardsOnFailure = this.client.discardWebsocketOnCommFailure;
    this.timer.steady = this.client.heartbeatStrategy === TickerStrategy.Worker;
    this.outputs.startLog();
    transport.start();
  }

  /** Its transport broke, or could not be made. */
  lose(attempt: ConnectionAttempt, cause: unknown): void {
    if (attempt.ended) return;
    attempt.cause = cause;
    attempt.discard(closeCode.lost, 'The socket failed');
    this.tellClosed(attempt);
  }

  /** Doesn't wait for it to close. */
  discard(attempt: ConnectionAttempt, reason: string): void {
    if (attempt.ended) return;
    attempt.discard(closeCode.discarded, reason);
    this.tellClosed(attempt);
  }

  // Whether and when to reconnect is decided now, by the options as they are now.
  private tellClosed(attempt: ConnectionAttempt): void {
    // Where the broker went on after ERROR, that is not why.
    if (this.connected) attempt.brokerError = undefined;
    try {
      applyOptions(this.client, this.core as CoreSession);
    } catch {
      // The next attempt will say so.
    }
    this.run((core, now) => core.closed(attempt.id, now));
  }

  private listenerOf(attempt: ConnectionAttempt): TransportListener {
    const { id } = attempt;
    const hear = (call: (core: CoreSession, now: number) => void) => {
      if (!attempt.ended) this.run(call);
    };
    return {
      opened: () => {
        this.outputs.log?.line('Web Socket Opened...');
        if (this.takeConnectHeaders(attempt)) hear((core, now) => core.opened(id, now));
      },
      message: (message, timeStamp) => this.receive(attempt, message, timeStamp),
      failed: (event) => {
        if (attempt.ended) return;
        attempt.trouble = messageOf(event);
        this.loop.tell(() => this.client.onWebSocketError(event));
        this.loop.run();
      },
      closed: (event) => {
        if (attempt.ended) return;
        attempt.ended = true;
        attempt.closeEvent = event;
        this.tellClosed(attempt);
      },
    };
  }

  /** False: they can't be read, and the attempt has failed. */
  private takeConnectHeaders(attempt: ConnectionAttempt): boolean {
    try {
      if (!attempt.ended) this.core?.setConnectHeaders(attempt.connectHeaders);
      return true;
    } catch (error) {
      this.lose(attempt, error);
      return false;
    }
  }

  // The hot path: `run`, without a closure for each message.
  private receive(attempt: ConnectionAttempt, message: string | Uint8Array, timeStamp?: number): void {
    const { core } = this;
    this.outputs.log?.received(message);
    if (attempt.ended || core === undefined) return;
    const now = this.now(timeStamp);
    try {
      if (typeof message === 'string') core.text(attempt.id, message, now);
      else core.octets(attempt.id, message, now);
    } catch (error) {
      // No memory, say. What follows would be taken for what is behind the piece that was lost.
      this.lose(attempt, error);
    } finally {
      this.settle(core);
    }
  }

  // ---- The core

  // For the core it never goes back. Events have been stamped by the browser, which takes a tenth of asking the clock.
  private now(timeStamp?: number): number {
    const now = timeStamp === undefined ? clock.now() : clock.at(timeStamp);
    if (now > this.latest) this.latest = now;
    return this.latest;
  }

  private run<T>(call: (core: CoreSession, now: number) => T): T {
    const { core } = this;
    if (core === undefined) throw notConnected();
    try {
      return call(core, this.now());
    } finally {
      this.settle(core);
    }
  }

  private settle(core: CoreSession): void {
    this.timer.set(core.deadline);
    this.loop.run();
  }

  // An inactive session holds no state worth its memory: nothing else would free it when the client is forgotten.
  private disposeWhenInactive(): void {
    if (this.core === undefined || this.activation !== ActivationState.INACTIVE) return;
    this.core.dispose();
    this.core = undefined;
    this.wake.stop();
  }
}

// Browsers' sockets say nothing, on purpose; Node's tell an HTTP status, or what the system said.
function messageOf(event: unknown): string | undefined {
  const message: unknown = (event as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? message : undefined;
}
