import type { Clock } from './clock.js';

const never = Number.POSITIVE_INFINITY;

/**
 * Calls back when a deadline has come. Deadlines are put off with every message that arrives, so a timer that
 * would come too early is left alone, and looks again when it does.
 */
export class DeadlineTimer {
  private deadline = never;
  private armedFor = never;
  private timer: unknown;

  constructor(
    private readonly clock: Clock,
    private readonly onDue: () => void,
  ) {}

  /** In the clock's milliseconds; infinity: none. */
  set(deadline: number): void {
    this.deadline = deadline;
    if (deadline < this.armedFor) this.arm();
    // Left armed it would keep a process alive.
    else if (deadline === never) this.disarm();
  }

  private arm(): void {
    this.disarm();
    this.armedFor = this.deadline;
    // Rounded up: a timer that comes early by a fraction would only be set again.
    const delay = Math.max(0, Math.ceil(this.deadline - this.clock.now()));
    this.timer = this.clock.schedule(() => this.fired(), delay);
  }

  private disarm(): void {
    if (this.armedFor !== never) this.clock.cancel(this.timer);
    this.armedFor = never;
  }

  private fired(): void {
    this.armedFor = never;
    if (this.deadline === never) return;
    if (this.clock.now() >= this.deadline) this.onDue();
    else this.arm();
  }
}
