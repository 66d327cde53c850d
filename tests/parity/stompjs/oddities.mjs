import { withWebSocket } from '../support/fake-web-socket.mjs';

// Values that no type allows, frames that no broker sends, and forms that nobody promised.

/** On a connection, whose making is not written down. */
const connected = (play) => async (stage) => {
  await stage.connect();
  stage.lines.length = 0;
  await play(stage.client, stage);
};

/** What a parser makes of chunks; what it throws is named by its code. */
const parsed =
  (...chunks) =>
  (stage) => {
    const onFrame = ({ command, headers, binaryBody }) =>
      stage.note('frame', String(command), headers, Buffer.from(binaryBody).toString());
    const parser = new stage.library.Parser(onFrame, () => stage.note('ping'));
    for (const chunk of chunks) {
      try {
        parser.parseChunk(chunk);
        stage.note('taken');
      } catch (error) {
        stage.note('thrown', error.code ?? error.constructor.name);
      }
    }
  };

/** What FrameImpl writes; what it throws is named by its code. */
const written =
  (...frames) =>
  (stage) => {
    for (const frame of frames) {
      try {
        stage.note(stage.library.FrameImpl.marshall(frame));
      } catch (error) {
        stage.note('thrown', error.code);
      }
    }
  };

const ownProto = JSON.parse('{"__proto__":"x","a":"b"}');

export const oddities = {
  'configure with undefined': (stage) => {
    const { client } = stage;
    client.configure({ reconnectDelay: undefined, connectHeaders: undefined, onConnect: undefined });
    stage.note(typeof client.reconnectDelay, typeof client.connectHeaders, typeof client.onConnect);
    client.configure({ webSocketFactory: undefined, brokerURL: undefined });
    stage.note(typeof client.webSocketFactory, typeof client.brokerURL);
  },
  'bodies that are no text': connected((client) => {
    for (const body of [0, false, 5, true, { a: 1 }, [1, 2]]) client.publish({ destination: '/a', body });
  }),
  'calls without an id': connected((client, stage) => {
    stage.attempt(() => client.commit());
    stage.attempt(() => client.abort());
    stage.attempt(() => client.unsubscribe());
    stage.attempt(() => client.ack());
    stage.attempt(() => client.nack());
    stage.attempt(() => client.watchForReceipt(undefined, () => stage.note('watched')));
    stage.socket.receive('RECEIPT\nreceipt-id:undefined\n\n\0');
  }),
  'ids that are numbers': connected((client, stage) => {
    const subscription = client.subscribe('/a', ({ body }) => stage.note('got', body), { id: 5 });
    stage.note(typeof subscription.id, typeof client.begin(7).id);
    stage.socket.receive('MESSAGE\nsubscription:5\n\nx\0');
    client.unsubscribe(5);
    client.commit(7);
    client.watchForReceipt(9, () => stage.note('receipt'));
    stage.socket.receive('RECEIPT\nreceipt-id:9\n\n\0');
  }),
  'a header of the user’s that is named __proto__': {
    config: { connectHeaders: ownProto },
    async play(stage) {
      await stage.connect();
      stage.client.publish({ destination: '/a', headers: ownProto });
    },
  },
  'versions that nobody knows': {
    config: ({ Versions }) => ({ stompVersions: new Versions(['1.3', '1.2']) }),
    async play(stage) {
      await stage.open();
      stage.client.deactivate({ force: true });
      stage.client.stompVersions = new stage.library.Versions(['1.3']);
      stage.attempt(() => stage.client.activate());
      await stage.settled();
      if (stage.client.active) stage.socket.open();
    },
  },
  'a maxReconnectDelay that is set below reconnectDelay without configure': {
    config: ({ ReconnectionTimeMode }) => ({
      reconnectDelay: 500,
      reconnectTimeMode: ReconnectionTimeMode.EXPONENTIAL,
    }),
    async play(stage) {
      stage.client.maxReconnectDelay = 100;
      stage.client.activate();
      for (const wait of [500, 500]) {
        await stage.settled();
        stage.socket.closed();
        await stage.advance(wait);
      }
    },
  },
  'a message as JSON': connected((client, stage) => {
    client.onUnhandledMessage = (it) => stage.note(JSON.stringify(it));
    stage.socket.receive('MESSAGE\na:b\n\nx\0');
  }),
  'a URL that is not as URLs are written': {
    config: () => ({ webSocketFactory: undefined, brokerURL: 'WS://Broker.Test:80' }),
    play: (stage) => withWebSocket(stage, () => stage.open()),
  },
  'FrameImpl: commands and names that can’t be read again': written(
    { command: 'A B', headers: {} },
    { command: '', headers: {} },
    { command: 'SEND', headers: { 'a:b': 'x' } },
    { command: 'SEND', headers: { '': 'x' } },
    { command: 'SEND', headers: { a: 'x\ry' } },
  ),
  'Parser: a line without a colon': parsed('M\nabc\n\nx\0', 'N\n\n\0'),
  'Parser: a header without a name': parsed('M\n:b\n\n\0'),
  'Parser: a command of two words': parsed('M X\n\n\0'),
  'Parser: a byte order mark': parsed('\ufeffM\n\n\0'),
  'Parser: a body longer than its content-length': parsed('M\ncontent-length:2\n\nabc\0'),
  'Parser: CR in a value': parsed('M\na:b\rc\n\n\0'),
};
