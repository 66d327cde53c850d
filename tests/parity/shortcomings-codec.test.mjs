import { describe } from 'node:test';
import { heapInUse } from '../support/heap.mjs';
import { growth } from './support/growth.mjs';
import { headOf, message, shortcoming, subscribed } from './support/shortcoming.mjs';

const arrayBuffer = (text) => new TextEncoder().encode(text).buffer;

/** Of a connection with a subscription: the bodies that came for it when it was sent `input`, and whether it stands. */
const given =
  (...input) =>
  async (stage) => {
    const { messages, socket } = await subscribed(stage);
    for (const each of input) socket.receive(each);
    return [messages.map(({ body }) => body), socket.closes.length === 0 ? 'stands' : 'given up'];
  };

/** A header of the only message that came, by the name that it is looked for with. */
const header = (lines, name, version) => async (stage) => {
  const { messages, socket } = await subscribed(stage, version);
  socket.receive(message(lines));
  return messages.map(({ headers }) => headers[name]);
};

/** The heads of the frames that publish has sent, with what it threw. */
const published = (params, version) => async (stage) => {
  const { client, socket } = await subscribed(stage, version);
  try {
    client.publish({ destination: '/a', ...params });
  } catch ({ code }) {
    return code;
  }
  return socket.takeSent().map(headOf);
};

describe('escaping', () => {
  shortcoming('C:\\new\\cat comes back with a line feed', header('path:C\\c\\\\new\\\\cat\n', 'path'), {
    theirs: ['C:\\\new\\:at'],
    ours: ['C:\\new\\cat'],
  });

  shortcoming('an undefined escape passes in 1.2', given(message('a:x\\ty\n')), {
    theirs: [[''], 'stands'],
    ours: [[], 'given up'],
  });

  shortcoming('a name injects a header', published({ headers: { 'x:1\nevil': 'y' } }), {
    theirs: [['SEND', 'destination:/a', 'x:1', 'evil:y']],
    ours: [['SEND', 'destination:/a', 'x\\c1\\nevil:y']],
  });

  shortcoming('names are not unescaped', header('a\\cb:x\n', 'a:b'), { theirs: [undefined], ours: ['x'] });

  shortcoming('a value injects a header in 1.1', published({ headers: { x: 'y\nevil:1' } }, '1.1'), {
    theirs: [['SEND', 'destination:/a', 'x:y', 'evil:1']],
    ours: [['SEND', 'destination:/a', 'x:y\\nevil\\c1']],
  });

  shortcoming('values are not unescaped in 1.1', header('a:x\\cy\n', 'a', '1.1'), {
    theirs: ['x\\cy'],
    ours: ['x:y'],
  });

  shortcoming(
    'a value injects a header into CONNECT',
    async (stage) => {
      await stage.open();
      return stage.socket.takeSent().map((frame) => headOf(frame).slice(0, 3));
    },
    { theirs: [['CONNECT', 'login:x', 'evil:1']], ours: [] },
    { connectHeaders: { login: 'x\nevil:1' } },
  );
});

describe('headers', () => {
  shortcoming(
    'CONNECT has no host, which 1.1 and 1.2 require',
    async (stage) => {
      await stage.open();
      return headOf(stage.socket.sent[0]).filter((line) => line.startsWith('host'));
    },
    { theirs: [], ours: ['host:/'] },
    { host: undefined },
  );

  shortcoming('values are trimmed', header('a: b \n', 'a'), { theirs: ['b'], ours: [' b '] });

  shortcoming(
    'a value full of white space costs quadratic time',
    async (stage) => {
      const { messages, socket } = await subscribed(stage);
      const cost = growth((size) => {
        socket.receive(message(`a:x${' '.repeat(size)}x\n`));
        return messages.pop().headers.a.length;
      });
      return cost(2_000);
    },
    { theirs: 'quadratic', ours: 'linear at most' },
  );

  shortcoming('CR is dropped in a command', given(message('', 'x').replace('MESSAGE', 'MES\rSAGE')), {
    theirs: [['x'], 'stands'],
    ours: [[], 'given up'],
  });

  shortcoming('CR is dropped in a value', header('a:x\ry\n', 'a'), { theirs: ['xy'], ours: ['x\ry'] });

  shortcoming(
    'a line without a colon swallows the frame that it is in, up to the next',
    given(message('no colon\n') + message('', 'next')),
    {
      theirs: [['next'], 'stands'],
      ours: [[], 'given up'],
    },
  );

  const counted = published({ body: 'abc', headers: { 'content-length': '3' } });
  shortcoming("the user's own content-length is sent twice", counted, {
    theirs: [['SEND', 'destination:/a', 'content-length:3', 'content-length:3']],
    ours: [['SEND', 'destination:/a', 'content-length:3']],
  });

  shortcoming('undefined and null become text', published({ headers: { u: undefined, n: null, x: 'y' } }), {
    theirs: [['SEND', 'destination:/a', 'u:undefined', 'n:null', 'x:y']],
    ours: [['SEND', 'destination:/a', 'x:y']],
  });

  shortcoming(
    'a header named __proto__ is lost',
    async (stage) => {
      const { messages, socket } = await subscribed(stage);
      socket.receive(message('__proto__:x\n'));
      return messages.map(({ headers }) => Object.entries(headers).sort());
    },
    {
      theirs: [
        [
          ['message-id', '1'],
          ['subscription', 'sub-0'],
        ],
      ],
      ours: [
        [
          ['__proto__', 'x'],
          ['message-id', '1'],
          ['subscription', 'sub-0'],
        ],
      ],
    },
  );

  const told = (frame) => async (stage) => {
    const { socket } = await subscribed(stage);
    stage.lines.length = 0;
    socket.receive(frame);
    return stage.lines.map((line) => line.split(' ')[1]);
  };
  for (const name of ['toString', '__proto__']) {
    const unknown = `MESSAGE\nsubscription:${name}\nmessage-id:1\n\nx\0`;
    shortcoming(`a MESSAGE for a subscription ${name} that is none is lost`, told(unknown), {
      theirs: [],
      ours: ['onUnhandledMessage'],
    });

    const unwatched = `RECEIPT\nreceipt-id:${name}\n\n\0`;
    shortcoming(`a RECEIPT ${name} that nobody watches for is lost`, told(unwatched), {
      theirs: [],
      ours: ['onUnhandledReceipt'],
    });
  }

  shortcoming(
    'a message that is frozen has no body',
    async (stage) => {
      const { messages, socket } = await subscribed(stage);
      socket.receive(message('', 'x'));
      const frozen = Object.freeze(messages[0]);
      try {
        return frozen.body;
      } catch (error) {
        return error.constructor.name;
      }
    },
    { theirs: 'TypeError', ours: 'x' },
  );
});

describe('bodies', () => {
  for (const [length, theirs] of [
    ['abc', []],
    ['-1', []],
    ['2x', ['ab', 'next']],
  ]) {
    const frames = message(`content-length:${length}\n`, 'ab') + message('', 'next');
    shortcoming(`content-length:${length} is no error`, given(frames), {
      theirs: [theirs, 'stands'],
      ours: [[], 'given up'],
    });
  }

  shortcoming('behind a counted body any octet will do', given(message('content-length:2\n', 'abc')), {
    theirs: [['ab'], 'stands'],
    ours: [[], 'given up'],
  });

  const endless = (size) => [
    message().slice(0, -1),
    ...Array.from({ length: size / 2 ** 16 }, () => 'x'.repeat(2 ** 16)),
  ];
  shortcoming(
    'a body without an end has no limit',
    given(...endless(2 ** 20)),
    { theirs: [[], 'stands'], ours: [[], 'given up'] },
    { limits: { maxBodyBytes: 2 ** 19 } },
  );

  shortcoming(
    'a body in pieces takes ten times its size in memory',
    async (stage) => {
      const size = 2 ** 22;
      const { socket } = await subscribed(stage);
      const before = heapInUse();
      for (const piece of endless(size)) socket.receive(piece);
      const times = (heapInUse() - before) / size;
      return times > 6 ? 'more than six times' : times < 4 ? 'less than four times' : times;
    },
    { theirs: 'more than six times', ours: 'less than four times' },
  );

  shortcoming('a BOM is stripped', given(arrayBuffer(message('', '\ufeffx'))), {
    theirs: [['x'], 'stands'],
    ours: [['\ufeffx'], 'stands'],
  });

  shortcoming(
    'octets that are not UTF-8 are replaced silently',
    async (stage) => {
      const { messages, socket } = await subscribed(stage);
      const octets = Buffer.from(message('', '#'));
      octets[octets.length - 2] = 0xff;
      socket.receive(new Uint8Array(octets).buffer);
      const [{ binaryBody }] = messages;
      try {
        return [messages[0].body, ...binaryBody];
      } catch ({ code }) {
        return [code, ...binaryBody];
      }
    },
    { theirs: ['\ufffd', 0xff], ours: ['invalid_utf8', 0xff] },
  );

  shortcoming(
    'of a Blob comes no frame, and no error',
    async (stage) => {
      const { messages, socket } = await subscribed(stage);
      const blob = new Blob([message('', 'from a blob')]);
      socket.receive(blob);
      await blob.arrayBuffer();
      await stage.settled();
      return [messages.map(({ body }) => body), stage.lines.filter((line) => line.includes('Error')).length];
    },
    { theirs: [[], 0], ours: [['from a blob'], 0] },
  );

  shortcoming(
    'pieces of a large frame cut surrogate pairs',
    async (stage) => {
      const { client, socket } = await subscribed(stage);
      client.publish({ destination: '/a', body: '😀'.repeat(20) });
      client.publish({ destination: '/a', body: `x${'😀'.repeat(20)}` });
      const isWhole = (piece) => Buffer.from(piece).toString() === piece;
      return [socket.sent.length > 6, socket.sent.every(isWhole)];
    },
    { theirs: [true, false], ours: [true, true] },
    { splitLargeFrames: true, maxWebSocketChunkSize: 20 },
  );
});
