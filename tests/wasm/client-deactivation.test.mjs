import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { ActivationState, Client, memory } from '../../build/testing/hoofbeat.js';
import {
  connect,
  connectedFrame,
  FakeSocket,
  fakeConnections,
  recordCallbacks,
} from './support/fake-socket.mjs';
import { settled, VirtualClock } from './support/virtual-clock.mjs';

let clock;
beforeEach(() => {
  clock = new VirtualClock();
});
afterEach(() => clock.restore());

/** How a client comes into each of its states. */
const states = {
  inactive: () => {},
  'awaiting beforeConnect': async ({ client }) => {
    client.beforeConnect = () => new Promise(() => {});
    client.activate();
    await settled();
  },
  'opening the socket': async ({ client }) => {
    client.activate();
    await settled();
  },
  'awaiting CONNECTED': async ({ client, socket }) => {
    client.activate();
    await settled();
    socket().open();
  },
  connected: (connections) => connect(connections),
  'in doubt after ERROR': async (connections) => {
    const socket = await connect(connections);
    socket.receive('ERROR\n\n\0');
  },
  'closing after a violation': async (connections) => {
    const socket = await connect(connections);
    socket.receive('MESSAGE\nx\n');
  },
  'waiting to reconnect': async (connections) => {
    const socket = await connect(connections);
    socket.closed();
  },
  disconnecting: async (connections) => {
    await connect(connections);
    connections.client.deactivate();
  },
};

for (const [state, enter] of Object.entries(states)) {
  describe(`deactivate while ${state}`, () => {
    test('resolves without the other side’s help, and leaves no timer', async () => {
      const connections = fakeConnections(Client);
      const { client } = connections;
      await enter(connections);
      let resolved = false;
      const done = client.deactivate().then(() => {
        resolved = true;
      });
      assert.equal(client.active, false);
      await clock.advance(10_000);
      assert.ok(resolved);
      await done;
      assert.equal(client.state, ActivationState.INACTIVE);
      assert.equal(client.connected, false);
      assert.equal(client.webSocket, undefined);
      assert.equal(clock.pending, 0);
      const { length } = connections.sockets;
      await clock.advance(100_000_000);
      assert.equal(connections.sockets.length, length);
    });

    test('by force: at once', async () => {
      const connections = fakeConnections(Client);
      const { client } = connections;
      await enter(connections);
      const done = client.deactivate({ force: true });
      assert.equal(client.state, ActivationState.INACTIVE);
      await done;
      assert.equal(clock.pending, 0);
    });

    test('can be followed by activate', async () => {
      const connections = fakeConnections(Client);
      const { client } = connections;
      await enter(connections);
      const done = client.deactivate();
      client.beforeConnect = () => {};
      client.activate();
      await clock.advance(10_000);
      await done;
      assert.equal(client.state, ActivationState.ACTIVE);
      const socket = connections.socket();
      assert.equal(client.webSocket, socket);
      socket.open();
      socket.receive(connectedFrame());
      assert.equal(client.connected, true);
      await client.deactivate({ force: true });
    });
  });
}

describe('an orderly end', () => {
  test('DISCONNECT, its RECEIPT, close', async () => {
    const connections = fakeConnections(Client, { disconnectHeaders: { reason: 'done' } });
    const { client } = connections;
    const socket = await connect(connections);
    const calls = recordCallbacks(
      client,
      ['onDisconnect', 'onWebSocketClose', 'onChangeState', 'onError'],
      (name, it) => (name === 'onChangeState' ? ActivationState[it] : (it.command ?? it.code)),
    );
    const done = client.deactivate();
    assert.equal(client.state, ActivationState.DEACTIVATING);
    assert.deepEqual(socket.takeSent(), ['DISCONNECT\nreason:done\nreceipt:close-0\n\n\0']);
    assert.throws(() => client.publish({ destination: '/a' }), TypeError);
    socket.receive('RECEIPT\nreceipt-id:close-0\n\n\0');
    assert.equal(socket.closes.length, 1);
    socket.closed(1000);
    await done;
    assert.deepEqual(calls, [
      ['onChangeState', 'DEACTIVATING'],
      ['onDisconnect', 'RECEIPT'],
      ['onChangeState', 'INACTIVE'],
      ['onWebSocketClose', 1000],
    ]);
  });

  test('a close in place of the RECEIPT is an answer too', async () => {
    const connections = fakeConnections(Client);
    const socket = await connect(connections);
    const errors = [];
    connections.client.onError = (error) => errors.push(error.code);
    const done = connections.client.deactivate();
    socket.closed(1000);
    await done;
    assert.deepEqual(errors, []);
  });

  test('disconnectHeaders that can’t be written don’t keep the client', async () => {
    const connections = fakeConnections(Client);
    await connect(connections);
    connections.client.disconnectHeaders = { 'a\0': 'b' };
    const errors = [];
    connections.client.onError = (error) => errors.push(error.code);
    const done = connections.client.deactivate();
    await clock.advance(10_000);
    await done;
    assert.deepEqual(errors, ['unwritable_header_name']);
  });

  test('deactivating twice gives two promises that resolve', async () => {
    const connections = fakeConnections(Client);
    const socket = await connect(connections);
    const both = Promise.all([connections.client.deactivate(), connections.client.deactivate()]);
    socket.closed(1000);
    await both;
  });
});

test('an inactive client holds no memory of the core', async () => {
  const run = async () => {
    const connections = fakeConnections(Client);
    const socket = await connect(connections);
    socket.receive(`MESSAGE\nunfinished:${'x'.repeat(60_000)}`);
    await connections.client.deactivate({ force: true });
  };
  for (let i = 0; i < 5; i++) await run();
  const size = memory().octets.length;
  for (let i = 0; i < 200; i++) await run();
  assert.equal(memory().octets.length, size);
});

describe('deactivate, again, from what is told of it', () => {
  for (const name of ['onChangeState', 'onWebSocketClose', 'onDisconnect']) {
    for (const force of [false, true]) {
      test(`in ${name}${force ? ', by force' : ''}: every promise resolves`, async () => {
        const connections = fakeConnections(Client);
        const { client } = connections;
        const socket = await connect(connections);
        const inner = [];
        client[name] = () => inner.length < 9 && inner.push(client.deactivate({ force }));
        const outer = client.deactivate();
        if (socket.readyState === 1) socket.receive('RECEIPT\nreceipt-id:close-0\n\n\0');
        socket.closed(1000);
        await Promise.all([outer, ...inner]);
        assert.equal(client.state, ActivationState.INACTIVE);
      });
    }
  }

  test('while it waits to reconnect', async () => {
    const connections = fakeConnections(Client);
    const { client } = connections;
    (await connect(connections)).closed();
    const inner = [];
    client.onChangeState = () => inner.length < 9 && inner.push(client.deactivate());
    await client.deactivate();
    await Promise.all(inner);
    assert.equal(client.state, ActivationState.INACTIVE);
  });
});

describe('a socket that comes too late is closed', () => {
  test('from a factory that promises one', async () => {
    let give;
    const client = new Client({ webSocketFactory: () => new Promise((resolve) => (give = resolve)) });
    client.activate();
    await settled();
    await client.deactivate();
    const socket = new FakeSocket();
    give(socket);
    await settled();
    assert.equal(socket.closes.length, 1);
  });

  test('from a factory that deactivates', async () => {
    const socket = new FakeSocket();
    const client = new Client({
      webSocketFactory: () => {
        client.deactivate();
        return socket;
      },
    });
    client.activate();
    await settled();
    assert.equal(socket.closes.length, 1);
    assert.equal(client.state, ActivationState.INACTIVE);
  });
});

describe('disconnectHeaders that can’t be read', () => {
  const fail = () => {
    throw new Error('no header');
  };
  const unreadable = {
    'a value that throws': (client) => {
      client.disconnectHeaders = { a: { toString: fail } };
    },
    'a name that throws': (client) => {
      client.disconnectHeaders = Object.defineProperty({}, 'a', { get: fail, enumerable: true });
    },
    'all of them throw': (client) => Object.defineProperty(client, 'disconnectHeaders', { get: fail }),
  };
  const { reportError } = globalThis;
  let reported;
  beforeEach(() => {
    reported = 0;
    globalThis.reportError = () => reported++;
  });
  afterEach(() => {
    globalThis.reportError = reportError;
  });

  for (const [what, set] of Object.entries(unreadable)) {
    test(`${what}: DISCONNECT goes out without, which is reported`, async () => {
      const connections = fakeConnections(Client);
      const socket = await connect(connections);
      set(connections.client);
      const deactivated = connections.client.deactivate();
      assert.deepEqual(socket.takeSent(), ['DISCONNECT\nreceipt:close-0\n\n\0']);
      socket.receive('RECEIPT\nreceipt-id:close-0\n\n\0');
      socket.closed(1000);
      await deactivated;
      assert.equal(connections.client.state, ActivationState.INACTIVE);
      assert.equal(reported, 1);
    });

    test(`${what}: force asks for none`, async () => {
      const connections = fakeConnections(Client);
      await connect(connections);
      set(connections.client);
      await connections.client.deactivate({ force: true });
      assert.equal(connections.client.state, ActivationState.INACTIVE);
      assert.equal(reported, 0);
    });
  }
});

describe('activated anew by what is told of a forced deactivation', () => {
  const states = {
    'waiting to reconnect': async (connections) => (await connect(connections)).closed(),
    'awaiting beforeConnect': async ({ client }) => {
      client.beforeConnect = () => new Promise(() => {});
      client.activate();
      await settled();
    },
    connected: (connections) => connect(connections),
  };
  for (const [name, enter] of Object.entries(states))
    for (const told of [ActivationState.INACTIVE, ActivationState.DEACTIVATING])
      test(`${name}, by ${ActivationState[told]}: the new attempt is not given up`, async () => {
        const connections = fakeConnections(Client, { reconnectDelay: 0 });
        const { client } = connections;
        await enter(connections);
        const errors = [];
        client.onError = ({ code }) => errors.push(code);
        client.beforeConnect = () => {};
        let times = 0;
        client.onChangeState = (state) => {
          if (state === told && times++ === 0) client.activate();
        };
        await client.deactivate({ force: true });
        await settled();
        const socket = connections.sockets.at(-1);
        socket.open();
        socket.receive(connectedFrame());
        assert.deepEqual([errors, client.connected], [[], true]);
        client.onChangeState = () => {};
        await client.deactivate({ force: true });
      });
});
