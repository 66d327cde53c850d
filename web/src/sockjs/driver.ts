import { clock } from '../clock.js';
import { checkClose, SockJSClientSession } from '../core/sockjs/client-session.js';
import type { Exchange, SessionEnd, SockJSSink } from '../core/sockjs/record-reader.js';
import { DeadlineTimer } from '../deadline-timer.js';
import { DrainLoop } from '../drain-loop.js';
import { type HoofbeatError, reasonOf, report, shownUrl } from '../errors.js';
import { transports } from '../generated/sockjs-records.js';
import { errorOfNumber } from './errors.js';
import { applyOptions, type SockJSSettings } from './options.js';
import type { Pipe, PipeEnd, PipeListener } from './pipe.js';
import { Pipes, transportOfKind } from './pipes.js';
import { crossesOrigins } from './surroundings.js';
import type { PassedOverTransport, SockJSOptions, SockJSTransport } from './types.js';

/** What an application is told, each in its turn, never from inside a call. */
export interface SockJSListener {
  opened(transport: SockJSTransport): void;
  message(text: string): void;
  heartbeat(): void;
  /** The last. `error`: why, where neither side closed it. */
  closed(end: SessionEnd, error: HoofbeatError | undefined): void;
  /** Nothing of it is under way any more, what was sent before it was closed included. */
  released(): void;
}

// The close code, as sockjs-client has it.
const allTransportsFailed = 2000;

/** Drives a SockJS session of the core: tells it what happens, and has carried out what it puts out. */
export class SockJSDriver implements SockJSSink {
  /** As the core uses it. */
  readonly url: string;
  readonly passedOverTransports: PassedOverTransport[] = [];
  /** A transport has begun. */
  hasBegun = false;
  /** Of what receives, or was last to; undefined before any transport has begun. */
  receivingUrl: string | undefined;

  private core: SockJSClientSession | undefined;
  private readonly settings: SockJSSettings;
  private readonly pipes: Pipes;
  private readonly loop = new DrainLoop(() => this.disposeWhenReleased());
  private readonly timer = new DeadlineTimer(clock, () => this.run((core, now) => core.timeout(now)));
  /** Those that have begun and not ended. */
  private readonly exchanges = new Map<number, Pipe | undefined>();
  private isReleased = false;
  // What broke the exchange that the core is told about.
  private cause: unknown;

  /**
   * @throws SyntaxError: it can't be a service's URL
   * @throws TypeError, RangeError: an option that can't be used
   */
  constructor(
    url: string,
    options: SockJSOptions,
    private readonly listener: SockJSListener,
  ) {
    const core = new SockJSClientSession(this);
    try {
      this.settings = applyOptions(options, core);
      const normalised = core.setUrl(url);
      if (normalised === undefined) throw new SyntaxError(`The URL '${url}' is invalid`);
      this.url = normalised;
      core.setOption('crossesOrigins', Number(crossesOrigins(normalised)), 'url');
    } catch (error) {
      core.dispose();
      throw error;
    }
    this.core = core;
    this.pipes = new Pipes(this.settings);
  }

  // ---- What the application asks for

  open(): void {
    this.run((core, now) => core.open(now));
  }
  /** @throws HoofbeatError `send_buffer_full` */
  send(text: string): void {
    this.run((core, now) => core.send(text, now));
  }
  /** 0: 1000. @throws HoofbeatError `invalid_close_code`, `close_reason_too_long` */
  close(code: number, reason: string): void {
    if (this.core === undefined) return checkClose(code, reason);
    this.run((core, now) => core.close(code, reason, now));
  }
  hidePage(): void {
    this.run((core) => core.hidePage());
  }
  expectNoHeartbeats(): void {
    this.run((core) => core.expectNoHeartbeats());
  }
  /** Octets that wait to be sent, those in a WebSocket included. */
  get buffered(): number {
    let octets = this.core?.buffered ?? 0;
    for (const pipe of this.exchanges.values()) octets += pipe?.bufferedAmount ?? 0;
    return octets;
  }

  // ---- What acts

  openExchange(exchange: Exchange): void {
    this.loop.act(() => {
      const { id, kind } = exchange;
      if (kind in transportOfKind) {
        this.hasBegun = true;
        this.receivingUrl = exchange.url;
      }
      this.exchanges.set(id, undefined);
      try {
        const pipe = this.pipes.begin(exchange, this.listenerOf(id));
        if (this.exchanges.has(id)) this.exchanges.set(id, pipe);
      } catch (cause) {
        this.lose(id, cause);
      }
    });
  }

  sendText(id: number, text: string): void {
    this.loop.act(() => {
      try {
        this.exchanges.get(id)?.send?.(text);
      } catch (cause) {
        this.lose(id, cause);
      }
    });
  }

  endExchange(id: number, code: number): void {
    this.loop.act(() => {
      const pipe = this.exchanges.get(id);
      this.exchanges.delete(id);
      pipe?.end(code);
    });
  }

  private lose(id: number, cause: unknown): void {
    try {
      this.exchanges.get(id)?.end(1000);
    } catch {
      // It is broken, and the cause says why.
    }
    this.ended(id, { complete: false, cause });
  }

  private listenerOf(id: number): PipeListener {
    const hear = (call: (core: SockJSClientSession, now: number) => void) => {
      if (this.exchanges.has(id)) this.run(call);
    };
    return {
      response: (status) => hear((core, now) => core.response(id, status, now)),
      bytes: (octets) => hear((core, now) => core.bytes(id, octets, now)),
      message: (message) => hear((core, now) => core.message(id, message, now)),
      ended: (end) => this.ended(id, end),
    };
  }

  private ended(id: number, end: PipeEnd): void {
    if (!this.exchanges.delete(id)) return;
    this.cause = end.cause;
    this.run((core, now) => core.ended(id, end, now));
    this.cause = undefined;
  }

  // ---- What tells

  opened(transport: number): void {
    this.loop.tell(() => this.listener.opened(transports[transport] as SockJSTransport));
  }
  message(text: string): void {
    this.loop.tell(() => this.listener.message(text));
  }
  heartbeat(): void {
    this.loop.tell(() => this.listener.heartbeat());
  }
  passedOver(transport: number, why: number, code: number): void {
    const error = errorOfNumber(why);
    this.passedOverTransports.push({
      transport: transports[transport] as SockJSTransport,
      code: error.code,
      status: code,
      message: `${error.message} ${reasonOf(this.cause)}`.trimEnd(),
    });
    // It was this transport's alone.
    this.cause = undefined;
  }
  closed(end: SessionEnd): void {
    const error = end.why < 0 ? undefined : this.errorOf(end);
    this.loop.tell(() => this.listener.closed(end, error));
  }
  private errorOf({ why, status, code }: SessionEnd): HoofbeatError {
    const { cause } = this;
    const url = shownUrl(this.url);
    const tried = this.passedOverTransports.map(
      ({ transport, code, status }) => `${transport} ${status || code}`,
    );
    const details = [
      status !== 0 && `HTTP status ${status}.`,
      reasonOf(cause),
      code === allTransportsFailed && `Tried: ${tried.join(', ')}.`,
      `(${url})`,
    ];
    return errorOfNumber(why, details.filter(Boolean).join(' '), { cause, url });
  }
  sessionIdWanted(): void {
    // The application's function comes in its turn, like a callback.
    this.loop.tell(() => {
      const id = this.makeSessionId();
      this.run((core, now) => core.supplySessionId(id, now));
    });
  }
  released(): void {
    this.isReleased = true;
  }

  // An empty id, which no session can have, has the core end it.
  private makeSessionId(): string {
    try {
      return `${this.settings.makeSessionId?.()}`;
    } catch (error) {
      report(error);
      return '';
    }
  }

  // ---- The core

  private run(call: (core: SockJSClientSession, now: number) => void): void {
    const { core } = this;
    if (core === undefined) return;
    try {
      call(core, clock.now());
    } finally {
      this.timer.set(core.deadline);
      this.loop.run();
    }
  }

  private disposeWhenReleased(): void {
    if (!this.isReleased) return;
    if (this.core === undefined) return;
    this.core.dispose();
    this.core = undefined;
    this.listener.released();
  }
}
