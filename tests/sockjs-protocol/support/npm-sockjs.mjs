import { once } from 'node:events';
import { createServer } from 'node:http';
import sockjs from 'sockjs';

const echo = (connection) => connection.on('data', (message) => connection.write(message));
const close = (connection) => connection.close(3000, 'Go away!');
const amplify = (connection) =>
  connection.on('data', (message) => {
    const exponent = Math.floor(Number(message));
    connection.write('x'.repeat(2 ** (exponent > 0 && exponent < 19 ? exponent : 1)));
  });

const services = {
  '/echo': { application: echo, options: { response_limit: 4096 } },
  '/disabled_websocket_echo': { application: echo, options: { websocket: false } },
  '/cookie_needed_echo': { application: echo, options: { jsessionid: true } },
  '/close': { application: close, options: {} },
  '/amplify': { application: amplify, options: {} },
};

/**
 * The server of the npm package `sockjs` with the test services, in this process.
 *
 * @param {{heartbeat?: number, sessionExpiry?: number}} settings ms
 */
export async function startNpmSockjs({ heartbeat = 25_000, sessionExpiry = 5_000 }) {
  const server = createServer((_, response) => response.writeHead(404).end());
  for (const [prefix, { application, options }] of Object.entries(services)) {
    const service = sockjs.createServer({
      log: () => {},
      heartbeat_delay: heartbeat,
      disconnect_delay: sessionExpiry,
      ...options,
    });
    service.on('connection', application);
    service.installHandlers(server, { prefix });
  }
  // Upgraded sockets are no longer the HTTP server's to close.
  const sockets = new Set();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    stop: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
