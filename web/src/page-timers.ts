import { eventTarget } from './page-wake.js';
import { WorkerTimers } from './worker-timers.js';

// Longer ones would fire at once.
const longestDelay = 2 ** 31 - 1;
// Milliseconds. Browsers that guard against fingerprinting tell the time in steps of 100.
const coarseness = 150;

interface PageTimer {
  readonly callback: () => void;
  /** By `now`. */
  readonly due: number;
  /** When it can fire, which is before it is due where that is further away than a timer reaches. */
  readonly reached: number;
  /** How long that is from when it was set, in milliseconds. */
  readonly wait: number;
  readonly timeout: ReturnType<typeof setTimeout>;
  readonly steady: boolean;
}

/**
 * Timers of a page that keep their time where the page is hidden. Browsers let those of its own fire once a second
 * then, and once a minute after a while, but leave a worker's alone. So while the page is hidden each timer runs in a
 * worker too, and whichever fires first counts: where there can be no worker (Content-Security-Policy) they are late,
 * as they would have been.
 */
export class PageTimers {
  private readonly pending = new Map<number, PageTimer>();
  private readonly worker = new WorkerTimers((id) => this.fire(id));
  private last = 0;
  // What `performance.now` has missed.
  private offset = 0;
  private stopWatching: (() => void) | undefined;

  /** Monotonic, in milliseconds: a timer that has fired proves that its delay has passed. */
  now(): number {
    return performance.now() + this.offset;
  }

  /** By the same clock, of an event's time stamp. */
  at(timeStamp: number): number {
    return timeStamp + this.offset;
  }

  schedule(callback: () => void, delay: number, steady: boolean): number {
    const id = ++this.last;
    const wait = Math.min(delay, longestDelay);
    const now = this.now();
    const timeout = setTimeout(() => this.fire(id), wait);
    this.pending.set(id, { callback, due: now + delay, reached: now + wait, wait, timeout, steady });
    this.stopWatching ??= watchVisibility(() => this.handVisibility());
    if (steady || isHidden()) this.worker.set(id, wait);
    return id;
  }

  cancel(id: number): void {
    this.take(id);
    this.releaseSoon();
  }

  private fire(id: number): void {
    const timer = this.take(id);
    this.releaseSoon();
    if (timer === undefined) return;
    this.catchUp(timer);
    timer.callback();
  }

  // Tests with fake timers often leave `performance.now` alone, and some systems stop it while they sleep. Timers may
  // come early by a fraction.
  private catchUp({ reached, wait }: PageTimer): void {
    const missed = reached - this.now();
    if (missed > Math.min(coarseness, wait / 2)) this.offset += missed;
  }

  private take(id: number): PageTimer | undefined {
    const timer = this.pending.get(id);
    if (timer === undefined) return undefined;
    clearTimeout(timer.timeout);
    this.worker.clear(id);
    this.pending.delete(id);
    return timer;
  }

  private handVisibility(): void {
    if (isHidden()) {
      const now = this.now();
      for (const [id, { due }] of this.pending) {
        this.worker.set(id, Math.min(Math.max(0, due - now), longestDelay));
      }
    } else {
      this.releaseSoon();
    }
  }

  // Soon, since most timers are set again at once.
  private releaseSoon(): void {
    Promise.resolve().then(() => this.release());
  }

  private release(): void {
    const { pending } = this;
    if (!isHidden() && ![...pending.values()].some(({ steady }) => steady)) this.worker.end();
    if (pending.size > 0) return;
    this.worker.end();
    this.stopWatching?.();
    this.stopWatching = undefined;
  }
}

function isHidden(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'hidden';
}

function watchVisibility(onChange: () => void): (() => void) | undefined {
  const page = eventTarget('document');
  if (page === undefined) return undefined;
  page.addEventListener('visibilitychange', onChange);
  return () => page.removeEventListener('visibilitychange', onChange);
}
