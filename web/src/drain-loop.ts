import { report } from './errors.js';

/**
 * Carries out what a session puts out. What acts (opens, sends, closes) is done at once and in order; what tells the
 * application something is done in order by the outermost call. So a callback that publishes has sent when
 * `publish` returns, and what follows from it is told behind what waits already. What throws is reported, and keeps
 * nothing else from being done.
 */
export class DrainLoop {
  private readonly actions: (() => void)[] = [];
  private readonly events: (() => void)[] = [];
  private acting = false;
  private telling = false;

  /** `onIdle`: everything was told. */
  constructor(private readonly onIdle: () => void) {}

  act(action: () => void): void {
    this.actions.push(action);
  }

  tell(event: () => void): void {
    this.events.push(event);
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
      doAll(this.events);
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
  // Quicker than to set the length, where there is one.
  if (list.length === 1) list.pop();
  else list.length = 0;
}
