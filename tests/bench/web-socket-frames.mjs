// As much of WebSocket (RFC 6455) as the benchmarks' server needs.

const [close, mask] = [0x8, 0x80];

/** A text message as a server sends it. At most 64 KiB. */
export function textFrame(text) {
  const payload = Buffer.from(text);
  if (payload.length < 126) return Buffer.concat([Buffer.from([0x81, payload.length]), payload]);
  const head = Buffer.from([0x81, 126, 0, 0]);
  head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

/** The complete messages of a client among these octets, each one frame and at most 64 KiB, and what is left. */
export function framesOf(octets) {
  const messages = [];
  let at = 0;
  for (;;) {
    const frame = frameAt(octets, at);
    if (frame === undefined) return { messages, rest: octets.subarray(at) };
    messages.push({ isClose: (octets[at] & 0xf) === close, text: frame.text });
    at = frame.end;
  }
}

function frameAt(octets, at) {
  if (octets.length < at + 6) return undefined;
  if ((octets[at + 1] & mask) === 0) throw new Error('a client has to mask its frames');
  const short = octets[at + 1] & 0x7f;
  if (short === 127) throw new Error('larger than anything a benchmark sends');
  const keyAt = at + (short === 126 ? 4 : 2);
  if (octets.length < keyAt + 4) return undefined;
  const length = short === 126 ? octets.readUInt16BE(at + 2) : short;
  const start = keyAt + 4;
  if (octets.length < start + length) return undefined;
  const payload = Buffer.alloc(length);
  for (let i = 0; i < length; i++) payload[i] = octets[start + i] ^ octets[keyAt + (i % 4)];
  return { text: payload.toString(), end: start + length };
}
