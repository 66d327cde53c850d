import { Client } from '@stomp/stompjs';
import { connectedFrame } from '../../wasm/support/fake-socket.mjs';

const isPublic = (name) => !name.startsWith('_') && name !== 'scheduleReconnect';
const members = [...Object.getOwnPropertyNames(Client.prototype), ...Object.keys(new Client())].filter(
  isPublic,
);

export const connecting = {
  'CONNECT by default': {
    config: () => ({ host: undefined, heartbeatIncoming: undefined, heartbeatOutgoing: undefined }),
    async play(stage) {
      stage.client = new stage.library.Client({ webSocketFactory: () => stage.makeSocket() });
      await stage.open();
    },
  },

  'CONNECT with headers of the user, which come first': {
    config: { connectHeaders: { login: 'a:b', passcode: 'c\\d', host: 'virtual', n: 5 } },
    async play(stage) {
      await stage.connect();
    },
  },

  "accept-version and heart-beat of the user's lose against the options": {
    config: { connectHeaders: { 'heart-beat': '1,1', 'accept-version': '1.0', x: 'y' } },
    async play(stage) {
      await stage.connect();
    },
  },

  'stompVersions are offered as they are listed': {
    config: ({ Versions }) => ({ stompVersions: new Versions(['1.0', '1.1']) }),
    async play(stage) {
      await stage.connect('1.1');
      stage.note(stage.client.connectedVersion);
    },
  },

  'no version in CONNECTED': async (stage) => {
    await stage.open();
    stage.socket.receive('CONNECTED\n\n\0');
    stage.note('version', String(stage.client.connectedVersion));
    stage.client.publish({ destination: '/a' });
  },

  'connectionTimeout closes a socket that does not open, and an attempt follows': {
    config: { connectionTimeout: 1000, reconnectDelay: 200 },
    async play(stage) {
      stage.client.activate();
      await stage.advance(1000);
      stage.socket.closed();
      await stage.advance(200);
    },
  },

  'connectionTimeout: until CONNECTED': {
    config: { connectionTimeout: 1000 },
    async play(stage) {
      await stage.open();
      await stage.advance(1000);
      await stage.closed(1006);
    },
  },

  'connectionTimeout counts from when the socket is made': {
    config: { connectionTimeout: 1000, reconnectDelay: 0 },
    async play(stage) {
      let proceed;
      stage.client.beforeConnect = () =>
        new Promise((resolve) => {
          proceed = resolve;
        });
      stage.client.activate();
      await stage.advance(5000);
      proceed();
      await stage.settled();
      await stage.advance(1000);
    },
  },

  'connectionTimeout is over with CONNECTED': {
    config: { connectionTimeout: 1000 },
    async play(stage) {
      await stage.connect();
      await stage.advance(5000);
      stage.client.publish({ destination: '/a' });
    },
  },

  'connectionTimeout starts anew with each attempt': {
    config: { connectionTimeout: 1000, reconnectDelay: 900 },
    async play(stage) {
      stage.client.activate();
      await stage.advance(500);
      stage.socket.closed();
      await stage.advance(900);
      await stage.advance(1000);
    },
  },

  'without connectionTimeout a socket may take its time': {
    config: { connectionTimeout: 0 },
    async play(stage) {
      stage.client.activate();
      await stage.advance(3_600_000);
      stage.socket.open();
      stage.socket.receive(connectedFrame());
    },
  },

  'CONNECTED is waited for': {
    config: { reconnectDelay: 0 },
    async play(stage) {
      await stage.open();
      await stage.advance(60_000);
      stage.note(stage.client.active);
    },
  },

  'onConnect sees CONNECTED, and may subscribe': {
    config: {
      onConnect() {
        this.subscribe('/a', () => {});
      },
    },
    play: (stage) => stage.connect(),
  },

  'the socket fails and closes while it opens': {
    config: { reconnectDelay: 300 },
    async play(stage) {
      stage.client.activate();
      await stage.settled();
      stage.socket.onerror({ type: 'error' });
      stage.socket.closed();
      await stage.advance(300);
    },
  },

  'calls that need a connection': async (stage) => {
    const { client } = stage;
    const calls = {
      publish: () => client.publish({ destination: '/a' }),
      subscribe: () => client.subscribe('/a', () => {}),
      unsubscribe: () => client.unsubscribe('sub-0'),
      begin: () => client.begin(),
      commit: () => client.commit('tx'),
      abort: () => client.abort('tx'),
      ack: () => client.ack('m', 's'),
      nack: () => client.nack('m', 's'),
      watchForReceipt: () => client.watchForReceipt('r', () => {}),
    };
    const attemptAll = () => {
      for (const [name, call] of Object.entries(calls)) {
        stage.note(name);
        stage.attempt(call);
      }
    };
    attemptAll();
    client.activate();
    await stage.settled();
    attemptAll();
    stage.socket.open();
    attemptAll();
    stage.socket.receive(connectedFrame());
    stage.socket.closed();
    attemptAll();
  },

  'webSocket, connected, connectedVersion through a life': {
    config: { reconnectDelay: 10 },
    async play(stage) {
      const { client } = stage;
      const look = (when) =>
        stage.note(when, [
          stage.sockets.indexOf(client.webSocket),
          client.connected,
          String(client.connectedVersion),
          client.active,
        ]);
      look('inactive');
      client.activate();
      look('activated');
      await stage.settled();
      look('a socket is made');
      stage.socket.open();
      look('open');
      stage.socket.receive(connectedFrame('1.1'));
      look('connected');
      stage.socket.closed();
      look('closed');
      await stage.advance(10);
      look('the next socket');
    },
  },

  'events are handed on as they are': {
    config: { reconnectDelay: 0 },
    async play(stage) {
      await stage.connect();
      const seen = [];
      stage.client.onWebSocketError = (event) => seen.push(event);
      stage.client.onWebSocketClose = (event) => seen.push(event);
      const failure = { type: 'error', more: 'x' };
      stage.socket.onerror(failure);
      const closed = stage.socket.closed(1011, 'why');
      stage.note(seen[0] === failure, seen[1] === closed);
    },
  },

  'options changed while connected count for the next connection': {
    config: { reconnectDelay: 100, connectHeaders: { n: '1' } },
    async play(stage) {
      await stage.connect();
      stage.client.configure({
        connectHeaders: { n: '2' },
        forceBinaryWSFrames: true,
        splitLargeFrames: true,
      });
      stage.client.publish({ destination: '/a', body: 'x' });
      stage.socket.closed();
      await stage.advance(100);
      stage.socket.open();
    },
  },

  'reconnectDelay changed while connected': {
    config: { reconnectDelay: 100 },
    async play(stage) {
      await stage.connect();
      stage.client.reconnectDelay = 700;
      stage.socket.closed();
      await stage.advance(700);
    },
  },

  'activate twice': async (stage) => {
    stage.client.activate();
    stage.client.activate();
    await stage.settled();
    stage.socket.open();
    stage.client.activate();
    stage.socket.receive(connectedFrame());
    stage.client.activate();
    await stage.settled();
  },

  'activate while connected applies no options': async (stage) => {
    const { client } = stage;
    await stage.connect();
    client.subscribe('/a', ({ body }) => stage.note('got', body));
    client.appendMissingNULLonIncoming = true;
    client.reconnectDelay = Number.NaN;
    stage.attempt(() => client.activate());
    stage.socket.receive('MESSAGE\nsubscription:sub-0\n\nfirst half, ');
    stage.socket.receive('second half\0');
  },
  'activate while the socket opens applies no options': async (stage) => {
    const { client, library } = stage;
    client.activate();
    await stage.settled();
    client.connectHeaders = { login: 'another' };
    client.stompVersions = new library.Versions(['1.0']);
    client.activate();
    stage.socket.open();
    client.activate();
    stage.socket.receive(connectedFrame());
  },
  'what arrives in pieces while connecting': async (stage) => {
    await stage.open();
    for (const unit of connectedFrame()) stage.socket.receive(unit);
    stage.note(stage.client.connected);
  },

  'members that a client has': async (stage) => {
    const { client } = stage;
    stage.note(members.filter((name) => name in client));
    stage.note(client.active, client.connected, client.state);
    stage.note(String(client.webSocket), String(client.connectedVersion));
  },
};
