/** The page's going is told by `pagehide` alone: `unload` would keep it out of the back/forward cache. */
export class PageLife {
  private readonly listen: (() => void) | undefined;

  constructor(onHide: () => void) {
    // Workers are told nothing; Node has no page.
    if (typeof addEventListener !== 'function' || typeof document === 'undefined') return;
    this.listen = () => onHide();
    addEventListener('pagehide', this.listen);
  }

  end(): void {
    if (this.listen !== undefined) removeEventListener('pagehide', this.listen);
  }
}
