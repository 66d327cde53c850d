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

async function checkWith(library, config, check) {
  const stage = new Stage(library, config);
  const { log } = console;
  // Theirs says there what callbacks have thrown.
  console.log = () => {};
  try {
    await withoutUnhandledRejections(async () => {
      await check(stage);
      await stage.settled();
    });
  } finally {
    await stage.strike();
    console.log = log;
  }
}

/**
 * Registers a test: the check fails with 7.5.0, and holds with ours.
 *
 * @param {string} promise what the check is about, as it should be
 * @param {string} reality what 7.5.0 does
 * @param {(stage: Stage) => void | Promise<void>} check asserts
 * @param {object | Function} [config] of the client
 */
export function shortcoming(promise, reality, check, config = {}) {
  test(`${promise} (7.5.0: ${reality})`, async () => {
    const failure = { name: 'AssertionError' };
    await assert.rejects(checkWith(libraries.theirs, config, check), failure, 'theirs is mended');
    await checkWith(libraries.ours, config, check);
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
