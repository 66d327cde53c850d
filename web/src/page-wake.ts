/** Tells when a page has come back: it was frozen or hidden, or its network was gone. Workers know of their network alone. */
export class PageWake {
  private end: (() => void) | undefined;

  constructor(private readonly onWake: () => void) {}

  start(): void {
    this.end ??= listen(this.onWake);
  }

  stop(): void {
    this.end?.();
    this.end = undefined;
  }
}

/** What shims put in the place of a document or a window need not have events. */
export function eventTarget(name: 'document' | 'globalThis'): EventTarget | undefined {
  const target = (globalThis as unknown as Record<string, Partial<EventTarget> | undefined>)[name];
  const { addEventListener, removeEventListener } = target ?? {};
  if (typeof addEventListener !== 'function' || typeof removeEventListener !== 'function') return undefined;
  return target as EventTarget;
}

function listen(onWake: () => void): () => void {
  const page = eventTarget('document');
  const surroundings = eventTarget('globalThis');
  const onShown = (event: Event) => {
    if ((event as PageTransitionEvent).persisted) onWake();
  };
  const onVisibility = () => {
    if (document.visibilityState === 'visible') onWake();
  };
  const pairs: [EventTarget | undefined, string, (event: Event) => void][] = [
    [surroundings, 'online', onWake],
    [page && surroundings, 'pageshow', onShown],
    [page, 'resume', onWake],
    [page, 'visibilitychange', onVisibility],
  ];
  for (const [target, type, listener] of pairs) target?.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of pairs) target?.removeEventListener(type, listener);
  };
}
