import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { handshake } from './handshake.mjs';

// RFC 6455, section 5.2.
export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

/** The 1, 3 or 9 octets that tell how long a payload is. */
function lengthOctets(length, maskBit) {
  if (length < 126) return Buffer.from([maskBit | length]);
  const octets = Buffer.alloc(length < 0x10000 ? 3 : 9);
  octets[0] = maskBit | (length < 0x10000 ? 126 : 127);
  if (length < 0x10000) octets.writeUInt16BE(length, 1);
  else octets.writeBigUInt64BE(BigInt(length), 1);
  return octets;
}

/**
 * A frame of a client.
 *
 * @param {keyof typeof opcodes | number} opcode
 * @param {string | Buffer} [payload]
 * @param {{fin?: boolean, rsv?: number, mask?: boolean, length?: number}} [options] rsv: the three bits, RSV1 is 4;
 *   length: what the head says, in place of the true length
 */
export function frame(opcode, payload = '', { fin = true, rsv = 0, mask = true, length } = {}) {
  const octets = Buffer.from(payload);
  const head = Buffer.concat([
    Buffer.from([(fin ? 0x80 : 0) | (rsv << 4) | (opcodes[opcode] ?? opcode)]),
    lengthOctets(length ?? octets.length, mask ? 0x80 : 0),
  ]);
  if (!mask) return Buffer.concat([head, octets]);
  const key = randomBytes(4);
  for (let i = 0; i < octets.length; ++i) octets[i] ^= key[i & 3];
  return Buffer.concat([head, key, octets]);
}

/** The payload of a close frame. */
export function closePayload(code, reason = '') {
  const octets = Buffer.alloc(2);
  octets.writeUInt16BE(code);
  return Buffer.concat([octets, Buffer.from(reason)]);
}

/** A WebSocket whose frames are written and read by hand. */
export class WebSocketWire {
  #connection;

  constructor(connection, extensions) {
    this.#connection = connection;
    this.extensions = extensions;
  }

  static async open(target, path, headers) {
    const response = await handshake(target, path, headers);
    assert.equal(response.status, 101);
    return new WebSocketWire(response.connection, response.header('sec-websocket-extensions'));
  }

  write(octets) {
    this.#connection.write(octets);
  }

  send(opcode, payload, options) {
    this.write(frame(opcode, payload, options));
  }

  /** Each octet is a segment of its own. */
  async writeSlowly(octets) {
    for (const octet of octets) await this.#connection.writeOut(Buffer.from([octet]));
  }

  /** The next frame of the server: {fin, rsv, opcode, payload}. */
  async receiveFrame() {
    const [first, second] = await this.#connection.octets(2);
    assert.equal(second & 0x80, 0, 'a server does not mask');
    let length = second & 0x7f;
    if (length === 126) length = (await this.#connection.octets(2)).readUInt16BE();
    else if (length === 127) length = Number((await this.#connection.octets(8)).readBigUInt64BE());
    const payload = await this.#connection.octets(length);
    return { fin: (first & 0x80) !== 0, rsv: (first >> 4) & 7, opcode: first & 15, payload };
  }

  /** The next message or control frame: {opcode, payload, rsv}, the fragments of a message put together. */
  async receive() {
    const first = await this.receiveFrame();
    const payloads = [first.payload];
    for (let { fin } = first; !fin; ) {
      const next = await this.receiveFrame();
      assert.equal(next.opcode, opcodes.continuation);
      payloads.push(next.payload);
      fin = next.fin;
    }
    return { opcode: first.opcode, payload: Buffer.concat(payloads), rsv: first.rsv };
  }

  async expect(opcode, payload = '') {
    const received = await this.receive();
    assert.equal(received.opcode, opcodes[opcode]);
    assert.equal(received.rsv, 0);
    const wanted = Buffer.from(payload);
    // A difference of megabytes is nothing to look at.
    if (wanted.length > 1000) assert.ok(received.payload.equals(wanted), `other ${opcode} than was sent`);
    else assert.deepEqual(received.payload, wanted);
  }

  /** The server must close with one of these codes, and then the connection. */
  async expectClose(...codes) {
    const { opcode, payload } = await this.receive();
    assert.equal(opcode, opcodes.close);
    const code = payload.length === 0 ? 1005 : payload.readUInt16BE();
    assert.ok(codes.includes(code), `closed with ${code} in place of ${codes}`);
    new TextDecoder('utf-8', { fatal: true }).decode(payload.subarray(2));
    return this.#connection;
  }

  /** The same where we are the ones who did wrong, and answer. */
  async expectFailure(...codes) {
    await this.expectClose(...codes);
    this.send('close', closePayload(codes[0]));
    await this.#connection.closed();
  }

  /** Vanishes. */
  destroy() {
    this.#connection.destroy();
  }

  /** Closes as one does, to see that all was well up to now. */
  async close() {
    this.send('close', closePayload(1000));
    await (await this.expectClose(1000)).closed();
  }
}
