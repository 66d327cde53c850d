import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { Client } from '../../build/testing/hoofbeat.js';
import { connectedFrame, FakeSocket, fakeConnections } from './support/fake-socket.mjs';
import { VirtualClock } from './support/virtual-clock.mjs';

// Sockets that are instances of WebSocket are taken for a browser's, and their events' time stamps are believed where
// they are of the page's clock.

const { WebSocket } = globalThis;
let clock;
afterEach(() => {
  clock.restore();
  globalThis.WebSocket = WebSocket;
});

/** A clock that goes with `performance.now()` at the start. */
class PageClock extends VirtualClock {
  stamps = [];
  at(timeStamp) {
    this.stamps.push(timeStamp);
    return this.now();
  }
}

const stamps = {
  'all 0, as in Deno and Bun': () => 0,
  'no number': () => Number.NaN,
  'of the wall clock, as of test doubles': () => Date.now(),
  'far ahead': () => performance.now() + 60_000,
  none: () => undefined,
};

async function connectStamped(stampOf) {
  clock = new PageClock();
  globalThis.WebSocket = FakeSocket;
  const connections = fakeConnections(Client, { heartbeatIncoming: 1000, heartbeatOutgoing: 0 });
  const lost = [];
  connections.client.onHeartbeatLost = () => lost.push(clock.now());
  connections.client.activate();
  await clock.advance(0);
  const socket = connections.socket();
  const receive = (data) => socket.onmessage({ type: 'message', data, timeStamp: stampOf() });
  socket.open();
  receive(connectedFrame('1.2', '1000,0'));
  return { client: connections.client, receive, lost };
}

describe('time stamps of events', () => {
  for (const [name, stampOf] of Object.entries(stamps)) {
    test(`${name}: the clock is asked, and a connection that beats is kept`, async () => {
      const { client, receive, lost } = await connectStamped(stampOf);
      for (let i = 0; i < 10; i++) {
        await clock.advance(900);
        receive('\n');
      }
      assert.deepEqual([clock.stamps, lost, client.connected], [[], [], true]);
      await clock.advance(2500);
      assert.equal(lost.length, 1);
      await client.deactivate({ force: true });
    });
  }

  test('of the page’s clock: they are believed', async () => {
    let stamp;
    const { client } = await connectStamped(() => {
      stamp = performance.now();
      return stamp;
    });
    assert.deepEqual(clock.stamps, [stamp]);
    await client.deactivate({ force: true });
  });
});
