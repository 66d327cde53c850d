import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { message, shortcoming, subscribed } from './support/shortcoming.mjs';

/** How often a method is called meanwhile. */
function countCalls(object, name, run) {
  const original = object[name];
  let calls = 0;
  object[name] = function counted(...args) {
    ++calls;
    return original.apply(this, args);
  };
  try {
    run();
  } finally {
    object[name] = original;
  }
  return calls;
}

const octetsOf = (text) => new TextEncoder().encode(text).buffer;

describe('what it costs to receive', () => {
  shortcoming('4 MB of large messages in 40 ms', '15 to 50 MB/s, a call per octet', async (stage) => {
    const { socket, messages } = await subscribed(stage);
    const frames = Array.from({ length: 16 }, () => octetsOf(message('', 'x'.repeat(2 ** 18))));
    // What a shared machine does meanwhile is not the library's: the best of three.
    const durations = Array.from({ length: 3 }, () => {
      const start = performance.now();
      for (const frame of frames) socket.receive(frame);
      return performance.now() - start;
    });
    assert.equal(messages.length, 48);
    assert.ok(Math.min(...durations) < 40, `${Math.min(...durations)} ms`);
  });

  shortcoming('headers that nobody reads are not decoded', 'each name, each value', async (stage) => {
    const { socket, messages } = await subscribed(stage);
    const lines = Array.from({ length: 20 }, (_, i) => `header-${i}:value\n`).join('');
    // The first of its kind makes its shape known.
    socket.receive(octetsOf(message(lines)));
    const frame = octetsOf(message(lines));
    const calls = countCalls(TextDecoder.prototype, 'decode', () => socket.receive(frame));
    assert.equal(messages.length, 2);
    assert.ok(calls <= 1, `${calls} calls`);
  });

  shortcoming('nothing is written for a log that nobody reads', 'all headers again', async (stage) => {
    const { socket, messages } = await subscribed(stage);
    const calls = countCalls(Array.prototype, 'join', () => socket.receive(message('a:b\n')));
    assert.equal(messages.length, 1);
    assert.equal(calls, 0);
  });
});
