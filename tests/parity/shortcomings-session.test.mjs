import { describe } from 'node:test';
import { connectedFrame } from '../wasm/support/fake-socket.mjs';
import { message, shortcoming, subscribed } from './support/shortcoming.mjs';

const told = (stage, name) => stage.lines.filter((line) => line.includes(` ${name}`)).length;

describe('CONNECTED', () => {
  const heartbeats = { heartbeatIncoming: 1000, heartbeatOutgoing: 1000, reconnectDelay: 0 };
  shortcoming(
    'heart-beat:abc,def starts a timer at full speed',
    async (stage) => {
      await stage.connect('1.2', 'abc,def');
      stage.socket.takeSent();
      await stage.advance(100);
      return [stage.socket.sent.length, stage.socket.closes.length];
    },
    { theirs: [100, 0], ours: [0, 1] },
    heartbeats,
  );

  shortcoming(
    'a second CONNECTED leaks the heartbeats of the first',
    async (stage) => {
      await stage.connect('1.2', '1000,1000');
      stage.socket.receive(connectedFrame('1.2', '1000,1000'));
      stage.socket.closed();
      stage.client.deactivate();
      await stage.settled();
      return stage.clock.pending;
    },
    { theirs: 2, ours: 0 },
    heartbeats,
  );

  shortcoming(
    'a version that was not offered is accepted',
    async (stage) => {
      await stage.connect('9.9');
      return [stage.client.connected, stage.socket.closes.length];
    },
    { theirs: [true, 0], ours: [false, 1] },
    ({ Versions }) => ({ stompVersions: new Versions(['1.2']) }),
  );

  shortcoming(
    'MESSAGE before CONNECTED is processed',
    async (stage) => {
      await stage.open();
      stage.socket.receive(message());
      return [told(stage, 'onUnhandledMessage'), stage.socket.closes.length];
    },
    { theirs: [1, 0], ours: [0, 1] },
  );
});

describe('ERROR in place of CONNECTED', () => {
  shortcoming(
    'where the broker leaves the connection open, as RabbitMQ does, the client waits for ever',
    async (stage) => {
      await stage.open();
      stage.socket.receive('ERROR\nmessage:Bad CONNECT\n\n\0');
      const { socket } = stage;
      await stage.advance(3999);
      const before = stage.sockets.length;
      await stage.advance(60_000);
      return [socket.closes.length, before, stage.sockets.length];
    },
    // The socket does not answer the close within 3 s; the next attempt follows a second later.
    { theirs: [0, 1, 1], ours: [1, 1, 2] },
    { reconnectDelay: 1000, connectedTimeout: 0 },
  );
});

describe('attempts that fail before there is a socket end reconnection for good, with state ACTIVE', () => {
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
  const see = async (stage) => {
    stage.client.activate();
    await stage.advance(99);
    const before = stage.sockets.length;
    await stage.advance(1);
    return [stage.client.active, before, stage.sockets.length];
  };
  const expected = { theirs: [true, 0, 0], ours: [true, 0, 1] };
  const failing = (options) => (_, stage) => ({ reconnectDelay: 100, ...options(stage) });

  shortcoming(
    'beforeConnect rejects',
    see,
    expected,
    failing(() => ({ beforeConnect: once(() => Promise.reject(new Error('not now'))) })),
  );
  shortcoming(
    'beforeConnect throws',
    see,
    expected,
    failing(() => ({ beforeConnect: once(thrown) })),
  );
  shortcoming(
    'the factory throws',
    see,
    expected,
    failing((stage) => ({ webSocketFactory: once(thrown, () => stage.makeSocket()) })),
  );
});

describe('a connection', () => {
  shortcoming(
    'after ERROR it is still `connected`',
    async (stage) => {
      const { client, socket } = await subscribed(stage);
      socket.receive('ERROR\nmessage:no\n\n\0');
      return [told(stage, 'onStompError'), client.connected];
    },
    { theirs: [1, true], ours: [1, false] },
  );

  shortcoming(
    'deactivate never resolves without a RECEIPT',
    async (stage) => {
      const { client } = await subscribed(stage);
      let resolvedAt;
      const begin = stage.clock.now();
      client.deactivate().then(() => {
        resolvedAt = stage.clock.now() - begin;
      });
      await stage.advance(60_000);
      return resolvedAt;
    },
    { theirs: undefined, ours: 8000 },
    { reconnectDelay: 0 },
  );

  shortcoming(
    'who waits for a receipt is not told of the close',
    async (stage) => {
      const { client, socket } = await subscribed(stage);
      const lost = [];
      client.watchForReceipt(
        'r',
        () => {},
        ({ code }) => lost.push(code),
      );
      client.publish({ destination: '/a', headers: { receipt: 'r' } });
      socket.closed();
      return lost;
    },
    { theirs: [], ours: ['transport_closed'] },
  );

  shortcoming(
    'a subscription with an id that is taken overwrites the first',
    async (stage) => {
      const { client, socket, messages } = await subscribed(stage);
      const others = [];
      try {
        client.subscribe('/b', (it) => others.push(it), { id: 'sub-0' });
      } catch ({ code }) {
        others.push(code);
      }
      socket.receive(message('', 'x'));
      return [messages, others].map((list) => list.map((it) => it.body ?? it));
    },
    { theirs: [[], ['x']], ours: [['x'], ['duplicate_subscription']] },
  );

  shortcoming(
    'a jump of the wall clock has the peer declared lost',
    async (stage) => {
      await stage.connect('1.2', '1000,0');
      await stage.advance(500);
      stage.clock.wallClockOffset = 3_600_000;
      await stage.advance(600);
      return told(stage, 'onHeartbeatLost');
    },
    { theirs: 1, ours: 0 },
    { heartbeatIncoming: 1000, reconnectDelay: 0 },
  );

  shortcoming(
    'an EOL behind a frame counts as a heartbeat',
    async (stage) => {
      const { socket, messages } = await subscribed(stage);
      socket.receive(`${message()}\n`);
      return [messages.length, told(stage, 'onHeartbeatReceived')];
    },
    { theirs: [1, 1], ours: [1, 0] },
  );
});
