import { byId, isAtEnd } from './dom.js';
import { count, plural } from './format.js';
import { frameRow, subject } from './frame-row.js';
import { paced } from './pace.js';
import { rawText } from './raw-text.js';
import { navigateRows } from './row-navigation.js';

/** @typedef {import('./observed-socket.js').Traffic} Traffic */

/** Rows that are kept; older ones are dropped, and the page says how many. */
const MAX_ROWS = 500;

/** What passed on the socket, oldest first, with filter, pause and clear; bounded on view and before. */
export class FrameLog {
  #list = byId('frames', HTMLOListElement);
  #count = byId('frames-count', HTMLElement);
  #filter = byId('frame-filter', HTMLInputElement);
  #direction = byId('frame-direction', HTMLSelectElement);
  #background = byId('frames-background', HTMLInputElement);
  #pause = byId('frames-pause', HTMLButtonElement);
  #updateStops = navigateRows(this.#list);
  #isProbe;
  /** @type {Map<Element, Traffic>} rows on the page, in their order */
  #rows = new Map();
  /** @type {Traffic[]} what came since the last flush */
  #pending = [];
  #dropped = 0;
  #paused = false;
  #draw = paced(() => {
    if (!this.#paused) this.#flush();
    this.#writeCount();
  });

  /** @param {(traffic: Traffic) => boolean} isProbe what belongs to the round-trip probe */
  constructor(isProbe) {
    this.#isProbe = isProbe;
    this.#filter.addEventListener('input', () => this.#refilter());
    this.#direction.addEventListener('change', () => this.#refilter());
    this.#pause.addEventListener('click', () => this.#togglePause());
    byId('frames-clear', HTMLButtonElement).addEventListener('click', () => this.#clear());
  }

  /** @param {Traffic} traffic */
  add(traffic) {
    if (!this.#background.checked && this.#isBackground(traffic)) return;
    this.#pending.push(traffic);
    if (this.#pending.length > MAX_ROWS) {
      this.#pending.shift();
      this.#dropped += 1;
    }
    this.#draw();
  }

  /** @param {Traffic} traffic */
  #isBackground(traffic) {
    return (traffic.kind === 'frame' && traffic.command === 'HEARTBEAT') || this.#isProbe(traffic);
  }

  #flush() {
    const follow = isAtEnd(this.#list);
    for (const traffic of this.#pending) {
      const row = frameRow(traffic);
      row.hidden = !this.#matches(traffic);
      this.#rows.set(row, traffic);
      this.#list.append(row);
    }
    this.#pending = [];
    for (const row of this.#rows.keys()) {
      if (this.#rows.size <= MAX_ROWS) break;
      this.#drop(row);
    }
    this.#updateStops();
    if (follow) this.#list.scrollTop = this.#list.scrollHeight;
  }

  /** @param {Element} row */
  #drop(row) {
    const hadFocus = row.contains(document.activeElement);
    const next = row.nextElementSibling;
    this.#rows.delete(row);
    row.remove();
    this.#dropped += 1;
    if (hadFocus) /** @type {HTMLElement | null | undefined} */ (next?.querySelector('summary'))?.focus();
  }

  #refilter() {
    for (const [row, traffic] of this.#rows) row.toggleAttribute('hidden', !this.#matches(traffic));
    this.#updateStops();
    this.#list.scrollTop = this.#list.scrollHeight;
    this.#writeCount();
  }

  /** @param {Traffic} traffic */
  #matches(traffic) {
    const sought = this.#filter.value.trim().toLowerCase();
    const direction = this.#direction.value;
    if (traffic.kind === 'socket') return direction === '' && traffic.text.toLowerCase().includes(sought);
    if (direction !== '' && traffic.direction !== direction) return false;
    return (
      sought === '' ||
      subject(traffic).toLowerCase().includes(sought) ||
      rawText(traffic.kept, traffic.size).toLowerCase().includes(sought)
    );
  }

  #togglePause() {
    this.#paused = !this.#paused;
    this.#pause.setAttribute('aria-pressed', String(this.#paused));
    this.#pause.textContent = this.#paused ? 'Resume' : 'Pause';
    this.#draw();
  }

  #clear() {
    this.#rows.clear();
    this.#pending = [];
    this.#dropped = 0;
    this.#list.replaceChildren();
    this.#writeCount();
  }

  #writeCount() {
    const hidden = this.#list.querySelectorAll(':scope > [hidden]').length;
    const parts = [this.#rows.size === 0 ? 'No frames yet' : plural(this.#rows.size, 'row')];
    if (hidden > 0) parts.push(`${count(hidden)} hidden by the filter`);
    if (this.#dropped > 0) parts.push(`${count(this.#dropped)} older dropped`);
    if (this.#paused) parts.push(`paused, ${count(this.#pending.length)} waiting`);
    this.#count.textContent = `${parts.join(' · ')}.`;
  }
}
