// Theirs writes the heads of incoming frames anew: back to front, and with content-length.
function inOrder(line) {
  const head = /^(\d+ debug <<< [A-Z]+\n)([\s\S]*?)\n\n$/.exec(line);
  if (head === null) return line;
  const headers = head[2].split('\n').filter((header) => !header.startsWith('content-length'));
  return `${head[1]}${headers.sort().join('\n')}\n\n`;
}

/** What a client writes to its log, and nothing else. */
const logged = (config, play, edit = inOrder) => ({
  config: (library, stage) => ({
    debug: (line) => stage.note('debug', line),
    ...(typeof config === 'function' ? config(library) : config),
  }),
  async play(stage) {
    await play(stage);
    await stage.settled();
    stage.lines = stage.lines.filter((line) => / debug /.test(line)).map(edit);
  },
});

export const log = {
  'log: connect, publish, receive, disconnect': logged({}, async (stage) => {
    const { client } = stage;
    await stage.connect();
    client.publish({ destination: '/a', body: 'secret' });
    client.subscribe('/a', () => {});
    stage.socket.receive('MESSAGE\nsubscription:sub-0\na:b\n\nsecret\0');
    stage.socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
    stage.socket.receive('ERROR\nmessage:m\n\n\0');
    client.deactivate();
    stage.socket.receive('RECEIPT\nreceipt-id:close-1\n\n\0');
    await stage.closed();
  }),
  'log: the heads of incoming frames': logged(
    {},
    (stage) => stage.connect(),
    (line) => line,
  ),
  'log: heartbeats': logged(
    { heartbeatOutgoing: 1000, heartbeatIncoming: 1000, reconnectDelay: 0 },
    async (stage) => {
      await stage.connect('1.2', '1000,1000');
      stage.socket.receive('\n');
    },
  ),
  'log: reconnection': logged({ reconnectDelay: 400 }, async (stage) => {
    await stage.connect();
    stage.socket.closed();
    await stage.advance(400);
  }),
  'log: a maxReconnectDelay below reconnectDelay': logged({}, async (stage) => {
    stage.client.configure({ reconnectDelay: 500, maxReconnectDelay: 100 });
  }),
  'log: configured at once': async (stage) => {
    const debug = (line) => stage.note('debug', line);
    new stage.library.Client({ debug, reconnectDelay: 500, maxReconnectDelay: 100 });
    stage.note('made');
  },
  'log: logRawCommunication': logged({ logRawCommunication: true }, async (stage) => {
    await stage.connect();
    stage.client.publish({ destination: '/a', body: 'text' });
    stage.socket.receive('MESSAGE\na:b\n\nbody\0');
    stage.socket.receive(new TextEncoder().encode('MESSAGE\na:b\n\nbödy\0').buffer);
  }),
  'log: logRawCommunication of octets': logged({ logRawCommunication: true }, async (stage) => {
    await stage.connect();
    stage.client.publish({ destination: '/a', binaryBody: Uint8Array.of(0x62, 0xc3, 0xb6) });
  }),
  'log: a broker that is lost': logged({ heartbeatIncoming: 1000, reconnectDelay: 0 }, async (stage) => {
    await stage.connect('1.2', '1000,0');
    await stage.advance(500);
    stage.socket.receive('\n');
    await stage.advance(2500);
  }),
  'log: deactivated before there is a socket': logged({}, async (stage) => {
    stage.client.beforeConnect = () => null;
    stage.client.activate();
    await stage.client.deactivate();
    stage.client.beforeConnect = async (client) => {
      await null;
      void client.deactivate();
    };
    stage.client.activate();
    await stage.settled();
  }),
  'log: splitLargeFrames': logged({ splitLargeFrames: true, maxWebSocketChunkSize: 30 }, async (stage) => {
    await stage.connect();
    stage.client.publish({ destination: '/a', body: 'x'.repeat(40) });
  }),
  'log: a socket that is discarded': logged(
    { discardWebsocketOnCommFailure: true, reconnectDelay: 0 },
    async (stage) => {
      await stage.connect();
      stage.client.forceDisconnect();
    },
  ),
  'log: activated twice': logged({}, async (stage) => {
    stage.client.activate();
    stage.client.activate();
    await stage.settled();
  }),
  'log: deactivated twice': logged({}, async (stage) => {
    await stage.client.deactivate();
  }),
  'log: a connection that is not made in time': logged(
    { connectionTimeout: 1000, reconnectDelay: 0 },
    async (stage) => {
      await stage.open();
      await stage.advance(1000);
      await stage.closed();
    },
  ),
  'log: debug is taken when a connection is made': logged({ reconnectDelay: 100 }, async (stage) => {
    await stage.connect();
    stage.client.debug = (line) => stage.note('debug', 'new', line);
    stage.client.publish({ destination: '/a' });
    stage.socket.closed();
    await stage.advance(100);
    stage.socket.open();
  }),
};
