import { byId, element, isAtEnd, onSubmit } from './dom.js';
import { cut, timeOfDay } from './format.js';

const DESTINATION = '/topic/chat';
const MAX_LINES = 200;
const MAX_TEXT = 2000;
const MAX_NAME = 40;

/**
 * Two tabs, or two machines, talking over `/topic/chat`. A line is JSON, `{"name": …, "text": …}`; what is
 * not is shown as it came.
 */
export class Chat {
  #name = byId('chat-name', HTMLInputElement);
  #text = byId('chat-text', HTMLInputElement);
  #log = byId('chat-log', HTMLOListElement);
  #connection;

  /**
   * @param {import('./connection.js').Connection} connection
   * @param {import('./error-list.js').ErrorList} errors
   */
  constructor(connection, errors) {
    this.#connection = connection;
    // A scrolling list without anything to press in it is out of the keyboard's reach in some browsers.
    this.#log.tabIndex = 0;
    connection.subscribe(DESTINATION, (message) => this.#show(readLine(message.body)));
    onSubmit(byId('chat-form', HTMLFormElement), () => errors.guard(() => this.#send()));
  }

  #send() {
    const line = { name: this.#ownName(), text: this.#text.value };
    this.#connection.publish({
      destination: DESTINATION,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(line),
    });
    this.#text.value = '';
    this.#text.focus();
  }

  #ownName() {
    return this.#name.value.trim() || 'anonymous';
  }

  /** @param {{name: string, text: string}} line */
  #show({ name, text }) {
    const follow = isAtEnd(this.#log);
    this.#log.append(
      element(
        'li',
        { className: name === this.#ownName() ? 'own' : '' },
        element('time', { text: timeOfDay(new Date()).slice(0, 8) }),
        element('b', { text: cut(name, MAX_NAME) }),
        element('span', { text: cut(text, MAX_TEXT) }),
      ),
    );
    while (this.#log.childElementCount > MAX_LINES) this.#log.firstElementChild?.remove();
    if (follow) this.#log.scrollTop = this.#log.scrollHeight;
  }
}

/** @param {string} body */
function readLine(body) {
  try {
    const { name, text } = JSON.parse(body);
    if (typeof name === 'string' && typeof text === 'string') return { name, text };
  } catch {
    // Not JSON, or null: somebody else's text, shown as it is.
  }
  return { name: 'unknown', text: body };
}
