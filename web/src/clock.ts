import { PageTimers } from './page-timers.js';

/** Where time comes from. There is one for the whole package, so that tests can be run in virtual time. */
export interface Clock {
  /** Monotonic, in milliseconds. */
  now(): number;
  /** When an event was made, by the time stamp that the browser gave it. */
  at(timeStamp: number): number;
  /**
   * Calls back once, `delay` milliseconds from now; what it returns is for `cancel`.
   * @param steady - a worker's timer is wanted while the page is visible, too
   */
  schedule(callback: () => void, delay: number, steady?: boolean): unknown;
  cancel(timer: unknown): void;
}

const timers = new PageTimers();

const systemClock: Clock = {
  now: () => timers.now(),
  at: (timeStamp) => timers.at(timeStamp),
  schedule: (callback, delay, steady = false) => timers.schedule(callback, delay, steady),
  cancel: (timer) => timers.cancel(timer as number),
};

/** The clock in use. */
export let clock: Clock = systemClock;

/** For tests: another clock, or the system's again. Connections that stand are not moved. */
export function useClock(other: Clock = systemClock): void {
  clock = other;
}
