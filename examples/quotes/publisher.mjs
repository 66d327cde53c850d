// node examples/quotes/publisher.mjs [--broker ws://127.0.0.1:8080/ws] [--rate 200]
// Publishes prices that wander, as many a second as --rate says, until it is ended.

import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { Client } from './libraries.js';

const { values } = parseArgs({
  options: {
    broker: { type: 'string', default: 'ws://127.0.0.1:8080/ws' },
    rate: { type: 'string', default: '200' },
  },
});
const rate = Number(values.rate);
if (!(rate > 0 && rate <= 10_000)) throw new RangeError('--rate: more than 0, at most 10000');

const publisher = randomUUID();
const prices = Object.entries({
  BAY: 212.4,
  CHESTNUT: 96.1,
  DUN: 54.75,
  GREY: 148.2,
  PALOMINO: 310.9,
  PINTO: 73.3,
  ROAN: 121.6,
  SORREL: 187.05,
}).map(([symbol, price]) => ({ symbol, price }));
let sequence = 0;

const client = new Client({
  // Node 20 has no WebSocket of its own.
  webSocketFactory: () => new WebSocket(values.broker, ['v12.stomp', 'v11.stomp', 'v10.stomp']),
  reconnectDelay: 1000,
  onConnect: () => console.log(`publishing ${rate} updates a second to ${values.broker}`),
  onWebSocketClose: () => client.active && console.log('connection lost, trying again'),
});

function publishOne() {
  const quote = prices[Math.floor(Math.random() * prices.length)];
  const moved = quote.price * (1 + (Math.random() - 0.5) / 500);
  quote.price = Math.round(Math.max(1, moved) * 100) / 100;
  sequence += 1;
  client.publish({
    destination: '/topic/quotes',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...quote, publisher, sequence, time: Date.now() }),
  });
}

// By the clock and not by the number of ticks: timers come late, and the next tick makes up for it.
let due = 0;
let last = performance.now();
const ticks = setInterval(() => {
  const now = performance.now();
  due = client.connected ? due + ((now - last) / 1000) * rate : 0;
  last = now;
  for (; due >= 1; due -= 1) publishOne();
}, 10);

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    clearInterval(ticks);
    await client.deactivate();
  });
client.activate();
