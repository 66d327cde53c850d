import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { freePort, freePorts, isListening } from './ports.mjs';

test('free ports are different, and nobody listens on them', async () => {
  const ports = await freePorts(20);
  assert.equal(new Set(ports).size, 20);
  for (const port of ports) assert.equal(await isListening(port), false);
});

test('a port in use is told from a free one', async (context) => {
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  context.after(() => server.close());
  await once(server, 'listening');
  assert.equal(await isListening(port), true);
});
