// How the time of a delivery grows with what is delivered: each as a straight line.
import * as stompjs from '@stomp/stompjs';
import * as hoofbeat from '../../dist/index.js';
import { closeAll, connectAll, receivers } from './library.mjs';
import { bodyOf, flat, messageFrame } from './messages.mjs';
import { standInForWebSocket } from './quiet-socket.mjs';
import { growthPower, straightLine } from './statistics.mjs';
import { takeTurns } from './turns.mjs';

const subscription = (i) => `sub-${i}`;
const subscribed = Array.from({ length: 10_000 }, (_, i) => subscription(i));

function inPieces(text, pieceSize) {
  const pieces = [];
  for (let at = 0; at < text.length; at += pieceSize) pieces.push(flat(text.slice(at, at + pieceSize)));
  return pieces;
}

const headerLines = (count) => Array.from({ length: count }, (_, i) => `header-${i}:value ${i}\n`).join('');

/** `messages(x)`: what is delivered. The first and the last x are two decades apart, or more. */
const growing = [
  {
    name: 'frame size',
    of: 'KiB',
    values: [4, 16, 64, 128, 256, 512, 1024],
    messages: (size) => [flat(messageFrame(bodyOf(size * 1024)))],
  },
  {
    name: 'pieces of 1 KiB',
    of: 'pieces',
    values: [10, 20, 50, 100, 200, 500, 1000],
    messages: (count) => inPieces(messageFrame(bodyOf(count * 1024 - 200)), 1024),
  },
  {
    name: 'headers',
    of: 'headers',
    values: [8, 16, 40, 80, 160, 400, 800],
    messages: (count) => [flat(messageFrame(bodyOf(118), { headers: headerLines(count - 5) }))],
  },
  {
    name: 'subscriptions, a message to each',
    of: 'subscriptions',
    values: [100, 200, 500, 1000, 2000, 5000, 10_000],
    messages: (count) =>
      subscribed.slice(0, count).map((id) => flat(messageFrame(bodyOf(118), { subscription: id }))),
  },
];

/** As the upper half of the points has it, where what is constant no longer counts. */
function powersOf(points, rounds) {
  const upper = points.slice(-Math.ceil(points.length / 2));
  return Array.from({ length: rounds }, (_, round) =>
    growthPower(upper.map(({ x, ours }) => [x, ours[round]])),
  );
}

export async function bench({ quick }) {
  standInForWebSocket();
  const pace = quick
    ? { rounds: 3, warmUp: 25_000, share: 2_000 }
    : { rounds: 9, warmUp: 100_000, share: 10_000 };
  const clients = quick
    ? { hoofbeat: hoofbeat.Client }
    : { hoofbeat: hoofbeat.Client, stompjs: stompjs.Client };
  const libraries = await connectAll(clients, { subscriptions: subscribed });
  // The first would pay for the compilation of all.
  takeTurns(receivers(libraries, growing[0].messages(1)), { ...pace, warmUp: 10 * pace.warmUp });
  const series = growing.map(({ name, of, values, messages }) => {
    const points = values.map((x) => {
      const times = takeTurns(receivers(libraries, messages(x)), pace);
      return { x, ours: times.hoofbeat, peer: times.stompjs };
    });
    return { name, of, unit: 'µs', peerName: 'stompjs', points };
  });
  await closeAll(libraries);
  const rows = series.map(({ name, points }) => ({
    name: `growth with ${name}`,
    unit: 'power',
    ours: powersOf(points, pace.rounds),
    figure: 'ours',
    goal: { most: 1.15 },
  }));
  return { rows, series: series.map((each) => ({ ...each, fit: fitOf(each.points) })) };
}

function fitOf(points) {
  return straightLine(points.map(({ x, ours }) => [x, Math.min(...ours)])).fit;
}
