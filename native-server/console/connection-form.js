import { byId, onSubmit } from './dom.js';
import { parseHeaderLines } from './header-lines.js';

/** @typedef {import('./connection.js').Settings} Settings */

/** Where to connect and as whom; tells the settings on Connect. */
export class ConnectionForm {
  #url = byId('broker-url', HTMLInputElement);
  #login = byId('login', HTMLInputElement);
  #passcode = byId('passcode', HTMLInputElement);
  #headers = byId('connect-headers', HTMLTextAreaElement);
  #outgoing = byId('heartbeat-outgoing', HTMLInputElement);
  #incoming = byId('heartbeat-incoming', HTMLInputElement);
  #connect = byId('connect', HTMLButtonElement);
  #disconnect = byId('disconnect', HTMLButtonElement);

  /**
   * @param {object} actions
   * @param {(settings: Settings) => void} actions.connect
   * @param {() => void} actions.disconnect
   * @param {import('./error-list.js').ErrorList} errors
   */
  constructor({ connect, disconnect }, errors) {
    this.#url.value ||= `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
    onSubmit(byId('connection-form', HTMLFormElement), () => errors.guard(() => connect(this.#read())));
    this.#disconnect.addEventListener('click', disconnect);
  }

  /** @param {import('./connection.js').State} state */
  show({ name }) {
    const idle = name === 'Disconnected';
    this.#connect.textContent = idle ? 'Connect' : 'Reconnect';
    // A disabled button loses the keyboard's place, so it is handed on first.
    if (idle && document.activeElement === this.#disconnect) this.#connect.focus();
    this.#disconnect.disabled = idle;
  }

  /** @returns {Settings} @throws {Error} for a URL that neither WebSocket nor SockJS takes and for a malformed header line */
  #read() {
    /** @type {Record<string, string>} */
    const credentials = {};
    if (this.#login.value) credentials.login = this.#login.value;
    if (this.#passcode.value) credentials.passcode = this.#passcode.value;
    return {
      url: readUrl(this.#url.value.trim()),
      headers: { ...credentials, ...parseHeaderLines(this.#headers.value) },
      heartbeatOutgoing: this.#outgoing.valueAsNumber,
      heartbeatIncoming: this.#incoming.valueAsNumber,
    };
  }
}

/** @param {string} text */
function readUrl(text) {
  if (!URL.canParse(text))
    throw new Error(
      `'${text}' is not a URL; write ws://host:port/path, or http://host:port/path for SockJS.`,
    );
  const { protocol, hash } = new URL(text);
  if (!['ws:', 'wss:', 'http:', 'https:'].includes(protocol)) {
    throw new Error(`The broker URL begins with ${protocol} and must begin with ws:, wss:, http: or https:.`);
  }
  if (hash) throw new Error('A broker URL has no #fragment.');
  return text;
}
