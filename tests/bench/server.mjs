import assert from 'node:assert/strict';
import { measure, startFloor } from '../support/load-generator.mjs';
import { startServer } from '../support/server.mjs';

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} unit
 * @property {number[]} ours by round
 * @property {number[]} floor by round, of the broker that routes nothing
 * @property {{most: number} | {ratio: number}} goal most: in the row's unit; ratio: ours to floor
 */

/** How long each is measured; times in seconds. */
function pace(quick) {
  return quick
    ? { rounds: 2, warm: 0.1, seconds: 0.4, latencySeconds: 0.6, idleRounds: 1, connections: 2_000 }
    : { rounds: 5, warm: 0.3, seconds: 1.5, latencySeconds: 2, idleRounds: 3, connections: 10_000 };
}

const row = (name, unit, goal) => ({ name, unit, ours: [], floor: [], goal });
const start = { ours: () => startServer({ args: ['--log-level', 'off'] }), floor: startFloor };

async function withBrokers(use) {
  const brokers = { ours: await start.ours(), floor: await start.floor() };
  try {
    await use(brokers);
  } finally {
    await Promise.all(Object.values(brokers).map((broker) => broker.stop()));
  }
}

/** The generator has seen to order and content of what arrived; here: that it was as much as it had to be. */
async function deliver(kind, broker, options) {
  const result = await measure(kind, broker, options);
  assert.equal(result.received, result.published * options.subscribers);
  const sum = BigInt.asUintN(64, BigInt(result.checksumPublished) * BigInt(options.subscribers));
  assert.equal(BigInt(result.checksumReceived), sum);
  return result;
}

async function measureMessages(rows, { rounds, warm, seconds, latencySeconds }) {
  await withBrokers(async (brokers) => {
    for (let round = 0; round < rounds; round++)
      for (const [side, broker] of Object.entries(brokers)) {
        for (const [subscribers, throughput] of [
          [1, rows.toOne],
          [100, rows.toMany],
        ]) {
          const { cpuSecondsPer100k } = await deliver('throughput', broker, { subscribers, warm, seconds });
          throughput[side].push(cpuSecondsPer100k);
        }
        const timing = { subscribers: 1, rate: 1000, warm, seconds: latencySeconds };
        const { p50, p99, samples } = await deliver('latency', broker, timing);
        assert.equal(samples, timing.rate * timing.seconds);
        rows.p50[side].push(p50);
        rows.p99[side].push(p99);
      }
  });
}

// Of brokers that have done nothing else, whose memory for it might be used again.
async function measureIdle(rows, { idleRounds, connections }) {
  for (let round = 0; round < idleRounds; round++)
    for (const side of Object.keys(start)) {
      const broker = await start[side]();
      try {
        const { kilobytesPerConnection } = await measure('idle', broker, { connections });
        rows.idle[side].push(kilobytesPerConnection);
      } finally {
        await broker.stop();
      }
    }
}

/**
 * What the server takes for messages and connections, beside a broker that routes nothing, in turns.
 * The server and the load generator have been built (`buildParts(['server'])`, `buildLoadGenerator()`).
 *
 * @param {{quick?: boolean}} [options] quick: about 10 seconds in place of 80
 * @returns {Promise<Row[]>} rejects where a message was lost or changed
 */
export async function benchServer({ quick = false } = {}) {
  const times = pace(quick);
  const rows = {
    toOne: row('100,000 deliveries of 100 bytes, to 1 subscriber', 'CPU s', { most: 0.12 }),
    toMany: row('100,000 deliveries of 100 bytes, to 100 subscribers', 'CPU s', { most: 0.08 }),
    p50: row('round trip at 1,000 messages a second, p50', 'µs', { ratio: 1.3 }),
    p99: row('round trip at 1,000 messages a second, p99', 'µs', { ratio: 1.3 }),
    idle: row(`an idle connection, of ${times.connections.toLocaleString('en')}`, 'kB', { most: 8 }),
  };
  await measureMessages(rows, times);
  await measureIdle(rows, times);
  return Object.values(rows);
}
