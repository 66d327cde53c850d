import { createHash, randomBytes } from 'node:crypto';

// RFC 6455, section 1.3.
const acceptedWith = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * Sends the opening handshake of RFC 6455 by hand.
 *
 * @param {object} target
 * @param {string} path
 * @param {Record<string, string | undefined>} [headers] in place of, or in addition to, the right ones; undefined: none
 * @param {object} [options] of Connection.request
 * @returns {Promise<object>} the response, with `accept`: the right Sec-WebSocket-Accept
 */
export async function handshake(target, path, headers = {}, { method = 'GET', ...options } = {}) {
  const key = randomBytes(16).toString('base64');
  const all = {
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': key,
    ...headers,
  };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const response = await target.open(method, path, { headers: given, ...options });
  response.accept = createHash('sha1')
    .update(key + acceptedWith)
    .digest('base64');
  return response;
}
