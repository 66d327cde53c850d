/** A socket of a page that carries nothing anywhere, so that only the library is measured. */
export class QuietSocket {
  readyState = 0;
  url = 'ws://quiet.test';
  binaryType = 'arraybuffer';
  sent = { frames: 0, units: 0, last: 0 };
  onopen = null;
  onmessage = null;
  onerror = null;
  onclose = null;

  send(data) {
    this.sent.frames += 1;
    this.sent.units += typeof data === 'string' ? data.length : data.byteLength;
    // Makes one piece of text that was put together, which a real socket can't do without.
    this.sent.last += typeof data === 'string' ? data.charCodeAt(data.length - 1) : data.at(-1);
  }
  close() {
    this.readyState = 3;
    this.onclose?.({ code: 1000, reason: '', wasClean: true });
  }

  takeSent() {
    const { sent } = this;
    this.sent = { frames: 0, units: 0, last: 0 };
    return sent;
  }
}

/** From here on what it delivers counts as delivered by a page's own socket, whose buffers nobody uses again. */
export function standInForWebSocket() {
  globalThis.WebSocket = QuietSocket;
}
