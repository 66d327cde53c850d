import { button, element } from './dom.js';
import { timeOfDay } from './format.js';

const MAX_ERRORS = 20;

/** The errors on view, newest last. A repetition of the newest is counted; beyond 20 the oldest goes. */
export class ErrorList {
  #list;

  /** @param {HTMLUListElement} list a live region, so that additions are read aloud */
  constructor(list) {
    this.#list = list;
  }

  /**
   * @param {string} text
   * @param {string} [kind] what `settle` finds it by
   */
  report(text, kind = '') {
    const newest = this.#list.lastElementChild;
    if (newest instanceof HTMLLIElement && newest.dataset.text === text && !isSettled(newest)) {
      this.#repeat(newest);
      return;
    }
    const item = element(
      'li',
      {},
      element('time', { text: timeOfDay(new Date()) }),
      element('span', { className: 'text', text }),
    );
    item.dataset.text = text;
    item.dataset.kind = kind;
    const dismiss = button('Dismiss', () => this.#dismiss(item));
    dismiss.setAttribute('aria-label', `Dismiss: ${text}`);
    item.append(dismiss);
    this.#list.append(item);
    while (this.#list.childElementCount > MAX_ERRORS) this.#list.firstElementChild?.remove();
    this.#list.scrollTop = this.#list.scrollHeight;
  }

  /**
   * Marks the errors of one kind as over, and says so behind each.
   * @param {string} kind
   * @param {string} note
   */
  settle(kind, note) {
    for (const item of this.#list.children) {
      if (!(item instanceof HTMLLIElement) || item.dataset.kind !== kind || isSettled(item)) continue;
      item.classList.add('settled');
      item.querySelector('.text')?.append(` ${note}`);
    }
  }

  /**
   * Runs an action and reports what it throws.
   * @param {() => void} action
   */
  guard(action) {
    try {
      action();
    } catch (error) {
      this.report(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {HTMLLIElement} item */
  #repeat(item) {
    const times = Number(item.dataset.times ?? 1) + 1;
    item.dataset.times = String(times);
    let counter = item.querySelector('.times');
    if (!counter) {
      counter = element('span', { className: 'times' });
      // Counted on view only: a retry each second must not be read aloud each second.
      counter.setAttribute('aria-hidden', 'true');
      item.querySelector('.text')?.after(counter);
    }
    counter.textContent = `×${times}`;
  }

  /** @param {HTMLLIElement} item */
  #dismiss(item) {
    const neighbour = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    neighbour?.querySelector('button')?.focus();
  }
}

/** @param {Element} item */
function isSettled(item) {
  return item.classList.contains('settled');
}
