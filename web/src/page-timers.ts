import { WorkerTimers } from './worker-timers.js';

// Longer ones would fire at once.
const longestDelay = 2 ** 31 - 1;

interface PageTimer {
  readonly callback: () => void;
  /** By `performance.now`. */
  readonly due: number;
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
  private stopWatching: (() => void) | undefined;

  schedule(callback: () => void, delay: number, steady: boolean): number {
    const id = ++this.last;
    const timeout = setTimeout(() => this.fire(id), Math.min(delay, longestDelay));
    this.pending.set(id, { callback, due: performance.now() + delay, timeout, steady });
    this.stopWatching ??= watchVisibility(() => this.handVisibility());
    if (steady || isHidden()) this.worker.set(id, delay);
    return id;
  }

  cancel(id: number): void {
    this.take(id);
    this.releaseSoon();
  }

  private fire(id: number): void {
    const timer = this.take(id);
    this.releaseSoon();
    timer?.callback();
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
      const now = performance.now();
      for (const [id, { due }] of this.pending) this.worker.set(id, Math.max(0, due - now));
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
  if (typeof document === 'undefined') return undefined;
  const page = document;
  page.addEventListener('visibilitychange', onChange);
  return () => page.removeEventListener('visibilitychange', onChange);
}
