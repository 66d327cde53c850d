// Where our SockJS does on purpose otherwise than sockjs-client 1.6.1, by section and case: what comes of the case with
// each of them, and why. Asserted exactly, on both sides.

const seenOf = (url) => ({ url, readyState: 0, extensions: '', protocol: '', transport: undefined });

const ofConstructor = {
  'without new and without arguments': {
    theirs: { error: "The URL 'undefined' is invalid", isSyntax: true, isType: false },
    ours: {
      error: "Failed to construct 'SockJS: 1 argument required, but only 0 present",
      isSyntax: false,
      isType: true,
    },
    why: 'Without `new` it becomes a call with three arguments there, and the undefined ones a URL.',
    told: 'no arguments',
  },
  'URL "http://h/a/../b/"': {
    theirs: seenOf('http://h/a/../b'),
    ours: seenOf('http://h/b'),
    why: 'The URL is told as it is asked for: browsers leave out such parts (URL standard, "path state").',
    told: 'URLs',
  },
  'names of errors': {
    theirs: [
      ['Error', true],
      ['Error', true],
      ['SyntaxError', true],
    ],
    ours: [
      ['InvalidStateError', true],
      ['InvalidAccessError', true],
      ['TypeError', true],
    ],
    why: 'The names are those that WebSocket has; theirs stand in the message, and so they do in ours.',
    told: 'names of errors',
  },
};

// ---- Transcripts: what handlers and listeners are told, with readyState and transport.

const twice = (...entry) => [
  ['handler', ...entry],
  ['listener', ...entry],
];
const closing = (code, reason, wasClean = false) => [
  ...twice('close', code, reason, wasClean, 3, 'null'),
  ['afterwards', 3, 'null', ['onopen', 'onheartbeat']],
];
const opening = (transport) => twice('open', 1, transport);
const messages = (...all) => all.flatMap((data) => twice('message', data, 1, 'websocket'));
const farewell = closing(3333, 'end of the case', true);

const attempts = (...endpoints) => [
  'GET /service/info',
  ...endpoints.map((each) => {
    const method = each === 'websocket' ? 'WebSocket' : 'POST';
    return `${method} /service/{3 digits}/{8 characters}/${each}`;
  }),
];

const connecting = {
  'WebSocket with 1005': {
    theirs: [closing(1000, ''), attempts('websocket'), undefined],
    ours: [closing(2000, 'All transports failed'), attempts('websocket', 'xhr_streaming', 'xhr'), undefined],
    why: 'The WebSocket that it brings along for Node takes a missing code for 1000; browsers tell 1005, and it goes on.',
    told: 'a WebSocket that closes without a code, in Node',
  },
};

const invalid = 'Receiving error: The text is not a SockJS frame.';
const noJson = 'Receiving error: The text is not JSON.';
const open = opening('websocket');
const ignored = 'What breaks the protocol is ignored there, and with it a message may be lost in silence.';
const unfit =
  'Codes and reasons of other types are handed on there, where applications count on numbers and texts.';
const badFrame = (frame, reason, why = ignored, theirs = farewell) => [
  `a frame that is ${frame}`,
  {
    theirs: [...open, ...theirs],
    ours: [...open, ...closing(1002, reason)],
    why,
    told: 'frames that are none',
  },
];

const frames = {
  'WebSocket: cut': {
    theirs: [...open, ...closing(1006, '')],
    ours: [...open, ...closing(1006, 'WebSocket connection broken')],
    why: 'It says so only where the socket tells an error first, which that of Node does not.',
    told: 'reasons of 1006',
  },
  'numbers, objects, null among messages': {
    theirs: [...open, ...messages('1', 2, { a: [true] }, null, -1500), ...farewell],
    ours: [...open, ...messages('1', '2', '{"a":[true]}', 'null', '-1.5e3'), ...farewell],
    why: 'Messages are texts: what is none arrives as it was written.',
    told: 'elements that are no strings',
  },
  ...Object.fromEntries([
    ...['x', 'A["1"]', '<html>502</html>', '"1"', 'a"1"', 'a{"0":"1"}'].map((it) => badFrame(it, invalid)),
    ...['c[]', 'c[3000]', 'c[3000,"x",1]'].map((it) => badFrame(it, invalid)),
    ...['a', 'a["1"', 'a["1"]x', 'a[NaN]', 'm', 'mx', 'c'].map((it) => badFrame(it, noJson)),
    badFrame('c["3000","x"]', invalid, unfit, closing('3000', 'x', true)),
    badFrame('c[3000,1]', invalid, unfit, closing(3000, 1, true)),
    badFrame('c[70000,"x"]', invalid, unfit, closing(70_000, 'x', true)),
    badFrame(
      'ox',
      invalid,
      'Only the first letter is looked at there.',
      closing(1006, 'Server lost session'),
    ),
    badFrame('hx', invalid, 'Only the first letter is looked at there.', [
      ...twice('heartbeat', 1, 'websocket'),
      ...farewell,
    ]),
  ]),
  'a frame that is c[0,"x"]': {
    theirs: [...open, ...closing(1000, 'x', true)],
    ours: [...open, ...closing(0, 'x', true)],
    why: 'The code is the one that the server gave.',
    told: 'close code 0',
  },
  'the prelude of a stream': {
    theirs: [[...twice('heartbeat', 0, 'undefined'), ...opening('xhr-streaming'), ...farewell], 1],
    ours: [[...opening('xhr-streaming'), ...farewell], 1],
    why: 'The prelude fills buffers. The protocol has no heartbeat before `o`.',
    told: 'heartbeat before open',
  },
  'a last line without its end': {
    theirs: [[...opening('xhr-polling'), ...farewell], 3],
    ours: [[...opening('xhr-polling'), ...twice('message', '1', 1, 'xhr-polling'), ...farewell], 3],
    why: 'A message would be lost: a response that is complete ends its last line too.',
    told: 'a last line without its end',
  },
  ...Object.fromEntries(
    ['xhr-streaming', 'xhr-polling'].map((transport) => [
      `${transport}: a status other than 200`,
      {
        theirs: [...opening(transport), ...closing(1006, 'permanent')],
        ours: [...opening(transport), ...closing(1006, 'Receiving error: http status 500')],
        why: 'The reason says what happened.',
        told: 'reasons of 1006',
      },
    ]),
  ),
};

const unsent = (transport, name, theirs, ours, why) => [
  `${transport}: ${name}`,
  {
    theirs: [[...opening(transport), ...closing(1006, `Sending error: ${theirs}`)], undefined],
    ours: [[...opening(transport), ...closing(1006, `Sending error: ${ours}`)], undefined],
    why,
    told: 'reasons of 1006',
  },
];

const sending = Object.fromEntries(
  ['xhr-streaming', 'eventsource', 'xhr-polling'].flatMap((transport) => [
    ...[404, 500, 302].map((status) => {
      const told = `http status ${status}`;
      const why = 'The name of the class of an error is none of the reason.';
      return unsent(transport, `${status} ends it`, `Error: ${told}`, told, why);
    }),
    unsent(
      transport,
      'a POST that breaks off ends it',
      'Error: http status 0',
      'A POST failed; whether its messages arrived is not known.',
      'There was no status.',
    ),
    [
      `${transport}: what waits when it is closed`,
      {
        theirs: [[...opening(transport), ...closing(1000, 'Normal closure', true)], ['["1"]']],
        ours: [
          [...opening(transport), ...closing(1000, 'Normal closure', true)],
          ['["1"]', '["2","3"]'],
        ],
        why: 'What was sent before `close` goes out, as with a WebSocket.',
        told: 'close()',
      },
    ],
  ]),
);

const browser = {
  'an empty URL': {
    theirs: 'the URL of the page',
    ours: "The URL '' is invalid",
    why: 'No service is where a page is: what was left empty is told at once, as outside of pages.',
    told: 'URLs',
  },
  'blanks in URLs': {
    theirs: ['http://h/a b', 'http://h/x '],
    ours: ['http://h/a%20b', 'http://h/x'],
    why: 'The URL is told as it is asked for (URL standard).',
    told: 'URLs',
  },
};

/** {theirs, ours, why, told}, by section and case; told: the row of MIGRATION.md. */
export const deviations = { constructor: ofConstructor, connecting, frames, sending, browser };
