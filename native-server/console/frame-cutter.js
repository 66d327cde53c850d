/** Bytes of a frame that are kept for display; the rest is counted only. */
export const KEPT_BYTES = 16384;

const NUL = 0;
const LF = 10;
const CR = 13;

/**
 * One frame as it was on the wire. The command HEARTBEAT stands for an end of line between frames, UNREADABLE
 * for what does not begin as a frame.
 * @typedef {object} WireFrame
 * @property {string} command
 * @property {Map<string, string>} headers as written, escapes and all; the first of each name counts
 * @property {number} size bytes, with the closing NUL
 * @property {Uint8Array} kept the first `KEPT_BYTES` at most
 * @property {boolean} incomplete the socket closed before the frame ended
 */

/**
 * Cuts what passes on a socket into frames, for display. A witness beside the client, which does its own
 * parsing, so it judges nothing: linear time and constant memory whatever comes and however it is split.
 */
export class FrameCutter {
  /** @type {'between' | 'head' | 'counted' | 'open'} */
  #phase = 'between';
  #kept = new Uint8Array(KEPT_BYTES);
  #keptLength = 0;
  #size = 0;
  #lineLength = 0;
  #remaining = 0;
  /** @type {ReturnType<typeof readHead>} */
  #head = readHead('');

  /**
   * @param {Uint8Array} bytes the payload of one WebSocket message; copied where kept
   * @returns {WireFrame[]} the frames that end in it
   */
  push(bytes) {
    if (this.#phase === 'between' && bytes.length > 0 && bytes.every(isEol)) return [heartbeat(bytes)];
    /** @type {WireFrame[]} */
    const frames = [];
    let at = 0;
    while (at < bytes.length) {
      if (this.#phase === 'between') at = this.#skipEols(bytes, at);
      else if (this.#phase === 'head') at = this.#readHeadLine(bytes, at, frames);
      else at = this.#readBody(bytes, at, frames);
    }
    return frames;
  }

  /** @returns {WireFrame[]} the frame that the end of the connection cut off, if there is one */
  end() {
    return this.#phase === 'between' ? [] : [this.#finish(true)];
  }

  /** @param {Uint8Array} bytes @param {number} at */
  #skipEols(bytes, at) {
    while (at < bytes.length && isEol(bytes[at])) at += 1;
    if (at < bytes.length) {
      this.#phase = 'head';
      this.#keptLength = this.#size = this.#lineLength = 0;
    }
    return at;
  }

  /** @param {Uint8Array} bytes @param {number} at @param {WireFrame[]} frames */
  #readHeadLine(bytes, at, frames) {
    let end = at;
    while (end < bytes.length && bytes[end] !== LF && bytes[end] !== NUL) {
      if (bytes[end] !== CR) this.#lineLength += 1;
      end += 1;
    }
    const next = Math.min(end + 1, bytes.length);
    this.#take(bytes.subarray(at, next));
    if (end === bytes.length) return next;
    if (bytes[end] === NUL) {
      this.#head = readHead(this.#keptText());
      frames.push(this.#finish(false));
    } else if (this.#lineLength === 0) {
      this.#beginBody();
    }
    this.#lineLength = 0;
    return next;
  }

  #beginBody() {
    this.#head = readHead(this.#keptText());
    const length = this.#head.headers.get('content-length') ?? '';
    this.#phase = /^\d{1,15}$/.test(length) ? 'counted' : 'open';
    this.#remaining = Number(length) + 1;
  }

  /** @param {Uint8Array} bytes @param {number} at @param {WireFrame[]} frames */
  #readBody(bytes, at, frames) {
    let next = bytes.length;
    let ends = false;
    if (this.#phase === 'counted') {
      next = Math.min(next, at + this.#remaining);
      this.#remaining -= next - at;
      ends = this.#remaining === 0;
    } else {
      const nul = bytes.indexOf(NUL, at);
      ends = nul >= 0;
      if (ends) next = nul + 1;
    }
    this.#take(bytes.subarray(at, next));
    if (ends) frames.push(this.#finish(false));
    return next;
  }

  /** @param {Uint8Array} bytes */
  #take(bytes) {
    this.#size += bytes.length;
    const room = bytes.subarray(0, KEPT_BYTES - this.#keptLength);
    this.#kept.set(room, this.#keptLength);
    this.#keptLength += room.length;
  }

  /** @param {boolean} incomplete @returns {WireFrame} */
  #finish(incomplete) {
    if (this.#phase === 'head') this.#head = readHead(this.#keptText());
    this.#phase = 'between';
    return { ...this.#head, size: this.#size, kept: this.#kept.slice(0, this.#keptLength), incomplete };
  }

  #keptText() {
    return new TextDecoder().decode(this.#kept.subarray(0, this.#keptLength));
  }
}

/** @param {number} byte */
function isEol(byte) {
  return byte === LF || byte === CR;
}

/** @param {Uint8Array} bytes @returns {WireFrame} */
function heartbeat(bytes) {
  const kept = bytes.slice(0, KEPT_BYTES);
  return { command: 'HEARTBEAT', headers: new Map(), size: bytes.length, kept, incomplete: false };
}

/** @param {string} text command line and header lines */
function readHead(text) {
  const [first = '', ...lines] = text.split(/\r?\n/);
  /** @type {Map<string, string>} */
  const headers = new Map();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1));
  }
  const word = first.replace(/\0$/, '');
  return { command: /^[A-Z]{3,12}$/.test(word) ? word : 'UNREADABLE', headers };
}
