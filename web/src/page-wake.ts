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

function listen(onWake: () => void): () => void {
  const page = typeof document === 'undefined' ? undefined : document;
  const onShown = (event: Event) => {
    if ((event as PageTransitionEvent).persisted) onWake();
  };
  const onVisibility = () => {
    if (page?.visibilityState === 'visible') onWake();
  };
  const pairs: [EventTarget | undefined, string, (event: Event) => void][] = [
    [
      typeof addEventListener === 'function' ? (globalThis as unknown as EventTarget) : undefined,
      'online',
      onWake,
    ],
    [page && (globalThis as unknown as EventTarget), 'pageshow', onShown],
    [page, 'resume', onWake],
    [page, 'visibilitychange', onVisibility],
  ];
  for (const [target, type, listener] of pairs) target?.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of pairs) target?.removeEventListener(type, listener);
  };
}
