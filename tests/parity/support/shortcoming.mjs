import assert from 'node:assert/strict';
import { test } from 'node:test';
import { libraries, Stage } from './stage.mjs';

// What a promise that nobody holds is rejected with must not end the test.
async function withoutUnhandledRejections(run) {
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', () => {});
  try {
    return await run();
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const listener of listeners) process.on('unhandledRejection', listener);
  }
}

async function seenWith(library, config, see) {
  const stage = new Stage(library, config);
  const { log } = console;
  // Theirs says there what callbacks have thrown.
  console.log = () => {};
  try {
    return await withoutUnhandledRejections(async () => {
      const seen = await see(stage);
      await stage.settled();
      return seen;
    });
  } finally {
    await stage.strike();
    console.log = log;
  }
}

/**
 * Registers a test: what is seen of 7.5.0 is what makes it fall short, and of ours it is what it should be.
 *
 * @param {string} name what 7.5.0 does
 * @param {(stage: Stage) => unknown} see what there is to see, or a promise of it
 * @param {{theirs: unknown, ours: unknown}} expected
 * @param {object | Function} [config] of the client
 */
export function shortcoming(name, see, expected, config = {}) {
  assert.notDeepEqual(expected.theirs, expected.ours);
  test(name, async () => {
    const seen = {};
    for (const [which, library] of Object.entries(libraries))
      seen[which] = await seenWith(library, config, see);
    assert.deepEqual(seen, expected);
  });
}

/** A connected client with a subscription `sub-0`, whose messages are in `messages`. */
export async function subscribed(stage, version = '1.2') {
  const messages = [];
  await stage.connect(version);
  stage.client.subscribe('/a', (message) => messages.push(message));
  stage.socket.takeSent();
  return { messages, socket: stage.socket, client: stage.client };
}

/** A MESSAGE for `sub-0`; `headers` are whole lines. */
export const message = (headers = '', body = '') =>
  `MESSAGE\nsubscription:sub-0\nmessage-id:1\n${headers}\n${body}\0`;

/** The lines of a frame's head, the command among them. */
export const headOf = (frame) => String(frame).split('\n\n')[0].split('\n');
