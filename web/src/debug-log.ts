import { report } from './errors.js';
import type { ReceivedFrame } from './received-frame.js';
import type { debugFnType, HeartbeatIntervals } from './types.js';

/**
 * The lines that go to an application's `debug` function. There is one only where such a function was set, so that
 * nothing is written that nobody reads.
 */
export class DebugLog {
  constructor(
    private readonly debug: debugFnType,
    private readonly raw: boolean,
  ) {}

  line(text: string): void {
    try {
      this.debug(text);
    } catch (error) {
      report(error);
    }
  }

  /** Says where the core will take another limit than the option's. */
  delays(delay: number, most: number): void {
    if (most === 0 || most >= delay) return;
    const comparison = `maxReconnectDelay (${most}ms) is less than reconnectDelay (${delay}ms)`;
    this.line(`Warning: ${comparison}. Using reconnectDelay as the maxReconnectDelay delay.`);
  }

  /** A head, and the whole message where raw messages are to be logged. */
  sent(head: string, message: string | Uint8Array): void {
    if (head === '\n') return this.line('>>> PING');
    this.line(`>>> ${this.raw ? message : head.endsWith('\0') ? head.slice(0, -1) : head}`);
  }

  received(message: string | Uint8Array): void {
    if (this.raw) this.line(`<<< ${message}`);
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
