import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isListening } from './ports.mjs';
import { startServer } from './server.mjs';
import { connectStomp } from './stomp-socket.mjs';

test('the server starts on free ports, answers CONNECT, and stops cleanly', async () => {
  const server = await startServer();
  const { socket, answer } = await connectStomp(server.webSocketUrl);
  assert.match(answer, /^CONNECTED\n/);
  assert.equal(await isListening(server.tcpPort), true);
  assert.equal((await fetch(server.httpUrl)).status, 200);
  socket.terminate();
  await server.stop();
  assert.equal(await isListening(server.port), false);
});

test('the server comes back on the same ports after a crash', async () => {
  const server = await startServer();
  const { webSocketUrl, tcpPort, pid } = server;
  await server.kill();
  assert.equal(await isListening(tcpPort), false);
  await server.restart();
  assert.equal(server.webSocketUrl, webSocketUrl);
  assert.equal(server.tcpPort, tcpPort);
  assert.notEqual(server.pid, pid);
  await server.stop();
});

test('a server that can not start tells why', async () => {
  await assert.rejects(startServer({ args: ['--no-such-option'] }), /ended before .*no-such-option/s);
});
