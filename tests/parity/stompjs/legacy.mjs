import { connectedFrame } from '../../wasm/support/fake-socket.mjs';
import { webSocketClass, withWebSocket } from '../support/fake-web-socket.mjs';

/** What is written to the console meanwhile goes into the transcript. */
async function withConsole(stage, play) {
  const { log, warn } = console;
  console.log = (...words) => stage.note('console.log', ...words);
  console.warn = (...words) => stage.note('console.warn', ...words);
  try {
    await play();
  } finally {
    Object.assign(console, { log, warn });
  }
}

/** A case on a client of Stomp.over, which is quiet and says no host. */
const over = (play) => async (stage) => {
  const client = stage.library.Stomp.over(() => stage.makeSocket());
  Object.assign(client, { debug: () => {}, host: null, heartbeatIncoming: 0, heartbeatOutgoing: 0 });
  stage.client = client;
  await play(client, stage);
};

const opened = async (stage) => {
  await stage.settled();
  stage.socket.open();
  stage.socket.receive(connectedFrame());
};

/** The arguments of connect, and what is called of them. */
const connecting = (argumentsOf) =>
  over(async (client, stage) => {
    const callback = (name) => (it) => stage.note(name, it?.command ?? it?.code ?? '');
    stage.attempt(() => client.connect(...argumentsOf(callback)));
    await opened(stage);
    stage.socket.receive('ERROR\nmessage:m\n\n\0');
    stage.socket.closed(1006);
    await stage.advance(60_000);
  });

const connected = (play) =>
  over(async (client, stage) => {
    client.connect({}, () => stage.note('connected'));
    await opened(stage);
    stage.lines.length = 0;
    await play(client, stage);
  });

export const legacy = {
  'Stomp.client: a WebSocket with all subprotocols': (stage) =>
    withWebSocket(stage, async () => {
      const client = stage.library.Stomp.client('ws://broker.test/ws');
      Object.assign(client, { debug: () => {}, host: null });
      stage.client = client;
      await stage.open();
    }),
  'Stomp.client: subprotocols of the user’s': (stage) =>
    withWebSocket(stage, async () => {
      const client = stage.library.Stomp.client('ws://broker.test/ws', ['v12.stomp']);
      Object.assign(client, { debug: () => {}, host: null });
      stage.client = client;
      await stage.open();
    }),
  'Stomp.WebSocketClass': async (stage) => {
    const { Stomp } = stage.library;
    stage.note(String(Stomp.WebSocketClass));
    Stomp.WebSocketClass = webSocketClass(stage, 'a class of their own');
    try {
      const client = Stomp.client('ws://broker.test/ws');
      Object.assign(client, { debug: () => {}, host: null });
      stage.client = client;
      await stage.open();
    } finally {
      Stomp.WebSocketClass = null;
    }
  },
  'Stomp.over a socket warns': (stage) =>
    withConsole(stage, async () => {
      const client = stage.library.Stomp.over(stage.makeSocket());
      Object.assign(client, { debug: () => {}, host: null });
      stage.client = client;
      await stage.open();
    }),
  'debug goes to console.log': (stage) =>
    withConsole(stage, async () => {
      const client = stage.library.Stomp.over(() => stage.makeSocket());
      client.host = null;
      stage.client = client;
      await stage.open();
      await client.deactivate({ force: true });
    }),
  'a CompatClient is a Client': over((client, stage) => {
    stage.note(client instanceof stage.library.Client, client instanceof stage.library.CompatClient);
    stage.note(client.reconnectDelay, client.heartbeat.incoming, client.heartbeat.outgoing);
    stage.note(client.maxWebSocketFrameSize, String(client.ws), String(client.version));
  }),
  'new CompatClient': async (stage) => {
    const client = new stage.library.CompatClient(() => stage.makeSocket());
    Object.assign(client, { debug: () => {}, host: null });
    stage.client = client;
    await stage.open();
  },

  'connect(headers, connected)': connecting((callback) => [{ login: 'l', x: 'y' }, callback('connected')]),
  'connect(headers, connected, error)': connecting((callback) => [
    {},
    callback('connected'),
    callback('error'),
  ]),
  'connect(headers, connected, error, closed)': connecting((callback) => [
    {},
    callback('connected'),
    callback('error'),
    callback('closed'),
  ]),
  'connect(login, passcode, connected)': connecting((callback) => ['l', 'p', callback('connected')]),
  'connect(login, passcode, connected, error)': connecting((callback) => [
    'l',
    'p',
    callback('connected'),
    callback('error'),
  ]),
  'connect(login, passcode, connected, error, closed)': connecting((callback) => [
    'l',
    'p',
    callback('connected'),
    callback('error'),
    callback('closed'),
  ]),
  'connect(login, passcode, connected, error, closed, host)': connecting((callback) => [
    'l',
    'p',
    callback('connected'),
    callback('error'),
    callback('closed'),
    'virtual',
  ]),
  'connect with too few arguments': over((client, stage) => {
    stage.attempt(() => client.connect());
    stage.attempt(() => client.connect({}));
  }),

  'it does not reconnect unless told': connected(async (_, stage) => {
    stage.socket.closed();
    await stage.advance(1_000_000);
    stage.note(stage.sockets.length);
  }),
  reconnect_delay: connected(async (client, stage) => {
    client.reconnect_delay = 300;
    stage.note(client.reconnectDelay, String(client.reconnect_delay));
    stage.socket.closed();
    await stage.advance(0);
    await stage.settled();
  }),
  'reconnect_delay set in front of connect': over(async (client, stage) => {
    client.reconnect_delay = 300;
    client.connect({}, () => stage.note('connected'));
    await opened(stage);
    stage.socket.closed();
    await stage.advance(300);
    stage.note(stage.sockets.length);
  }),
  'disconnect(callback, headers)': connected(async (client, stage) => {
    client.disconnect(() => stage.note('disconnected'), { x: 'y' });
    await stage.settled();
    stage.socket.receive('RECEIPT\nreceipt-id:close-0\n\n\0');
    await stage.closed();
  }),
  'disconnect()': connected(async (client, stage) => {
    stage.note('returns', String(client.disconnect()));
    await stage.settled();
  }),
  send: connected((client) => {
    client.send('/a');
    client.send('/a', {}, 'body');
    client.send('/a', { x: 'y' }, 'body');
    client.send('/a', { 'content-length': false, x: 'y' }, 'body');
  }),
  'ws, version': connected((client, stage) => {
    stage.note(client.ws === stage.socket, client.version);
  }),
  'onreceive, onreceipt': connected((client, stage) => {
    client.onreceive = ({ command }) => stage.note('onreceive', command);
    client.onreceipt = ({ command }) => stage.note('onreceipt', command);
    stage.note(
      client.onreceive === client.onUnhandledMessage,
      client.onreceipt === client.onUnhandledReceipt,
    );
    stage.socket.receive('MESSAGE\nsubscription:s\n\n\0RECEIPT\nreceipt-id:r\n\n\0');
  }),
  heartbeat: over(async (client, stage) => {
    client.heartbeat.incoming = 4000;
    client.heartbeat.outgoing = 5000;
    stage.note(client.heartbeatIncoming, client.heartbeatOutgoing);
    client.heartbeat = { incoming: 6000, outgoing: 7000 };
    stage.note(client.heartbeat.incoming, client.heartbeat.outgoing);
    await stage.open();
  }),
  'subscriptions, transactions, acknowledgements': connected((client, stage) => {
    client.subscribe('/a', (message) => message.ack()).unsubscribe();
    client.begin('t').commit();
    client.ack('m', 's', { transaction: 't' });
    client.nack('m', 's');
    client.abort('t');
    client.commit('t');
    client.unsubscribe('sub-0');
    stage.note('done');
  }),
};
