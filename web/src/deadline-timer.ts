import type { Clock } from './clock.js';

const never = Number.POSITIVE_INFINITY;
/** Milliseconds. A timer this late tells of a page that was busy, or asleep. */
const late = 50;

/**
 * Calls back when a deadline has come. Deadlines are put off with every message that arrives, so a timer that
 * would come too early is left alone, and looks again when it does. One that comes late lets what arrived meanwhile,
 * and waits behind it, go first.
 */
export class DeadlineTimer {
  private deadline = never;
  private armedFor = never;
  private timer: unknown;
  private hasGivenWay = false;
  /** Whether timers are a worker's from now on, while the page is visible too. */
  steady = false;

  constructor(
    private readonly clock: Clock,
    private readonly onDue: () => void,
  ) {}

  /** In the clock's milliseconds; infinity: none. */
  set(deadline: number): void {
    this.deadline = deadline;
    if (deadline < this.armedFor || this.isHeldBack()) this.arm();
    // Left armed it would keep a process alive.
    else if (deadline === never) this.disarm();
  }

  // Hidden pages hold timers back for a second or a minute, those that were overdue as they were frozen too; but not a
  // new one that is due at once.
  private isHeldBack(): boolean {
    return this.armedFor < this.deadline && this.deadline !== never && this.armedFor < this.clock.now();
  }

  private arm(): void {
    // Rounded up: a timer that comes early by a fraction would only be set again.
    const delay = Math.max(0, Math.ceil(this.deadline - this.clock.now()));
    this.schedule(delay);
  }

  private schedule(delay: number): void {
    this.disarm();
    this.armedFor = this.deadline;
    this.timer = this.clock.schedule(() => this.fired(), delay, this.steady);
  }

  private disarm(): void {
    if (this.armedFor !== never) this.clock.cancel(this.timer);
    this.armedFor = never;
  }

  private fired(): void {
    this.armedFor = never;
    if (this.deadline === never) return;
    const overdue = this.clock.now() - this.deadline;
    if (overdue < 0) return this.arm();
    this.hasGivenWay = overdue > late && !this.hasGivenWay;
    if (this.hasGivenWay) this.schedule(0);
    else this.onDue();
  }
}
