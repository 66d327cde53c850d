import type { Connection } from '../shared/connection';
import { type Note, noteCodec, withNote } from '../shared/note';

/** `<stomp-notes destination="/topic/…">`: the notes that arrive while it is in the document. */
export class StompNotes extends HTMLElement {
  static observedAttributes = ['destination'];
  /** Set before there is an element of this kind. */
  static connection: Connection;

  #notes: readonly Note[] = [];
  #end: (() => void) | undefined;

  connectedCallback(): void {
    this.classList.add('panel', 'board');
    this.#show(undefined);
    this.#subscribe();
  }

  disconnectedCallback(): void {
    this.#end?.();
    this.#end = undefined;
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#subscribe();
  }

  #subscribe(): void {
    this.#end?.();
    this.#end = undefined;
    const destination = this.getAttribute('destination');
    if (destination === null) return;
    this.#end = StompNotes.connection.subscribe(
      destination,
      noteCodec,
      (note) => {
        this.#notes = withNote(this.#notes, note);
        this.#show(undefined);
      },
      ({ message }) => this.#show(message),
    );
  }

  #show(error: string | undefined): void {
    const list = element('ul', 'notes', '');
    list.append(...this.#notes.map(({ text }) => element('li', '', text)));
    this.replaceChildren(element('h2', '', 'Notes'), list);
    if (this.#notes.length === 0) list.before(element('p', 'hint', 'None yet.'));
    if (error === undefined) return;
    const line = element('p', 'error', error);
    line.role = 'alert';
    this.append(line);
  }
}

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
