import { byId, onSubmit } from './dom.js';
import { cut } from './format.js';

const MAX_TEXT = 500;

/** The usual first Spring application: a name to `/app/hello`, a greeting from `/topic/greetings`. */
export class Greeting {
  #name = byId('greet-name', HTMLInputElement);
  #output = byId('greeting', HTMLOutputElement);
  #connection;

  /**
   * @param {import('./connection.js').Connection} connection
   * @param {import('./error-list.js').ErrorList} errors
   */
  constructor(connection, errors) {
    this.#connection = connection;
    // From the start: Spring handles frames side by side, so a SUBSCRIBE just before the SEND may be late.
    connection.subscribe('/topic/greetings', (message) => this.#show(message.body));
    onSubmit(byId('greeting-form', HTMLFormElement), () => errors.guard(() => this.#greet()));
  }

  #greet() {
    this.#connection.publish({
      destination: '/app/hello',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: this.#name.value }),
    });
    this.#output.textContent = 'Waiting for the greeting…';
  }

  /** @param {string} body */
  #show(body) {
    this.#output.textContent = cut(readContent(body), MAX_TEXT);
  }
}

/** @param {string} body */
function readContent(body) {
  try {
    const { content } = JSON.parse(body);
    if (typeof content === 'string') return content;
  } catch {
    // Not JSON: shown as it is.
  }
  return body;
}
