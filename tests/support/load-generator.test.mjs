import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { WebSocketServer } from 'ws';
import { measure, startFloor } from './load-generator.mjs';
import { freePort } from './ports.mjs';
import { startServer } from './server.mjs';

const brokers = {
  'hoofbeat-server': () => startServer({ args: ['--log-level', 'off'] }),
  'the broker that routes nothing': startFloor,
};
const brief = { warm: 0, seconds: 0.1 };

for (const [name, start] of Object.entries(brokers))
  describe(name, () => {
    let broker;
    before(async () => {
      broker = await start();
    });
    after(() => broker.stop());

    for (const subscribers of [1, 20])
      test(`throughput to ${subscribers}: all that is published arrives`, async () => {
        const result = await measure('throughput', broker, { ...brief, subscribers, size: 300 });
        assert.equal(result.measured, 'throughput');
        assert.ok(result.published > 0);
        assert.equal(result.received, result.published * subscribers);
        assert.equal(
          BigInt(result.checksumReceived),
          BigInt.asUintN(64, BigInt(result.checksumPublished) * BigInt(subscribers)),
        );
        assert.ok(result.deliveriesPerSecond > 0);
      });

    test('latency: as many samples as were due', async () => {
      const result = await measure('latency', broker, { warm: 0.1, seconds: 0.2, rate: 500, subscribers: 2 });
      assert.equal(result.samples, 2 * 0.2 * 500);
      assert.equal(result.published, 0.3 * 500);
      const { p50, p90, p99, p999, max } = result;
      assert.ok(p50 > 0);
      assert.deepEqual(
        [max, p90, p999, p50, p99].sort((a, b) => a - b),
        [p50, p90, p99, p999, max],
      );
    });

    test('10,000 idle connections are served, and the next one is', async () => {
      const result = await measure('idle', broker, { connections: 10_000 });
      assert.ok(result.residentAfter > result.residentBefore);
      assert.equal((await measure('throughput', broker, brief)).subscribers, 1);
    });
  });

describe('what can not be measured', () => {
  test('a port where nobody listens', async () => {
    const broker = { webSocketUrl: `ws://127.0.0.1:${await freePort()}/`, pid: process.pid };
    await assert.rejects(measure('idle', broker, { connections: 1 }), /connect: Connection refused/);
  });

  test('a process that is not there', async () => {
    const floor = await startFloor();
    try {
      await assert.rejects(measure('throughput', { ...floor, pid: 2 ** 22 + 1 }, brief), /no process/);
    } finally {
      await floor.stop();
    }
  });

  /** Answers each SEND as `answer` does. */
  async function withBroker(answer, use) {
    const http = createServer().listen(0, '127.0.0.1');
    await once(http, 'listening');
    const webSockets = new WebSocketServer({ server: http });
    const subscribers = [];
    webSockets.on('connection', (socket) => {
      socket.on('message', (data) => {
        const frame = data.toString();
        if (frame.startsWith('CONNECT\n')) socket.send('CONNECTED\nversion:1.2\n\n\0');
        if (frame.startsWith('SUBSCRIBE\n')) subscribers.push(socket);
        if (!frame.startsWith('SEND\n')) return;
        const message = frame.slice(frame.indexOf('\n\n'));
        for (const subscriber of subscribers)
          for (const body of answer(message)) subscriber.send(`MESSAGE\nmessage-id:1${body}`);
      });
    });
    try {
      await use({ webSocketUrl: `ws://127.0.0.1:${http.address().port}/`, pid: process.pid });
    } finally {
      for (const socket of webSockets.clients) socket.terminate();
      http.close();
    }
  }

  const liars = [
    ['changes a body', (message) => [message.replace('x', 'y')], /other bodies/],
    ['sends a body twice', (message) => [message, message], /out of order/],
    ['sends no STOMP', () => ['\nno header\n\n\0'], /no STOMP frame/],
  ];
  for (const [what, answer, complaint] of liars)
    test(`a broker that ${what}`, () =>
      withBroker(answer, (broker) => assert.rejects(measure('throughput', broker, brief), complaint)));
});
