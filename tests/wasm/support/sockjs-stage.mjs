import { afterEach, beforeEach } from 'node:test';
import { SockJS } from '../../../build/testing/hoofbeat.js';
import { FakePlatform } from './fake-platform.mjs';
import { recordEvents } from './sockjs-events.mjs';
import { VirtualClock } from './virtual-clock.mjs';

/** A platform and a clock of its own for each test of the file that imports this. */
export let platform;
export let clock;

beforeEach(() => {
  platform = new FakePlatform();
  clock = new VirtualClock();
});
afterEach(() => {
  clock.restore();
  platform.restore();
});

/** A connection, and the events that it tells. */
export function start(url, options) {
  const connection = new SockJS(url, null, options);
  return { connection, seen: recordEvents(connection) };
}

/** One that is open, by WebSocket or by a stream; `seen` begins behind that. */
export async function open(url, options) {
  const { connection, seen } = start(url, options);
  if (options?.transports === 'xhr-streaming') await platform.openStream();
  else await platform.openWebSocket();
  seen.length = 0;
  return { connection, seen };
}
