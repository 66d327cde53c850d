import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { FakeSocket } from './support/fake-socket.mjs';
import { startRecorded } from './support/life-cycle.mjs';
import { settled, VirtualClock } from './support/virtual-clock.mjs';

let clock;
const { reportError } = globalThis;
before(() => {
  clock = new VirtualClock();
  // Of sockets that fail to close, too.
  globalThis.reportError = () => {};
});
after(() => {
  clock.restore();
  globalThis.reportError = reportError;
});

/** A client whose factory hands over `made`, has begun: `{client, causes, calls}`. */
async function begin(made) {
  const { connections, calls } = startRecorded();
  const { client } = connections;
  const { webSocketFactory, onError } = client;
  const causes = [];
  client.webSocketFactory = () => made;
  client.onError = (error) => {
    onError(error);
    causes.push(error.cause);
  };
  client.activate();
  await settled();
  client.webSocketFactory = webSocketFactory;
  return { ...connections, client, causes, calls };
}

/** The attempt that has begun failed for a reason that is told so, and is followed by one that connects. */
async function assertFailed({ client, socket, causes, calls }, reason) {
  assert.equal(causes.length, 1);
  assert.match(String(causes[0]), reason);
  assert.deepEqual(calls.at(-1), ['onReconnecting', { attempt: 1, delay: 400 }]);
  await clock.advance(400);
  socket().open();
  assert.match(socket().sent[0], /^CONNECT/);
  await client.deactivate({ force: true });
}

describe('a socket that can’t be given what it needs is closed, and the attempt has failed', () => {
  const refuse = {
    get: () => null,
    set: () => {
      throw new Error('not yours');
    },
  };
  for (const [what, make, reason] of [
    [
      'binaryType that can be read alone',
      (it) => Object.defineProperty(it, 'binaryType', { get: () => 'blob' }),
      /only a getter/,
    ],
    ['a handler that it refuses', (it) => Object.defineProperty(it, 'onopen', refuse), /not yours/],
    ['frozen', Object.freeze, /read only/],
  ]) {
    test(what, async () => {
      const socket = make(new FakeSocket());
      const begun = await begin(socket);
      assert.deepEqual(socket.closes, [[]]);
      await assertFailed(begun, reason);
    });
  }
});

describe('a socket that is handed over too late is a failed attempt', () => {
  for (const [state, readyState] of [
    ['closing', 2],
    ['closed', 3],
  ]) {
    test(state, async () => {
      const socket = Object.assign(new FakeSocket(), { readyState });
      const begun = await begin(socket);
      assert.deepEqual(socket.closes, []);
      await assertFailed(begun, /webSocketFactory .*closed/);
    });
  }
});

describe('what is no socket is named', () => {
  for (const [what, made] of [
    ['undefined', undefined],
    ['null', null],
    ['text', 'ws://host/'],
    ['a promise of nothing', Promise.resolve()],
  ]) {
    test(what, async () => assertFailed(await begin(made), /^TypeError: webSocketFactory returned .*socket/));
  }
});
