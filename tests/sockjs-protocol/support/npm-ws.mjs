import { once } from 'node:events';
import { WebSocketServer } from 'ws';

const largestMessage = 32 * 1024 * 1024;

/**
 * The raw WebSocket of the echo service as the npm package `ws` has it: the peer for tests of RFC 6455.
 *
 * @param {{args?: string[]}} settings the options of hoofbeat-server that it understands: --permessage-deflate
 */
export async function startNpmWs({ args = [] }) {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    path: '/echo/websocket',
    maxPayload: largestMessage,
    perMessageDeflate: args.includes('--permessage-deflate') && { threshold: 0 },
  });
  server.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    socket.on('error', () => {}); // a close follows
  });
  await once(server, 'listening');
  return {
    port: server.address().port,
    stop: async () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
