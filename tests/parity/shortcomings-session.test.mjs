import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { connectedFrame } from '../wasm/support/fake-socket.mjs';
import { message, shortcoming, subscribed } from './support/shortcoming.mjs';

const told = (stage, name) => stage.lines.filter((line) => line.includes(` ${name}`)).length;

describe('CONNECTED', () => {
  const heartbeats = { heartbeatIncoming: 1000, heartbeatOutgoing: 1000, reconnectDelay: 0 };
  shortcoming(
    'heart-beat:abc,def starts no timer',
    'one at full speed',
    async (stage) => {
      await stage.connect('1.2', 'abc,def');
      stage.socket.takeSent();
      await stage.advance(1000);
      assert.equal(stage.socket.sent.length, 0);
    },
    heartbeats,
  );

  shortcoming(
    'a second CONNECTED leaves no timer behind',
    'it leaks the heartbeats of the first',
    async (stage) => {
      await stage.connect('1.2', '1000,1000');
      stage.socket.receive(connectedFrame('1.2', '1000,1000'));
      stage.socket.closed();
      stage.client.deactivate();
      await stage.settled();
      assert.equal(stage.clock.pending, 0);
    },
    heartbeats,
  );

  shortcoming(
    'a version that was not offered is refused',
    '9.9 is accepted',
    async (stage) => {
      await stage.connect('9.9');
      assert.equal(stage.client.connected, false);
      assert.equal(stage.socket.closes.length, 1);
    },
    ({ Versions }) => ({ stompVersions: new Versions(['1.2']) }),
  );

  shortcoming('MESSAGE before CONNECTED is not processed', 'it is', async (stage) => {
    await stage.open();
    stage.socket.receive(message());
    assert.equal(told(stage, 'onUnhandledMessage'), 0);
  });
});

describe('ERROR in place of CONNECTED', () => {
  shortcoming(
    'ends the attempt, though the broker leaves the connection open as RabbitMQ does',
    'the client waits for ever',
    async (stage) => {
      await stage.open();
      stage.socket.receive('ERROR\nmessage:Bad CONNECT\n\n\0');
      await stage.advance(60_000);
      assert.equal(stage.sockets.length > 1, true);
    },
    { reconnectDelay: 1000 },
  );
});

describe('attempts that fail before there is a socket are followed by others', () => {
  /** Fails at first, then hands on. */
  const once = (fail, then = () => {}) => {
    let failed = false;
    return (...args) => {
      if (failed) return then(...args);
      failed = true;
      return fail();
    };
  };
  const thrown = () => {
    throw new Error('not now');
  };
  const check = async (stage) => {
    stage.client.activate();
    await stage.advance(100);
    assert.equal(stage.sockets.length, 1);
  };
  const reality = 'reconnection ends for good, with state ACTIVE';
  const failing = (options) => (_, stage) => ({ reconnectDelay: 100, ...options(stage) });

  shortcoming(
    'beforeConnect rejects',
    reality,
    check,
    failing(() => ({ beforeConnect: once(() => Promise.reject(new Error('not now'))) })),
  );
  shortcoming(
    'beforeConnect throws',
    reality,
    check,
    failing(() => ({ beforeConnect: once(thrown) })),
  );
  shortcoming(
    'the factory throws',
    reality,
    check,
    failing((stage) => ({ webSocketFactory: once(thrown, () => stage.makeSocket()) })),
  );
});

describe('a connection', () => {
  shortcoming('after ERROR it is not `connected`', 'it stays so', async (stage) => {
    const { client, socket } = await subscribed(stage);
    socket.receive('ERROR\nmessage:no\n\n\0');
    assert.equal(client.connected, false);
  });

  shortcoming(
    'deactivate resolves without a RECEIPT',
    'it never does',
    async (stage) => {
      const { client } = await subscribed(stage);
      let resolved = false;
      client.deactivate().then(() => {
        resolved = true;
      });
      await stage.advance(60_000);
      assert.ok(resolved);
    },
    { reconnectDelay: 0 },
  );

  shortcoming('who waits for a receipt is told of the close', 'nobody is', async (stage) => {
    const { client, socket } = await subscribed(stage);
    const lost = [];
    client.watchForReceipt(
      'r',
      () => {},
      ({ code }) => lost.push(code),
    );
    client.publish({ destination: '/a', headers: { receipt: 'r' } });
    socket.closed();
    assert.deepEqual(lost, ['transport_closed']);
  });

  shortcoming('a subscription id that is taken is refused', 'the first is overwritten', async (stage) => {
    const { client, socket, messages } = await subscribed(stage);
    stage.attempt(() => client.subscribe('/b', () => {}, { id: 'sub-0' }));
    socket.receive(message());
    assert.equal(messages.length, 1);
  });

  const listening = { heartbeatIncoming: 1000, reconnectDelay: 0 };
  shortcoming(
    'a jump of the wall clock changes nothing',
    'the peer is declared lost',
    async (stage) => {
      await stage.connect('1.2', '1000,0');
      await stage.advance(500);
      stage.clock.wallClockOffset = 3_600_000;
      await stage.advance(600);
      assert.equal(told(stage, 'onHeartbeatLost'), 0);
    },
    listening,
  );

  shortcoming('an EOL behind a frame is no heartbeat', 'it counts as one', async (stage) => {
    const { socket } = await subscribed(stage);
    socket.receive(`${message()}\n`);
    assert.equal(told(stage, 'onHeartbeatReceived'), 0);
  });
});
