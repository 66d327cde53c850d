const shown = (it) =>
  typeof it === 'string' ? it : [it.constructor.name, Buffer.from(it).toString('latin1')];

const rawFrame = (command, headers, body = '') => ({
  command,
  headers,
  binaryBody: new TextEncoder().encode(body),
});

/** What a parser yields of these chunks. */
const parsed = (chunks, appendMissingNull) => (stage) => {
  const parser = new stage.library.Parser(
    ({ command, headers, binaryBody }) => {
      stage.note('frame', command, headers, shown(binaryBody));
    },
    () => stage.note('ping'),
  );
  for (const chunk of chunks) {
    stage.attempt(() => parser.parseChunk(chunk, appendMissingNull));
    stage.note('chunk parsed');
  }
};

const octets = (text) => new TextEncoder().encode(text).buffer;
const full = 'MESSAGE\na:b\nc:d:e\n\nbödy\0';

export const frames = {
  'FrameImpl: a frame of text': (stage) => {
    const frame = new stage.library.FrameImpl({ command: 'SEND', headers: { a: 'b' }, body: 'té' });
    stage.note(frame.command, { ...frame.headers }, frame.isBinaryBody, frame.body, shown(frame.binaryBody));
    stage.note(shown(frame.serialize()));
    stage.note(String(frame));
  },
  'FrameImpl: a frame of octets': (stage) => {
    const frame = new stage.library.FrameImpl({
      command: 'SEND',
      headers: {},
      binaryBody: Uint8Array.of(65, 0),
    });
    stage.note(frame.isBinaryBody, frame.body, shown(frame.binaryBody));
    stage.note(shown(frame.serialize()));
  },
  'FrameImpl: without headers or body': (stage) => {
    const frame = new stage.library.FrameImpl({ command: 'BEGIN' });
    stage.note({ ...frame.headers }, frame.body, frame.isBinaryBody);
    stage.note(shown(frame.serialize()));
  },
  'FrameImpl: skipContentLengthHeader': (stage) => {
    const headers = { 'content-length': '7' };
    const { FrameImpl } = stage.library;
    stage.note(FrameImpl.marshall({ command: 'SEND', headers, body: 'x', skipContentLengthHeader: true }));
    stage.note(headers);
  },
  'FrameImpl: escapes where it is told to': (stage) => {
    const { FrameImpl } = stage.library;
    const marshall = (command, value, escapeHeaderValues) =>
      stage.note(FrameImpl.marshall({ command, headers: { a: value }, escapeHeaderValues }));
    for (const command of ['SEND', 'MESSAGE', 'OTHER']) marshall(command, 'x:y\\z\n\r', true);
    for (const command of ['SEND', 'CONNECT', 'CONNECTED']) marshall(command, 'x:y\\z', command !== 'SEND');
  },
  'FrameImpl: values that inject a header': (stage) => {
    const { FrameImpl } = stage.library;
    for (const command of ['SEND', 'CONNECT']) {
      stage.attempt(() => stage.note(FrameImpl.marshall({ command, headers: { a: 'x\nevil:y' } })));
    }
  },
  'FrameImpl.marshall: headers of other types': (stage) => {
    const { FrameImpl } = stage.library;
    stage.note(FrameImpl.marshall({ command: 'SEND', headers: { n: 5, t: true }, body: 'b' }));
  },
  'FrameImpl.fromRawFrame: trims, takes the first of repeated headers': (stage) => {
    const { FrameImpl } = stage.library;
    const raw = rawFrame(
      'MESSAGE',
      [
        ['a ', ' 1 '],
        ['b', 'x'],
        ['a', '2'],
      ],
      'body',
    );
    const frame = FrameImpl.fromRawFrame(raw, false);
    stage.note(frame instanceof FrameImpl, frame.command, stage.sorted(frame.headers), frame.body);
    stage.note(frame.isBinaryBody, shown(frame.binaryBody));
  },
  'FrameImpl.fromRawFrame: unescapes where it is told to': (stage) => {
    const { FrameImpl } = stage.library;
    for (const command of ['MESSAGE', 'CONNECTED']) {
      for (const escapeHeaderValues of [true, false]) {
        const frame = FrameImpl.fromRawFrame(rawFrame(command, [['a', 'x\\cy']]), escapeHeaderValues);
        stage.note(command, escapeHeaderValues, frame.headers.a);
      }
    }
  },
  'FrameImpl.hdrValueEscape, hdrValueUnEscape': (stage) => {
    const { FrameImpl } = stage.library;
    const value = 'a:b\\c\nd\re';
    stage.note(FrameImpl.hdrValueEscape(value));
    stage.note(FrameImpl.hdrValueUnEscape('a\\cb\\nc\\rd\\\\e') === 'a:b\nc\rd\\e');
  },
  'FrameImpl may be extended': (stage) => {
    class Extended extends stage.library.FrameImpl {
      get shout() {
        return this.body.toUpperCase();
      }
    }
    const frame = new Extended({ command: 'SEND', headers: { a: 'b' }, body: 'loud' });
    stage.note(frame.shout, frame instanceof stage.library.FrameImpl, frame.serialize());
  },
  'frames that are received are FrameImpls': async (stage) => {
    const { FrameImpl } = stage.library;
    await stage.connect();
    stage.client.onUnhandledMessage = (message) => stage.note(message instanceof FrameImpl, String(message));
    stage.socket.receive('MESSAGE\na:b\n\n\0');
  },

  'Parser: text': parsed([full]),
  'Parser: octets': parsed([octets(full)]),
  'Parser: several frames, and EOLs between them': parsed([`${full}\n\r\n${full}${full}`]),
  'Parser: NULs between frames': parsed([`${full}\0${full}`]),
  'Parser: in pieces': parsed(full.split('')),
  'Parser: content-length': parsed([
    'MESSAGE\ncontent-length:3\n\na\0b\0',
    'MESSAGE\ncontent-length:0\n\n\0',
  ]),
  'Parser: CR LF': parsed(['MESSAGE\r\na:b\r\n\r\nbody\r\n\0']),
  'Parser: pings': parsed(['\n', '\r\n', octets('\n\n')]),
  'Parser: repeated headers, all of them': parsed(['MESSAGE\na:1\na:2\n\n\0']),
  'Parser: nothing is trimmed, nothing unescaped': parsed(['MESSAGE\na: x\\cy \n\n\0']),
  'Parser: appendMissingNULLonIncoming': parsed(['MESSAGE\na:b\n\nbody', full], true),
  'Parser: a callback that throws': (stage) => {
    const { log } = console;
    console.log = (_, error) => stage.note('reported', error.message);
    try {
      const parser = new stage.library.Parser(
        ({ command }) => {
          stage.note(command);
          throw new Error(`on ${command}`);
        },
        () => {},
      );
      stage.attempt(() => parser.parseChunk('ONE\n\n\0TWO\n\n\0'));
    } finally {
      console.log = log;
    }
  },
};
