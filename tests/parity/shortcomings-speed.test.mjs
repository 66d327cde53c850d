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

/** How often receiving the frame calls the method, and how many messages came of it. */
const calling = (object, name, frame) => async (stage) => {
  const { socket, messages } = await subscribed(stage);
  // The first of its kind makes its shape known.
  socket.receive(frame);
  messages.length = 0;
  const calls = countCalls(object, name, () => socket.receive(frame));
  return [messages.length, calls];
};

describe('what it costs to receive', () => {
  const size = 2 ** 16;
  const large = message('', 'x'.repeat(size));
  const octetWise = calling(Array.prototype, 'push', octetsOf(large));
  const told = (see) => async (stage) => {
    const [messages, calls] = await see(stage);
    return [messages, calls > size ? 'for each octet' : calls < 100 ? 'for each frame' : calls];
  };
  shortcoming('a list grows by each octet', told(octetWise), {
    theirs: [1, 'for each octet'],
    ours: [1, 'for each frame'],
  });

  const lines = Array.from({ length: 20 }, (_, i) => `header-${i}:value\n`).join('');
  shortcoming(
    'headers are decoded that nobody reads, each name and each value',
    calling(TextDecoder.prototype, 'decode', octetsOf(message(lines))),
    // The command, and the two headers that are always there.
    { theirs: [1, 1 + 2 * 22], ours: [1, 0] },
  );

  shortcoming(
    'all headers are written anew for a log that nobody reads',
    calling(Array.prototype, 'join', message('a:b\n')),
    { theirs: [1, 1], ours: [1, 0] },
  );
});
