/** Where time comes from. There is one for the whole package, so that tests can be run in virtual time. */
export interface Clock {
  /** Monotonic, in milliseconds. */
  now(): number;
  /** Calls back once, `delay` milliseconds from now; what it returns is for `cancel`. */
  schedule(callback: () => void, delay: number): unknown;
  cancel(timer: unknown): void;
}

// Longer ones would fire at once.
const longestDelay = 2 ** 31 - 1;

const systemClock: Clock = {
  now: () => performance.now(),
  schedule: (callback, delay) => setTimeout(callback, Math.min(delay, longestDelay)),
  cancel: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

/** The clock in use. */
export let clock: Clock = systemClock;

/** For tests: another clock, or the system's again. Connections that stand are not moved. */
export function useClock(other: Clock = systemClock): void {
  clock = other;
}
