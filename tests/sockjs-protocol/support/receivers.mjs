import assert from 'node:assert/strict';

const javascript = 'application/javascript; charset=UTF-8';
const htmlHeadLength = 1024;

function inside(text, before, after) {
  assert.ok(text.startsWith(before) && text.endsWith(after), `no frame: ${JSON.stringify(text)}`);
  return text.slice(before.length, text.length - after.length);
}

/**
 * The endpoints that receive: how each asks, what it answers first, and how it wraps a frame of SockJS.
 *
 * - `streams`: many frames in one response, and a chunk for each
 * - `isPrelude`: whether a chunk is all of what goes in front of the frames
 * - `divide`: a prelude and the one frame behind it
 * - `unwrap`: the frame that a chunk holds
 */
export const receivers = {
  xhr: {
    method: 'POST',
    path: '/xhr',
    contentType: javascript,
    streams: false,
    unwrap: (text) => inside(text, '', '\n'),
  },
  jsonp: {
    method: 'GET',
    path: '/jsonp?c=callback',
    contentType: javascript,
    streams: false,
    unwrap: (text) => JSON.parse(inside(text, '/**/callback(', ');\r\n')),
  },
  xhr_streaming: {
    method: 'POST',
    path: '/xhr_streaming',
    contentType: javascript,
    streams: true,
    isPrelude: (chunk) => chunk === `${'h'.repeat(2048)}\n`,
    divide: (body) => body.split(/(?<=h\n)/),
    unwrap: (text) => inside(text, '', '\n'),
  },
  eventsource: {
    method: 'GET',
    path: '/eventsource',
    contentType: 'text/event-stream',
    streams: true,
    isPrelude: (chunk) => chunk === '\r\n',
    divide: (body) => body.split(/(?<=^\r\n)/),
    // Clients decode the data as a URI, so that a server has to encode at least the percent sign.
    unwrap: (text) => decodeURI(inside(text, 'data: ', '\r\n\r\n')),
  },
  htmlfile: {
    method: 'GET',
    path: '/htmlfile?c=callback',
    contentType: 'text/html; charset=UTF-8',
    streams: true,
    isPrelude: (chunk) => chunk.startsWith('<!doctype html>') && chunk.length >= htmlHeadLength,
    divide: (body) => body.split(/(?=<script>\np)/),
    unwrap: (text) => JSON.parse(inside(text, '<script>\np(', ');\n</script>\r\n')),
  },
};

export const streamingReceivers = Object.fromEntries(
  Object.entries(receivers).filter(([, { streams }]) => streams),
);

/** The response to a receiving request on HTTP/1.1, frame by frame. */
export class Receiver {
  #kind;
  #pieces;

  constructor(kind, response) {
    this.#kind = kind;
    this.response = response;
  }

  /** Asks, on a connection of its own; resolves when the head, and the prelude of a stream, are there. */
  static async open(target, session, name, options = {}) {
    const kind = receivers[name];
    const response = await target.open(kind.method, session.path + kind.path, options);
    assert.equal(response.status, 200);
    const receiver = new Receiver(kind, response);
    if (kind.streams) receiver.prelude = await receiver.#readPrelude();
    return receiver;
  }

  async #readPrelude() {
    const chunk = await this.#piece();
    assert.ok(this.#kind.isPrelude(chunk), `no prelude: ${JSON.stringify(chunk)}`);
    return chunk;
  }

  /** The next chunk; where an answer that is over at once came with its length, the next of its pieces. */
  async #piece() {
    if (this.response.framing === 'chunked') return this.response.chunk();
    this.#pieces ??= this.#kind.divide(await this.response.body());
    return this.#pieces.shift();
  }

  /** The next frame of a stream; undefined when the response is complete. */
  async frame() {
    const piece = await this.#piece();
    return piece === undefined ? undefined : this.#kind.unwrap(piece);
  }

  /** The one frame of a response that is no stream, or the last of one that is; the response ends behind it. */
  async lastFrame() {
    if (!this.#kind.streams) return this.#kind.unwrap(await this.response.body());
    const frame = await this.frame();
    assert.equal(await this.#piece(), undefined);
    return frame;
  }

  abort() {
    this.response.connection.destroy();
  }
}
