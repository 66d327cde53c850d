import { connectedFrame } from '../../wasm/support/fake-socket.mjs';

/** A case on a connection with a subscription, whose messages are written down. */
const subscribed = (play, { config, version } = {}) => ({
  config,
  async play(stage) {
    await stage.connect(version);
    stage.client.subscribe('/a', (message) => {
      stage.note('message', stage.sorted(message.headers), message.body, message.isBinaryBody);
    });
    stage.lines.length = 0;
    await play(stage.socket, stage);
  },
});

const message = (headers = '', body = '') =>
  `MESSAGE\nsubscription:sub-0\nmessage-id:1\n${headers}\n${body}\0`;
const arrayBuffer = (text) => new TextEncoder().encode(text).buffer;

export const receiving = {
  'a message as text': subscribed((socket) => socket.receive(message('destination:/a\n', 'héllo 😀'))),
  'a message as octets': subscribed((socket) => socket.receive(arrayBuffer(message('a:b\n', 'héllo')))),
  'a message and its octets': subscribed((socket, stage) => {
    stage.client.subscribe('/b', ({ binaryBody, body, command }) => {
      stage.note(command, body, binaryBody.constructor.name, [...binaryBody]);
    });
    socket.receive('MESSAGE\nsubscription:sub-1\n\né\0');
    socket.receive(
      new Uint8Array(Buffer.from('MESSAGE\nsubscription:sub-1\ncontent-length:3\n\na\0b\0')).buffer,
    );
  }),
  'a message with content-length and NUL': subscribed((socket) =>
    socket.receive(message('content-length:3\n', 'a\0b')),
  ),
  'a message in pieces': subscribed((socket) => {
    for (const unit of message('content-length:2\n', 'é')) socket.receive(unit);
  }),
  'a message in pieces of octets': subscribed((socket) => {
    for (const octet of Buffer.from(message('', 'é😀'))) socket.receive(Uint8Array.of(octet).buffer);
  }),
  'messages in one piece, EOLs behind them': subscribed((socket, stage) => {
    stage.client.onHeartbeatReceived = () => {};
    socket.receive(`${message('', '1')}\n${message('', '2')}\r\n\n${message('', '3')}`);
  }),
  'lines that end in CR LF': subscribed((socket) =>
    socket.receive('MESSAGE\r\nsubscription:sub-0\r\nx:y\r\n\r\nbody\r\n\0'),
  ),
  'of repeated headers the first': subscribed((socket) => socket.receive(message('a:1\nb:x\na:2\n'))),
  'the order of the headers': subscribed((socket, stage) => {
    stage.client.onUnhandledMessage = (it) => stage.note(Object.keys(it.headers));
    socket.receive('MESSAGE\nb:1\na:2\nc:3\n\n\0');
  }),
  'escapes of 1.2': subscribed((socket) => socket.receive(message('a:x\\cy\\nz\\r\n'))),
  'escapes in CONNECTED': async (stage) => {
    await stage.open();
    stage.socket.receive('CONNECTED\nversion:1.2\nserver:a\\cb\n\n\0');
  },
  'backslashes in 1.0': subscribed((socket) => socket.receive(message('a:x\\cy\n')), { version: '1.0' }),
  'escapes in 1.1': subscribed((socket) => socket.receive(message('a:x\\cy\n')), { version: '1.1' }),
  'colons in values': subscribed((socket) => socket.receive(message('a:b:c\nurl:http://x\n'))),
  'empty values': subscribed((socket) => socket.receive(message('a:\n'))),
  'white space around names and values': subscribed((socket) => socket.receive(message('a: b \n c:d\n'))),
  'an empty body': subscribed((socket) => {
    socket.receive(message());
    socket.receive(message('content-length:0\n'));
  }),
  'a message for nobody': subscribed((socket) => {
    socket.receive('MESSAGE\nsubscription:other\nmessage-id:1\nack:k\n\nx\0');
    socket.receive('MESSAGE\nmessage-id:1\n\ny\0');
  }),
  'a message after unsubscribe': subscribed((socket, stage) => {
    stage.client.unsubscribe('sub-0');
    socket.receive(message('', 'late'));
  }),
  'a message for nobody is acknowledged all the same': subscribed((socket, stage) => {
    stage.client.onUnhandledMessage = (it) => {
      it.ack();
      it.nack({ x: 'y' });
    };
    socket.receive('MESSAGE\nsubscription:other\nmessage-id:1\nack:k\n\nx\0');
  }),
  'what callbacks are called on': async (stage) => {
    const { client } = stage;
    await stage.connect();
    client.subscribe('/a', function () {
      stage.note('message', typeof this);
    });
    client.watchForReceipt('r', function () {
      stage.note('receipt', typeof this);
    });
    client.onUnhandledMessage = client.onStompError = function () {
      stage.note('callback of the client', this === client);
    };
    for (const frame of [message(), 'RECEIPT\nreceipt-id:r\n\n\0', 'MESSAGE\n\n\0', 'ERROR\n\n\0'])
      stage.socket.receive(frame);
  },
  'subscribed in onConnect, with the message behind CONNECTED': async (stage) => {
    stage.client.onConnect = () => {
      stage.client.subscribe('/a', ({ body }) => stage.note('got', body), { id: 'toString' });
    };
    await stage.open();
    const late = 'MESSAGE\nsubscription:toString\n\n';
    stage.socket.receive(`${connectedFrame()}${late}1\0${late}2\0MESSAGE\nsubscription:other\n\n3\0`);
    stage.socket.receive(`${late}4\0`);
  },
  'unsubscribed and subscribed anew within a callback': subscribed((socket, stage) => {
    const { client } = stage;
    const subscribe = (callback) => client.subscribe('/b', callback, { id: 'b' });
    const first = subscribe(({ body }) => {
      stage.note('first', body);
      first.unsubscribe();
      subscribe((it) => stage.note('second', it.body));
    });
    const frame = (body) => `MESSAGE\nsubscription:b\n\n${body}\0`;
    socket.receive(frame('1') + frame('2'));
    client.unsubscribe('b');
    socket.receive(frame('3'));
  }),
  'watched for within a callback, with the receipt behind its message': subscribed(async (socket, stage) => {
    const { client } = stage;
    client.subscribe('/b', () => {
      client.publish({ destination: '/c', headers: { receipt: 'r' } });
      client.watchForReceipt('r', () => stage.note('stored'));
    });
    const receipt = 'RECEIPT\nreceipt-id:r\n\n\0';
    socket.receive(`MESSAGE\nsubscription:sub-1\n\n\0${receipt}`);
    await stage.advance(40_000);
    client.watchForReceipt('r', () => stage.note('stored again'));
    socket.receive(receipt);
    socket.receive(receipt);
  }),
  'a receipt that is watched for with no callback': subscribed((socket, stage) => {
    stage.client.watchForReceipt('r');
    socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
  }),
  'a message is acknowledged as it came, whatever became of its headers': subscribed((socket, stage) => {
    stage.client.onUnhandledMessage = (it) => {
      Object.assign(it.headers, { ack: 'mine', subscription: 'mine' });
      it.ack();
      it.headers = {};
      it.nack();
    };
    socket.receive('MESSAGE\nsubscription:other\nsubscription:2nd\nmessage-id:1\nack:k\n\n\0');
  }),
  'unsubscribed within its callback': subscribed((socket, stage) => {
    const subscription = stage.client.subscribe('/b', ({ body }) => {
      stage.note('got', body);
      subscription.unsubscribe();
    });
    const frame = (body) => `MESSAGE\nsubscription:sub-1\n\n${body}\0`;
    socket.receive(frame('1') + frame('2'));
  }),
  'publish within a callback': subscribed((socket, stage) => {
    stage.client.subscribe('/b', ({ body }) => {
      stage.note('begin', body);
      stage.client.publish({ destination: '/c', body });
      stage.note('end', body);
    });
    const frame = (body) => `MESSAGE\nsubscription:sub-1\n\n${body}\0`;
    socket.receive(frame('1') + frame('2'));
  }),
  'RECEIPT: its watcher, once; otherwise onUnhandledReceipt': subscribed((socket, stage) => {
    stage.client.watchForReceipt('r', (frame) => stage.note('watched', { ...frame.headers }));
    socket.receive('RECEIPT\nreceipt-id:other\n\n\0');
    socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
    socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
    socket.receive('RECEIPT\n\n\0');
  }),
  'a watcher that is set before its frame is sent': subscribed((socket, stage) => {
    stage.client.watchForReceipt('sub', () => stage.note('subscribed'));
    stage.client.subscribe('/b', () => {}, { receipt: 'sub' });
    socket.receive('RECEIPT\nreceipt-id:sub\n\n\0');
  }),
  ERROR: subscribed((socket) => socket.receive('ERROR\nmessage:no\nreceipt-id:r\n\ndetails\0')),
  'ERROR, and the broker closes': subscribed(
    async (socket, stage) => {
      socket.receive('ERROR\nmessage:no\n\ndetails\0');
      socket.closed(1002);
      await stage.advance(50);
    },
    { config: { reconnectDelay: 50 } },
  ),
  'ERROR in place of CONNECTED': async (stage) => {
    await stage.open();
    stage.socket.receive('ERROR\nmessage:refused\n\n\0');
    stage.socket.closed(1000);
    await stage.settled();
    stage.note(stage.client.active);
  },
  'a frame of no known kind': subscribed((socket) => socket.receive('OTHER\na:b\n\nbody\0')),
  heartbeats: subscribed((socket) => {
    socket.receive('\n');
    socket.receive('\r\n');
    socket.receive(arrayBuffer('\n'));
  }),
  'several EOLs in one piece': subscribed((socket) => socket.receive('\n\n\n')),
  'callbacks are looked up when they are called': subscribed((socket, stage) => {
    for (const name of ['onUnhandledMessage', 'onUnhandledReceipt', 'onUnhandledFrame', 'onStompError']) {
      stage.client[name] = (frame) => stage.note(`new ${name}`, frame.command);
    }
    stage.client.onHeartbeatReceived = () => stage.note('new onHeartbeatReceived');
    stage.client.onWebSocketClose = ({ code }) => stage.note('new onWebSocketClose', code);
    stage.client.onWebSocketError = ({ type }) => stage.note('new onWebSocketError', type);
    socket.receive('\n');
    socket.receive('MESSAGE\n\n\0RECEIPT\n\n\0OTHER\n\n\0');
    socket.onerror({ type: 'error' });
    socket.receive('ERROR\n\n\0');
    socket.closed();
  }),
  'a frame can be written to': subscribed((socket, stage) => {
    stage.client.onUnhandledMessage = (it) => {
      it.headers.extra = 'added';
      it.command = 'OTHER';
      stage.note(stage.sorted(it.headers), it.command);
      it.headers = { all: 'new' };
      stage.note(it.headers);
    };
    socket.receive('MESSAGE\na:b\n\n\0');
  }),
  'a frame as text': subscribed((socket, stage) => {
    stage.client.onUnhandledMessage = (it) => stage.note(String(it));
    socket.receive('MESSAGE\na:b\n\nbody\0');
  }),
  'a callback that throws, and the message behind it': subscribed((socket, stage) => {
    const { log } = console;
    console.log = (_, error) => stage.note('reported', error.message);
    try {
      stage.client.subscribe('/b', ({ body }) => {
        stage.note('got', body);
        throw new Error(`on ${body}`);
      });
      const frame = (body) => `MESSAGE\nsubscription:sub-1\n\n${body}\0`;
      socket.receive(frame('1') + frame('2'));
    } finally {
      console.log = log;
    }
  }),
  'nothing is heard behind a close': subscribed(
    async (socket, stage) => {
      socket.closed();
      socket.receive(message('', 'late'));
      await stage.settled();
    },
    { config: { reconnectDelay: 0 } },
  ),
};
