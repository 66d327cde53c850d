import type { Client } from './client.js';
import { clock } from './clock.js';
import { decodeForEyes } from './core/coders.js';
import { ActivationState } from './enums.js';
import { type HoofbeatError, report } from './errors.js';
import type { ReceivedFrame } from './received-frame.js';
import { noDebug } from './stomp-config.js';
import type { debugFnType, HeartbeatIntervals } from './types.js';

/**
 * The lines that go to an application's `debug` function. There is one only where such a function was set, so that
 * nothing is written that nobody reads.
 */
export class DebugLog {
  /** Undefined where no debug function was set. */
  static of({ debug, logRawCommunication }: Client): DebugLog | undefined {
    const isSet = typeof debug === 'function' && debug !== noDebug;
    return isSet ? new DebugLog(debug, logRawCommunication) : undefined;
  }

  private heardAt = clock.now();

  private constructor(
    private readonly debug: debugFnType,
    private readonly raw: boolean,
    private readonly schedule = (write: () => void) => write(),
  ) {}

  /** The same, whose lines are written when `schedule` has it done. */
  writingBy(schedule: (write: () => void) => void): DebugLog {
    return new DebugLog(this.debug, this.raw, schedule);
  }

  /** As a function, a text is made when it is written, by which time what throws is reported. */
  line(text: string | (() => string)): void {
    this.schedule(() => {
      try {
        this.debug(typeof text === 'string' ? text : text());
      } catch (error) {
        report(error);
      }
    });
  }

  /** `activation`: when it was asked for. */
  activating(activation: ActivationState): void {
    if (activation === ActivationState.ACTIVE) this.line('Already ACTIVE, ignoring request to activate');
    if (activation === ActivationState.DEACTIVATING) {
      this.line('Deactivation in progress, will activate once deactivation completes');
    }
  }

  /** While `beforeConnect` was awaited. */
  attemptEnded(activation: ActivationState): void {
    if (activation === ActivationState.ACTIVE) return;
    this.line('Client has been marked inactive, will not attempt to connect');
  }

  /** Where the limit of the delay has no effect. */
  delays(delay: number, most: number): void {
    const comparison = `maxReconnectDelay (${most}ms) is less than reconnectDelay (${delay}ms)`;
    this.line(`Warning: ${comparison}. Using reconnectDelay as the maxReconnectDelay delay.`);
  }

  /** A head, and the whole message where raw messages are to be logged. */
  sent(head: string, message: string | Uint8Array): void {
    if (head === '\n') return this.line('>>> PING');
    this.line(`>>> ${this.raw ? textOf(message) : head.endsWith('\0') ? head.slice(0, -1) : head}`);
  }

  received(message: string | Uint8Array): void {
    this.heardAt = clock.now();
    this.line('Received data');
    if (this.raw) this.line(`<<< ${textOf(message)}`);
  }

  /** Since when nothing was received, in milliseconds. */
  silence(): number {
    return Math.round(clock.now() - this.heardAt);
  }

  /** Why the connection, or the attempt at one, is given up; `connectionTimeout`: the option. */
  failed({ code, condition, message, cause }: HoofbeatError, connectionTimeout: number): void {
    if (code === 'connection_timeout') {
      this.line(`Connection not established in ${connectionTimeout}ms, closing socket`);
    } else if (cause !== undefined) {
      // It is the application's, and not all that can be thrown can be a text.
      this.line(() => `The attempt has failed: ${cause}`);
    } else if (condition === 'protocol') {
      this.line(`The connection is given up: ${message}`);
    }
  }

  connected(frame: ReceivedFrame, { incoming, outgoing }: HeartbeatIntervals): void {
    this.receivedFrame(frame);
    this.line(`connected to server ${frame.headers.server}`);
    if (outgoing > 0) this.line(`send PING every ${outgoing}ms`);
    if (incoming > 0) this.line(`check PONG every ${incoming}ms`);
  }

  receivedFrame(frame: ReceivedFrame): void {
    if (this.raw) return;
    const headers = frame.headerList().map(([name, value]) => `${name}:${value}\n`);
    this.line(`<<< ${frame.command}\n${headers.join('')}\n`);
  }
}

function textOf(message: string | Uint8Array): string {
  return typeof message === 'string' ? message : decodeForEyes(message);
}
