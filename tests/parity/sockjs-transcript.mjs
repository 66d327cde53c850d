import { until } from '../support/condition.mjs';

const types = ['open', 'message', 'heartbeat', 'error', 'close'];

function detailsOf({ type, data, code, reason, wasClean }) {
  if (type === 'message') return [data];
  return type === 'close' ? [code, reason, wasClean] : [];
}

/**
 * Notes what a connection tells, to handlers and to listeners, and what is to be seen of it then. Heartbeats before it is
 * open are left out unless asked for: a stream's prelude is one to sockjs-client.
 */
export class Transcript {
  entries = [];
  isClosed = false;
  #notesEarlyHeartbeats;

  constructor(connection, { notesEarlyHeartbeats = false } = {}) {
    this.connection = connection;
    this.#notesEarlyHeartbeats = notesEarlyHeartbeats;
    for (const type of types) {
      connection.addEventListener(type, (event) => this.#note('listener', event));
      connection[`on${type}`] = (event) => this.#note('handler', event);
    }
  }

  #note(who, event) {
    const { readyState, transport, protocol, extensions } = this.connection;
    if (event.type === 'heartbeat' && readyState === 0 && !this.#notesEarlyHeartbeats) return;
    this.entries.push([who, event.type, ...detailsOf(event), readyState, transport ?? `${transport}`]);
    if (protocol !== '' || extensions !== '') this.entries.push([protocol, extensions]);
    if (who === 'listener' && event.type === 'close') this.isClosed = true;
  }

  /** The data of messages so far, as handlers had it. */
  get messages() {
    const ofHandler = this.entries.filter(([who, type]) => who === 'handler' && type === 'message');
    return ofHandler.map(([, , data]) => data);
  }

  has(type) {
    return this.entries.some(([who, each]) => who === 'listener' && each === type);
  }

  async opened() {
    await until(() => this.has('open') || this.isClosed, { what: 'open' });
    return this.entries;
  }

  /** All of it, once the close event was told and handlers were let go of. */
  async closed() {
    await until(() => this.isClosed, { what: 'the close event' });
    const { readyState, transport, onopen, onmessage, onheartbeat, onerror, onclose } = this.connection;
    const handlers = { onopen, onmessage, onheartbeat, onerror, onclose };
    const left = Object.keys(handlers).filter((name) => handlers[name] !== null);
    return [...this.entries, ['afterwards', readyState, transport ?? `${transport}`, left]];
  }
}
