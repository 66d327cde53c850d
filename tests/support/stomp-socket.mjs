import { once } from 'node:events';
import { WebSocket } from 'ws';

/**
 * Opens a WebSocket with the STOMP subprotocols and sends CONNECT.
 *
 * @param {string} url
 * @param {Record<string, string>} [headers] in addition to accept-version and host
 * @returns {Promise<{socket: WebSocket, answer: string, isBinary: boolean}>} the first message that is not an EOL
 */
export async function connectStomp(url, headers = {}) {
  const socket = new WebSocket(url, ['v12.stomp', 'v11.stomp', 'v10.stomp']);
  await once(socket, 'open');
  const lines = Object.entries({ 'accept-version': '1.2', host: '/', ...headers });
  const answered = once(socket, 'message');
  socket.send(`CONNECT\n${lines.map(([name, value]) => `${name}:${value}\n`).join('')}\n\0`);
  let [data, isBinary] = await answered;
  while (/^[\r\n]*$/.test(String(data))) [data, isBinary] = await once(socket, 'message');
  return { socket, answer: String(data), isBinary };
}
