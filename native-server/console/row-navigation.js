/**
 * Makes a list of `<details>` one stop of the Tab key: within it the arrow keys, Home and End move.
 * @param {HTMLElement} list
 * @returns {() => void} to be called when rows came, went, or changed visibility
 */
export function navigateRows(list) {
  /** @returns {HTMLElement[]} */
  const reachable = () => [...list.querySelectorAll('summary')].filter((row) => !row.closest('li')?.hidden);

  /** @param {HTMLElement} target */
  const makeStop = (target) => {
    for (const stop of list.querySelectorAll('summary[tabindex="0"]')) stop.setAttribute('tabindex', '-1');
    target.tabIndex = 0;
  };

  list.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.localName === 'summary') makeStop(target);
  });
  list.addEventListener('keydown', (event) => {
    const rows = reachable();
    const here = rows.indexOf(/** @type {HTMLElement} */ (event.target));
    if (here < 0) return;
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    rows[Math.min(Math.max(to, 0), rows.length - 1)].focus();
  });

  return () => {
    if (list.querySelector(':scope > li:not([hidden]) summary[tabindex="0"]')) return;
    const newest = reachable().at(-1);
    if (newest) makeStop(newest);
  };
}
