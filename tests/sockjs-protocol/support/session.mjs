import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Receiver } from './receivers.mjs';

/** A path for a session that does not exist yet. */
export function sessionPath(service = '/echo') {
  return `${service}/000/${randomUUID()}`;
}

/** A session over HTTP, as a client sees it. */
export class Session {
  constructor(target, service) {
    this.target = target;
    this.path = sessionPath(service);
  }

  /** A session that has been opened by a poll. */
  static async opened(target, service) {
    const session = new Session(target, service);
    assert.equal(await session.poll(), 'o');
    return session;
  }

  /** One poll: the frame that it gets. */
  async poll() {
    const response = await this.target.post(`${this.path}/xhr`);
    assert.equal(response.status, 200);
    assert.equal(response.text.at(-1), '\n');
    return response.text.slice(0, -1);
  }

  /** A receiving request; see receivers.mjs for the names. */
  receive(name, options) {
    return Receiver.open(this.target, this, name, options);
  }

  /** POSTs text as it is. */
  post(text, options) {
    return this.target.post(`${this.path}/xhr_send`, text, options);
  }

  /** Sends messages, which the server must take. */
  async send(...messages) {
    const response = await this.post(JSON.stringify(messages));
    assert.equal(response.status, 204);
  }

  /** Does the server know it? A message of nothing asks, which neither receives nor prolongs. */
  async isKnown() {
    const { status } = await this.post('[]');
    assert.ok(status === 204 || status === 404, `status ${status}`);
    return status === 204;
  }
}

/** The messages of a frame `a[…]`. */
export function messagesOf(frame) {
  assert.match(frame, /^a\[.*\]$/s);
  return JSON.parse(frame.slice(1));
}
