import { connectedFrame } from '../../wasm/support/fake-socket.mjs';

const connected = (config, play) => ({
  config,
  async play(stage) {
    await stage.connect();
    stage.lines.length = 0;
    await play(stage.client, stage);
  },
});

export const transporting = {
  'forceBinaryWSFrames: every frame as octets, heartbeats as text': {
    config: { forceBinaryWSFrames: true, heartbeatOutgoing: 1000 },
    async play(stage) {
      await stage.connect('1.2', '0,1000');
      stage.client.publish({ destination: '/a', body: 'é' });
      stage.client.publish({ destination: '/a', binaryBody: Uint8Array.of(1) });
    },
  },
  'splitLargeFrames is off by default': connected({}, (client) => {
    client.publish({ destination: '/a', body: 'x'.repeat(100_000) });
  }),
  'splitLargeFrames: text in pieces of 8192': connected({ splitLargeFrames: true }, (client) => {
    client.publish({ destination: '/a', body: 'x'.repeat(20_000) });
    client.publish({ destination: '/a', body: 'small' });
  }),
  'splitLargeFrames: a frame that fits exactly': connected(
    { splitLargeFrames: true, maxWebSocketChunkSize: 40 },
    (client) => {
      // The head has 36 units, NUL is one.
      client.publish({ destination: '/a', body: 'x', headers: { a: '' } });
      for (let length = 1; length < 12; ++length)
        client.publish({ destination: '/a', body: 'y'.repeat(length) });
    },
  ),
  'splitLargeFrames: pieces of maxWebSocketChunkSize, CONNECT and SUBSCRIBE too': {
    config: { splitLargeFrames: true, maxWebSocketChunkSize: 10 },
    async play(stage) {
      await stage.connect();
      stage.client.publish({ destination: '/a', body: '0123456789abc' });
      stage.client.subscribe('/a', () => {}).unsubscribe();
    },
  },
  'splitLargeFrames: octets stay in one piece': connected(
    { splitLargeFrames: true, maxWebSocketChunkSize: 10 },
    (client) => client.publish({ destination: '/a', binaryBody: new Uint8Array(50) }),
  ),
  'splitLargeFrames with forceBinaryWSFrames: one piece': connected(
    { splitLargeFrames: true, maxWebSocketChunkSize: 10, forceBinaryWSFrames: true },
    (client) => client.publish({ destination: '/a', body: 'x'.repeat(50) }),
  ),
  'splitLargeFrames: between the halves of a surrogate pair': connected(
    { splitLargeFrames: true, maxWebSocketChunkSize: 10 },
    (client) => {
      client.publish({ destination: '/a', body: '😀'.repeat(6) });
      client.publish({ destination: '/a', body: `x${'😀'.repeat(6)}` });
    },
  ),
  appendMissingNULLonIncoming: {
    config: { appendMissingNULLonIncoming: true },
    async play(stage) {
      await stage.open();
      stage.socket.receive(connectedFrame().slice(0, -1));
      stage.client.subscribe('/a', ({ body }) => stage.note('message', body));
      stage.socket.receive('MESSAGE\nsubscription:sub-0\n\nwithout');
      stage.socket.receive('MESSAGE\nsubscription:sub-0\n\nwith\0');
      stage.socket.receive('MESSAGE\nsubscription:sub-0\ncontent-length:5\n\nempty');
    },
  },
  'appendMissingNULLonIncoming is off by default': async (stage) => {
    await stage.open();
    stage.socket.receive(connectedFrame().slice(0, -1));
    stage.note(stage.client.connected);
    stage.socket.receive('\0');
  },
  'forceDisconnect closes the socket, and an attempt follows': connected(
    { reconnectDelay: 100 },
    async (client, stage) => {
      client.forceDisconnect();
      stage.note('asked to close');
      stage.socket.closed(1000);
      await stage.advance(100);
    },
  ),
  'the code that a connection is given up with': connected({ reconnectDelay: 100 }, (client, stage) => {
    stage.socket.whenClosed = () => stage.note('close', ...stage.socket.closes.at(-1));
    client.forceDisconnect();
  }),
  'forceDisconnect: nothing is heard of the socket but its close': connected(
    { reconnectDelay: 100 },
    (client, stage) => {
      client.forceDisconnect();
      stage.socket.receive('MESSAGE\n\n\0');
      stage.socket.closed(1000);
    },
  ),
  'forceDisconnect while the socket opens': {
    config: { reconnectDelay: 100 },
    async play(stage) {
      stage.client.activate();
      await stage.settled();
      stage.client.forceDisconnect();
      stage.socket.closed();
      await stage.advance(100);
    },
  },
  'forceDisconnect without a connection': async (stage) => {
    stage.client.forceDisconnect();
    stage.note('nothing thrown');
  },
  'discardWebsocketOnCommFailure: forceDisconnect does not wait for the close': connected(
    { discardWebsocketOnCommFailure: true, reconnectDelay: 100 },
    async (client, stage) => {
      client.onWebSocketClose = ({ code, wasClean }) => stage.note('closed', code, wasClean);
      client.forceDisconnect();
      stage.note('told');
      stage.sockets[0].closed(1006);
      await stage.advance(100);
    },
  ),
  'discardWebsocketOnCommFailure: a socket that can be terminated': {
    config: (_, stage) => ({
      discardWebsocketOnCommFailure: true,
      reconnectDelay: 100,
      webSocketFactory: () => {
        const socket = stage.makeSocket();
        socket.terminate = () => {
          stage.note('terminate');
          socket.closed(1006);
        };
        return socket;
      },
    }),
    async play(stage) {
      await stage.connect();
      stage.client.forceDisconnect();
      await stage.advance(100);
    },
  },
  'the socket reports an error while it is open': connected({ reconnectDelay: 100 }, async (_, stage) => {
    stage.socket.onerror({ type: 'error' });
    stage.socket.closed(1006);
    await stage.advance(100);
  }),
};
