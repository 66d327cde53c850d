import { connectedFrame } from '../../wasm/support/fake-socket.mjs';
import { withWebSocket } from '../support/fake-web-socket.mjs';

// Where sockets come from, and what is done before one is made.
export const sockets = {
  'webSocketFactory: the socket gets array buffers, and its handlers before it opens': async (stage) => {
    stage.client.activate();
    await stage.settled();
    const { socket } = stage;
    stage.note(socket.binaryType, stage.client.webSocket === socket);
    stage.note(
      'handlers',
      ['onopen', 'onmessage', 'onclose', 'onerror'].map((name) => typeof socket[name]),
    );
    stage.note([stage.client.connected, stage.client.active, String(stage.client.connectedVersion)]);
  },

  'brokerURL: subprotocols by the versions': {
    config: () => ({ webSocketFactory: undefined, brokerURL: 'wss://broker.test/ws' }),
    play: (stage) =>
      withWebSocket(stage, async () => {
        await stage.connect();
        stage.note(stage.socket.binaryType, stage.client.webSocket.url);
      }),
  },

  'brokerURL: subprotocols of chosen versions': {
    config: ({ Versions }) => ({
      webSocketFactory: undefined,
      brokerURL: 'ws://broker.test/ws',
      stompVersions: new Versions([Versions.V1_1]),
    }),
    play: (stage) => withWebSocket(stage, () => stage.connect('1.1')),
  },

  'the factory wins over brokerURL': {
    config: { brokerURL: 'ws://broker.test/never' },
    play: (stage) => withWebSocket(stage, () => stage.connect()),
  },

  'the factory taken away, brokerURL counts': (stage) =>
    withWebSocket(stage, async () => {
      stage.client.configure({ brokerURL: 'ws://broker.test/ws', webSocketFactory: undefined });
      await stage.connect();
    }),

  'a factory that hands over an open socket': {
    config: (_, stage) => ({ webSocketFactory: () => stage.makeSocket({ readyState: 1 }) }),
    async play(stage) {
      stage.client.activate();
      await stage.settled();
      stage.socket.receive(connectedFrame());
      stage.client.publish({ destination: '/a' });
    },
  },

  'beforeConnect is handed the client, and its options count for this attempt': {
    config: {
      async beforeConnect(client) {
        await null;
        client.connectHeaders = { token: 'fresh' };
        client.heartbeatOutgoing = 7000;
        client.publish === undefined || client.configure({ forceBinaryWSFrames: true });
      },
    },
    play: (stage) => stage.connect(),
  },

  'a socket is made when what beforeConnect promises is done': {
    config: (_, stage) => ({
      beforeConnect: () =>
        new Promise((resolve) => {
          stage.note('asked');
          setTimeout(resolve, 500);
        }),
    }),
    async play(stage) {
      stage.client.activate();
      await stage.advance(1000);
      stage.socket.open();
    },
  },

  'options that the factory sets count for its socket': {
    config: ({ Versions }, stage) => ({
      webSocketFactory() {
        Object.assign(stage.client, {
          connectHeaders: { token: 'fresh' },
          heartbeatOutgoing: 5000,
          stompVersions: new Versions(['1.1']),
          debug: (line) => stage.note('debug', line),
          logRawCommunication: true,
          forceBinaryWSFrames: true,
        });
        return stage.makeSocket();
      },
    }),
    play: (stage) => stage.open(),
  },

  'connectHeaders may change until they are sent, in themselves': {
    config: (_, stage) => ({
      reconnectDelay: 100,
      connectHeaders: { token: 'none' },
      beforeConnect({ connectHeaders }) {
        connectHeaders.first = '1';
      },
      webSocketFactory() {
        stage.client.connectHeaders.second = '2';
        return stage.makeSocket();
      },
    }),
    async play(stage) {
      const { client } = stage;
      client.activate();
      await stage.settled();
      client.connectHeaders.token = 'latest';
      client.heartbeatOutgoing = 7000;
      stage.socket.open();
      stage.socket.closed();
      await stage.advance(100);
      client.connectHeaders = { token: 'too late' };
      stage.socket.open();
    },
  },

  'connectHeaders are read once for each CONNECT': {
    config: (_, stage) => ({
      reconnectDelay: 100,
      connectHeaders: {
        get token() {
          stage.note('read');
          return 'fresh';
        },
      },
    }),
    async play(stage) {
      await stage.connect();
      stage.client.activate();
      stage.socket.closed();
      await stage.advance(100);
      stage.socket.open();
    },
  },

  'a socket that opens while it is given its handlers': {
    config: (_, stage) => ({
      webSocketFactory() {
        const socket = stage.makeSocket();
        let onopen = null;
        const accessor = {
          get: () => onopen,
          set(value) {
            onopen = value;
            if (socket.readyState === 0) socket.open();
          },
        };
        socket.whenSent = (message) => {
          stage.note('sent', message);
          if (message.startsWith('CONNECT')) socket.receive(connectedFrame());
        };
        return Object.defineProperty(socket, 'onopen', accessor);
      },
    }),
    async play(stage) {
      stage.client.activate();
      await stage.settled();
      stage.client.publish({ destination: '/a' });
    },
  },

  'beforeConnect is asked before each attempt': {
    config: (_, stage) => ({ reconnectDelay: 100, beforeConnect: () => stage.note('beforeConnect') }),
    async play(stage) {
      await stage.connect();
      stage.socket.closed();
      await stage.advance(100);
      stage.socket.closed();
      await stage.advance(100);
    },
  },

  'deactivated in beforeConnect, no socket is made': {
    config: (_, stage) => ({
      beforeConnect: (client) => {
        client.deactivate().then(() => stage.note('deactivated'));
      },
    }),
    async play(stage) {
      stage.client.activate();
      await stage.settled();
    },
  },

  'a factory that hands over a socket that has closed': {
    config: (_, stage) => ({
      reconnectDelay: 100,
      webSocketFactory: () => stage.makeSocket({ readyState: stage.sockets.length === 0 ? 3 : 0 }),
    }),
    async play(stage) {
      stage.client.activate();
      await stage.settled();
      await stage.advance(100);
    },
  },

  'a socket without binaryType': {
    config: (_, stage) => ({
      webSocketFactory: () => {
        const socket = stage.makeSocket();
        delete socket.binaryType;
        return socket;
      },
    }),
    async play(stage) {
      await stage.connect();
      stage.client.publish({ destination: '/a', body: 'x' });
    },
  },
};
