/** Attempts that fail one after the other for so long. */
const failing = (config, duration) => ({
  config,
  async play(stage) {
    const { makeSocket } = stage;
    stage.makeSocket = (...args) => {
      const socket = makeSocket.apply(stage, args);
      setTimeout(() => socket.closed(), 0);
      return socket;
    };
    stage.client.activate();
    await stage.advance(duration);
  },
});

export const reconnecting = {
  'after 5 s by default': failing({}, 11_000),
  reconnectDelay: failing({ reconnectDelay: 300 }, 1000),
  'reconnectDelay 0: never': failing({ reconnectDelay: 0 }, 100_000),
  LINEAR: failing(
    ({ ReconnectionTimeMode: { LINEAR } }) => ({ reconnectDelay: 100, reconnectTimeMode: LINEAR }),
    500,
  ),
  EXPONENTIAL: failing(
    ({ ReconnectionTimeMode: { EXPONENTIAL } }) => ({ reconnectDelay: 100, reconnectTimeMode: EXPONENTIAL }),
    20_000,
  ),
  'EXPONENTIAL up to maxReconnectDelay': failing(
    ({ ReconnectionTimeMode: { EXPONENTIAL } }) => ({
      reconnectDelay: 100,
      maxReconnectDelay: 350,
      reconnectTimeMode: EXPONENTIAL,
    }),
    2000,
  ),
  'EXPONENTIAL up to 15 minutes by default': failing(
    ({ ReconnectionTimeMode: { EXPONENTIAL } }) => ({
      reconnectDelay: 400_000,
      reconnectTimeMode: EXPONENTIAL,
    }),
    4_000_000,
  ),
  'EXPONENTIAL without a limit': failing(
    ({ ReconnectionTimeMode: { EXPONENTIAL } }) => ({
      reconnectDelay: 400_000,
      maxReconnectDelay: 0,
      reconnectTimeMode: EXPONENTIAL,
    }),
    7_000_000,
  ),
  'a maxReconnectDelay below reconnectDelay is raised to it': failing(
    ({ ReconnectionTimeMode: { EXPONENTIAL } }) => ({
      reconnectDelay: 500,
      maxReconnectDelay: 100,
      reconnectTimeMode: EXPONENTIAL,
    }),
    2000,
  ),
  'maxReconnectDelay is raised by configure': async (stage) => {
    const { client } = stage;
    client.configure({ reconnectDelay: 5000, maxReconnectDelay: 100 });
    stage.note(client.maxReconnectDelay);
    client.configure({ maxReconnectDelay: 0 });
    stage.note(client.maxReconnectDelay);
  },
  'EXPONENTIAL starts anew with CONNECTED': {
    config: ({ ReconnectionTimeMode: { EXPONENTIAL } }) => ({
      reconnectDelay: 100,
      reconnectTimeMode: EXPONENTIAL,
    }),
    async play(stage) {
      await stage.connect();
      stage.socket.closed();
      await stage.advance(100);
      stage.socket.closed();
      await stage.advance(200);
      stage.socket.open();
      stage.socket.receive('CONNECTED\nversion:1.2\n\n\0');
      stage.socket.closed();
      await stage.advance(400);
    },
  },
  'onConnect again after each reconnection, subscriptions are the application’s': {
    config: { reconnectDelay: 100 },
    async play(stage) {
      stage.client.onConnect = () => stage.note(stage.client.subscribe('/a', () => {}).id);
      for (let i = 0; i < 3; ++i) {
        if (i === 0) await stage.open();
        else stage.socket.open();
        stage.socket.receive('CONNECTED\nversion:1.2\n\n\0');
        stage.socket.closed();
        await stage.advance(100);
      }
    },
  },
  'deactivate in onWebSocketClose ends it': {
    config: { reconnectDelay: 100 },
    async play(stage) {
      await stage.connect();
      stage.client.onWebSocketClose = () => {
        stage.client.deactivate().then(() => stage.note('deactivated'));
      };
      stage.socket.closed();
      await stage.advance(1000);
    },
  },
  'deactivate while it waits to reconnect': {
    config: { reconnectDelay: 100 },
    async play(stage) {
      await stage.connect();
      stage.socket.closed();
      await stage.advance(50);
      stage.client.deactivate().then(() => stage.note('deactivated'));
      await stage.advance(1000);
    },
  },
  'reconnectDelay set to 0 in onWebSocketClose': {
    config: { reconnectDelay: 100 },
    async play(stage) {
      await stage.connect();
      stage.client.onWebSocketClose = () => {
        stage.client.reconnectDelay = 0;
      };
      stage.socket.closed();
      await stage.advance(1000);
    },
  },
  'activate while it waits to reconnect': {
    config: { reconnectDelay: 100 },
    async play(stage) {
      await stage.connect();
      stage.socket.closed();
      stage.client.activate();
      await stage.advance(1000);
    },
  },
  'forceDisconnect before there is a socket': {
    config: { reconnectDelay: 0, beforeConnect: () => Promise.resolve() },
    async play(stage) {
      const { client } = stage;
      client.forceDisconnect();
      client.activate();
      client.forceDisconnect();
      await stage.connect();
      stage.note(client.connected);
    },
  },
  'forceDisconnect while it waits to reconnect': {
    config: { reconnectDelay: 100 },
    async play(stage) {
      await stage.connect();
      stage.socket.closed();
      stage.client.forceDisconnect();
      await stage.advance(100);
      stage.client.forceDisconnect();
      stage.client.forceDisconnect();
      stage.socket.closed();
      await stage.advance(100);
    },
  },
  'the broker is restarted: closed, refused, connected': {
    config: { reconnectDelay: 100 },
    async play(stage) {
      await stage.connect();
      stage.socket.closed(1001);
      await stage.advance(100);
      stage.socket.onerror({ type: 'error' });
      stage.socket.closed(1006);
      await stage.advance(100);
      stage.socket.open();
      stage.socket.receive('CONNECTED\nversion:1.2\n\n\0');
      stage.client.publish({ destination: '/a' });
    },
  },
};
