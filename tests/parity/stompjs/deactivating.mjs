import { connectedFrame } from '../../wasm/support/fake-socket.mjs';

const deactivate = (stage, options) => stage.client.deactivate(options).then(() => stage.note('deactivated'));

const receipt = (id = 'close-0') => `RECEIPT\nreceipt-id:${id}\n\n\0`;

export const deactivating = {
  'DISCONNECT, its RECEIPT, close': async (stage) => {
    await stage.connect();
    deactivate(stage);
    await stage.settled();
    stage.socket.receive(receipt());
    await stage.settled();
    await stage.closed();
  },
  'a socket that closes while it is told to': async (stage) => {
    await stage.connect();
    const { whenClosed } = stage.socket;
    stage.socket.whenClosed = () => {
      whenClosed();
      stage.socket.closed(1000);
    };
    deactivate(stage);
    stage.socket.receive(receipt());
    await stage.settled();
  },
  'disconnectHeaders, and a receipt of the user’s': {
    config: { disconnectHeaders: { receipt: 'bye', reason: 'a:b' } },
    async play(stage) {
      await stage.connect();
      deactivate(stage);
      stage.socket.receive(receipt('bye'));
      await stage.closed();
    },
  },
  'disconnectHeaders are live': async (stage) => {
    await stage.connect();
    stage.client.disconnectHeaders = { late: 'yes' };
    deactivate(stage);
    await stage.settled();
  },
  'disconnectHeaders that are set when the state changes': async (stage) => {
    const { client } = stage;
    await stage.connect();
    client.onChangeState = () => {
      client.disconnectHeaders = { late: 'yes' };
    };
    void client.deactivate();
    await stage.settled();
  },
  'the broker closes in place of a RECEIPT': async (stage) => {
    await stage.connect();
    deactivate(stage);
    await stage.closed(1006);
  },
  'messages behind DISCONNECT are still told': async (stage) => {
    await stage.connect();
    stage.client.subscribe('/a', ({ body }) => stage.note('message', body));
    deactivate(stage);
    stage.socket.receive(`MESSAGE\nsubscription:sub-0\n\nlate\0${receipt('close-1')}`);
    await stage.closed();
  },
  'calls behind deactivate': async (stage) => {
    await stage.connect();
    deactivate(stage);
    stage.note(stage.client.connected, stage.client.active);
    stage.attempt(() => stage.client.publish({ destination: '/a' }));
    stage.attempt(() => stage.client.subscribe('/a', () => {}));
    await stage.settled();
  },
  'force: without DISCONNECT, at once': async (stage) => {
    await stage.connect();
    deactivate(stage, { force: true });
    await stage.settled();
    stage.note(stage.client.state, String(stage.client.webSocket));
  },
  'force while the socket opens': async (stage) => {
    stage.client.activate();
    await stage.settled();
    deactivate(stage, { force: true });
    await stage.settled();
  },
  'force while DISCONNECT waits for its RECEIPT': async (stage) => {
    await stage.connect();
    deactivate(stage);
    deactivate(stage, { force: true });
    await stage.settled();
  },
  'force closes with code 4001, as told to onWebSocketClose': async (stage) => {
    await stage.connect();
    stage.client.onWebSocketClose = ({ code, wasClean }) => stage.note(code, wasClean);
    deactivate(stage, { force: true });
    await stage.settled();
  },
  'inactive already': async (stage) => {
    await deactivate(stage);
    await deactivate(stage, { force: true });
    stage.note(stage.client.state);
  },
  'while the socket opens': async (stage) => {
    stage.client.activate();
    await stage.settled();
    deactivate(stage);
    await stage.closed(1006);
  },
  'while CONNECTED is waited for': async (stage) => {
    await stage.open();
    deactivate(stage);
    await stage.closed(1006);
  },
  twice: async (stage) => {
    await stage.connect();
    deactivate(stage);
    deactivate(stage);
    stage.socket.receive(receipt());
    await stage.closed();
  },
  'in onConnect': async (stage) => {
    stage.client.onConnect = () => deactivate(stage);
    await stage.connect();
    stage.socket.receive(receipt());
    await stage.closed();
  },
  'in the callback of a message': async (stage) => {
    await stage.connect();
    stage.client.subscribe('/a', () => deactivate(stage));
    stage.socket.receive('MESSAGE\nsubscription:sub-0\n\n1\0');
    stage.socket.receive(receipt('close-1'));
    await stage.closed();
  },
  'activate during deactivate': async (stage) => {
    await stage.connect();
    deactivate(stage);
    stage.client.activate();
    stage.note(stage.client.active, stage.client.state);
    stage.socket.receive(receipt());
    await stage.closed();
    stage.socket.open();
    stage.socket.receive(connectedFrame());
  },
  'activate during deactivate applies options to the next connection': async (stage) => {
    const { client } = stage;
    await stage.connect();
    client.subscribe('/a', ({ body }) => stage.note('got', body));
    void client.deactivate();
    client.appendMissingNULLonIncoming = true;
    client.connectHeaders = { login: 'another' };
    client.activate();
    stage.socket.receive('MESSAGE\nsubscription:sub-0\n\nfirst half, ');
    stage.socket.receive('second half\0');
    client.connectHeaders.token = 'latest';
    // What is told of the end is another case's.
    for (const name of ['onChangeState', 'onDisconnect', 'onWebSocketClose']) client[name] = () => {};
    stage.socket.receive(receipt('close-1'));
    await stage.closed();
    stage.socket.open();
    stage.socket.receive(connectedFrame().slice(0, -1));
  },
  'activate, then deactivate, during deactivate': async (stage) => {
    await stage.connect();
    deactivate(stage);
    stage.client.activate();
    deactivate(stage);
    stage.socket.receive(receipt());
    await stage.closed();
    await stage.advance(10_000);
  },
  'activate in onDisconnect': async (stage) => {
    await stage.connect();
    stage.client.onDisconnect = () => stage.client.activate();
    deactivate(stage);
    stage.socket.receive(receipt());
    await stage.closed();
  },
  'activate in onWebSocketClose': async (stage) => {
    await stage.connect();
    stage.client.onWebSocketClose = () => stage.client.activate();
    deactivate(stage);
    stage.socket.receive(receipt());
    await stage.closed();
  },
  'activate when it is resolved': async (stage) => {
    await stage.connect();
    deactivate(stage).then(() => stage.client.activate());
    stage.socket.receive(receipt());
    await stage.closed();
    await stage.settled();
  },
  'activate behind force': async (stage) => {
    await stage.connect();
    deactivate(stage, { force: true });
    stage.client.activate();
    await stage.settled();
  },
  'deactivate and activate in the same breath, before a socket is made': async (stage) => {
    stage.client.activate();
    deactivate(stage);
    stage.client.activate();
    await stage.settled();
  },
  'onDisconnect has the RECEIPT': async (stage) => {
    await stage.connect();
    stage.client.onDisconnect = (frame) => stage.note('onDisconnect', frame.command, { ...frame.headers });
    deactivate(stage);
    stage.socket.receive(receipt());
  },
  'an answer that never comes': {
    config: { reconnectDelay: 0 },
    async play(stage) {
      await stage.connect();
      deactivate(stage);
      await stage.advance(60_000);
    },
  },
  'the states, in their order': async (stage) => {
    const { client } = stage;
    client.onChangeState = (state) =>
      stage.note('onChangeState', state, client.state === state, client.active);
    await stage.connect();
    deactivate(stage);
    stage.note(client.state);
    stage.socket.receive(receipt());
    await stage.closed();
    stage.note(client.state);
  },
};
