import { report } from './errors.js';

/**
 * Carries out what a session puts out. What acts (opens, sends, closes) is done at once and in order; what tells the
 * application something is done in order by the outermost call. So a callback that publishes has sent when
 * `publish` returns, and what follows from it is told behind what waits already. What throws is reported, and keeps
 * nothing else from being done.
 */
export class DrainLoop {
  private readonly actions: (() => void)[] = [];
  // Four places for each: what is called, and with what. A closure would be two objects more for each message.
  private readonly events: unknown[] = [];
  private acting = false;
  private telling = false;

  /** `onIdle`: everything was told. */
  constructor(private readonly onIdle: () => void) {}

  act(action: () => void): void {
    this.actions.push(action);
  }

  tell(event: () => void): void {
    this.events.push(event, undefined, undefined, undefined);
  }
  tellOf<A, B, C>(event: (a: A, b: B, c: C) => void, a: A, b: B, c: C): void {
    this.events.push(event, a, b, c);
  }

  /** Does what was pushed, unless an outer call is about to. */
  run(): void {
    if (this.acting) return;
    if (this.actions.length > 0) {
      this.acting = true;
      doAll(this.actions);
      this.acting = false;
    }
    if (this.telling) return;
    if (this.events.length > 0) {
      this.telling = true;
      tellAll(this.events);
      this.telling = false;
    }
    this.onIdle();
  }
}

// The list may grow while it is done.
function doAll(list: (() => void)[]): void {
  for (let i = 0; i < list.length; i++) {
    try {
      (list[i] as () => void)();
    } catch (error) {
      report(error);
    }
  }
  empty(list);
}

function tellAll(list: unknown[]): void {
  for (let i = 0; i < list.length; i += 4) {
    try {
      (list[i] as (...values: unknown[]) => void)(list[i + 1], list[i + 2], list[i + 3]);
    } catch (error) {
      report(error);
    }
  }
  empty(list);
}

// Quicker than to set the length, where there is little.
function empty(list: unknown[]): void {
  if (list.length > 4) list.length = 0;
  while (list.length > 0) list.pop();
}
