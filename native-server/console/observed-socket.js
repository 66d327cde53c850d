import { describeClose } from './close-code.js';
import { FrameCutter } from './frame-cutter.js';

/** @typedef {import('./frame-cutter.js').WireFrame} WireFrame */
/** @typedef {{kind: 'frame', at: Date, direction: 'in' | 'out', binary: boolean}} Circumstances */
/** @typedef {WireFrame & Circumstances} ObservedFrame */
/** @typedef {{kind: 'socket', at: Date, text: string}} SocketNote */
/** @typedef {ObservedFrame | SocketNote} Traffic */

/**
 * Tells what passes on a socket, in the order in which it passes, without changing it.
 * @param {WebSocket | import('hoofbeat/sockjs').SockJS} socket
 * @param {(traffic: Traffic) => void} onTraffic must not throw: it runs inside the client's own sends
 */
export function observeSocket(socket, onTraffic) {
  const incoming = new FrameCutter();
  const outgoing = new FrameCutter();

  /** @param {'in' | 'out'} direction @param {WireFrame[]} frames @param {boolean} binary */
  const tell = (direction, frames, binary) => {
    for (const frame of frames) onTraffic({ ...frame, kind: 'frame', at: new Date(), direction, binary });
  };
  /** @param {string} text */
  const note = (text) => onTraffic({ kind: 'socket', at: new Date(), text });

  if ('binaryType' in socket) socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    const how =
      'transport' in socket ? `SockJS over ${socket.transport}` : `subprotocol ${socket.protocol || 'none'}`;
    note(`open: ${socket.url}, ${how}`);
  });
  socket.addEventListener('message', ({ data }) => {
    tell('in', incoming.push(toBytes(data)), typeof data !== 'string');
  });
  socket.addEventListener('close', (event) => {
    tell('in', incoming.end(), false);
    note(`closed: ${describeClose(event)}`);
  });
  const send = socket.send.bind(socket);
  socket.send = (data) => {
    send(data);
    if (!(data instanceof Blob)) tell('out', outgoing.push(toBytes(data)), typeof data !== 'string');
  };
}

/** @param {string | ArrayBufferLike | ArrayBufferView} data @returns {Uint8Array} */
function toBytes(data) {
  if (typeof data === 'string') return new TextEncoder().encode(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return new Uint8Array(data);
}
