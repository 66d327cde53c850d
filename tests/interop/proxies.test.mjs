import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { Client } from '../../dist/index.js';
import { startConnectionCuttingProxy } from '../proxies/connection-cutting-proxy.mjs';
import { startResponseBufferingProxy } from '../proxies/response-buffering-proxy.mjs';
import { startUpgradeDroppingProxy } from '../proxies/upgrade-dropping-proxy.mjs';
import { startServer } from '../support/server.mjs';
import { deliverNumbers } from './numbered-delivery.mjs';

// Through proxies that break things, a client that falls back to what works still delivers everything.

const count = 1000;
let server;

before(async () => {
  server = await startServer();
});

after(() => server?.stop());

/** By whichever transport gets through, or by this one. */
async function deliverThrough(proxy, { transports, ...how } = {}) {
  const used = new Set();
  const publisher = new Client({
    brokerURL: `${proxy.httpUrl}ws`,
    sockjs: { transports, timeout: 1500, webSocketFactory: (url) => new WebSocket(url) },
    reconnectDelay: 20,
  });
  const collector = new Client({
    webSocketFactory: () => new WebSocket(server.webSocketUrl, ['v12.stomp']),
  });
  try {
    const onConnected = () => used.add(publisher.webSocket.transport);
    const result = await deliverNumbers({ publisher, collector, count, onConnected, ...how });
    assert.deepEqual(result.problems, []);
    assert.equal(result.delivered, count);
    return { ...result, used: [...used] };
  } finally {
    await proxy.stop();
  }
}

for (const mode of ['close', 'silence']) {
  test(`a proxy that drops upgrades (${mode}): xhr-streaming delivers everything`, async () => {
    const proxy = await startUpgradeDroppingProxy(server.port, { mode });
    const { used, repeated } = await deliverThrough(proxy);
    assert.deepEqual(used, ['xhr-streaming']);
    assert.equal(repeated, 0);
    assert.ok(proxy.upgrades > 0);
  });
}

test('a proxy that buffers whole responses: xhr-polling delivers everything', async () => {
  const proxy = await startResponseBufferingProxy(server.port);
  const { used, repeated } = await deliverThrough(proxy);
  assert.deepEqual(used, ['xhr-polling']);
  assert.equal(repeated, 0);
});

describe('a proxy that cuts every connection at 2 s', () => {
  for (const transport of ['websocket', 'xhr-streaming', 'xhr-polling']) {
    test(`${transport} delivers everything`, { timeout: 90_000 }, async () => {
      const proxy = await startConnectionCuttingProxy(server.port, { lifetime: 2000 });
      const { used, reconnects } = await deliverThrough(proxy, { transports: transport, rhythm: 8 });
      assert.deepEqual(used, [transport]);
      assert.ok(reconnects > 0, 'it was cut at least once');
      assert.ok(proxy.cuts > 0);
    });
  }
});
