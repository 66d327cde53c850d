// What has to work between any SockJS client and any server with the standard test services, in Node and in a page: no
// import, no global but those of both. Each scenario gets `open(path, options?)`: a session that is open, closed by the
// runner afterwards; `transport`: the one that is asked for; `killServer()`, which resolves when it is gone. It ends
// well or throws.

function equal(actual, expected, what) {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: expected ${right.slice(0, 500)}, got ${left.slice(0, 500)}`);
}

/** A session whose messages and end can be waited on. */
class Session {
  messages = [];
  #closeEvent;
  #wake = () => {};

  constructor(socket) {
    this.socket = socket;
    socket.onmessage = (event) => {
      this.messages.push(event.data);
      this.#wake();
    };
    socket.onclose = (event) => {
      const { type, code, reason, wasClean } = event;
      this.#closeEvent = { type, code, reason, wasClean };
      this.#wake();
    };
    socket.onopen = () => this.#wake();
  }

  async #until(isReached, what) {
    while (!isReached()) {
      if (this.#closeEvent)
        throw new Error(`closed with ${this.#closeEvent.code} ${this.#closeEvent.reason} before ${what}`);
      await new Promise((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async opened() {
    await this.#until(() => this.socket.readyState === 1, 'it was open');
    return this;
  }

  /** Until there are `count` messages. */
  async take(count) {
    await this.#until(() => this.messages.length >= count, `${count} messages, ${this.messages.length} came`);
    return this.messages.slice(0, count);
  }

  /** The close event: type, code, reason, wasClean. */
  async closed() {
    await this.#until(() => this.#closeEvent !== undefined);
    return this.#closeEvent;
  }
}

/** Sends all and expects the same back, in order and once. */
async function assertEchoes(session, messages) {
  for (const message of messages) session.socket.send(message);
  equal(await session.take(messages.length), messages, 'messages');
  // One more round: nothing comes twice.
  session.socket.send('last');
  equal((await session.take(messages.length + 1)).at(-1), 'last', 'behind them');
}

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const text = (codes) => codes.map((code) => String.fromCodePoint(code)).join('');

export const scenarios = {
  async 'opens by the transport that is asked for, and closes'({ open, transport }) {
    const session = await open('/echo');
    equal(session.socket.transport, transport, 'transport');
    session.socket.close();
    equal(session.socket.readyState, 2, 'readyState after close()');
    const { type, code, wasClean } = await session.closed();
    equal([type, code, wasClean], ['close', 1000, true], 'close event');
    equal(session.socket.readyState, 3, 'readyState after the event');
  },

  async 'text of all kinds comes back'({ open }) {
    const session = await open('/echo');
    await assertEchoes(session, [
      'plain',
      '',
      ' ',
      '"quoted" and \\ back \\u0041 \\n',
      text(range(0x00, 0x1f)),
      text(range(0x7f, 0xff)),
      'a\0b',
      '\r\n\r\ndata: x\n\n',
      '%41 %zz + & = # ?',
      '</script><!-- ]]>',
      'o',
      'h',
      'a["x"]',
      '[1,null,{"a":"b"}]',
      text([
        ...range(0x200c, 0x200f),
        ...range(0x2028, 0x202f),
        ...range(0x2060, 0x206f),
        ...range(0xfff0, 0xffff),
      ]),
      'grün ✓ 日本語 \u{feff}BOM e\u0301',
      text([0x1f600, 0x10000, 0x10ffff, 0x1f468, 0x200d, 0x1f469]),
    ]);
  },

  async 'every code point below U+3000 comes back'({ open }) {
    const session = await open('/echo');
    await assertEchoes(session, [text(range(0, 0x17ff)), text(range(0x1800, 0x2fff))]);
  },

  async '1,000 messages keep their order'({ open }) {
    const session = await open('/echo');
    await assertEchoes(
      session,
      range(1, 1000).map((number) => `number ${number}`),
    );
  },

  async '30 questions, each after its answer'({ open }) {
    const session = await open('/echo');
    for (const number of range(1, 30)) {
      session.socket.send(String(number));
      equal((await session.take(number)).at(-1), String(number), 'answer');
    }
  },

  async '100 KB up and down'({ open }) {
    const session = await open('/echo');
    await assertEchoes(session, [
      'x'.repeat(100 * 1024),
      'größer·😀'.repeat(10 * 1024),
      '\u2028'.repeat(20 * 1024),
    ]);
  },

  async '20 messages of 50 KB, each as soon as it can go'({ open }) {
    const session = await open('/echo');
    // Each alone is small enough to outlive the page, two are not: browsers count 64 KiB.
    await assertEchoes(
      session,
      range(1, 20).map((number) => String(number).repeat(50_000 / String(number).length)),
    );
  },

  async 'a long message down'({ open }) {
    const session = await open('/amplify');
    session.socket.send('18');
    const [message] = await session.take(1);
    equal(message.length, 2 ** 18, 'length');
    if (/[^x]/.test(message)) throw new Error('not what the server sent');
  },

  async 'two sessions do not mix'({ open }) {
    const sessions = await Promise.all([open('/echo'), open('/echo')]);
    const messagesOf = (index) => range(1, 50).map((number) => `${index}: ${number}`);
    await Promise.all(sessions.map((session, index) => assertEchoes(session, messagesOf(index))));
  },

  async 'what is sent in a callback is sent in order'({ open }) {
    const session = await open('/echo');
    const { socket } = session;
    socket.addEventListener('message', ({ data }) => {
      if (data.length < 20)
        for (const letter of ['a', 'b']) if (data.endsWith('a')) socket.send(data + letter);
    });
    socket.send('a');
    // a, aa, ab, aaa, aab, …: 1 + 2 · 19.
    const messages = await session.take(39);
    equal(messages.slice(0, 5), ['a', 'aa', 'ab', 'aaa', 'aab'], 'the first');
    equal(new Set(messages).size, 39, 'all different');
  },

  async 'the server closes with a code'({ open }) {
    // It closes as it opens: a client may be told of both at once.
    const session = await open('/close', { waitForOpen: false });
    equal(
      await session.closed(),
      { type: 'close', code: 3000, reason: 'Go away!', wasClean: true },
      'close event',
    );
    equal(session.socket.readyState, 3, 'readyState');
  },

  async 'the client closes with a code'({ open }) {
    const session = await open('/echo');
    session.socket.send('x');
    await session.take(1);
    session.socket.close(3001, 'enough');
    equal(
      await session.closed(),
      { type: 'close', code: 3001, reason: 'enough', wasClean: true },
      'close event',
    );
    session.socket.send('dropped');
  },

  async 'the server dies'({ open, killServer }) {
    const session = await open('/echo');
    session.socket.send('x');
    await session.take(1);
    await killServer();
    const { code, wasClean } = await session.closed();
    equal([code, wasClean], [1006, false], 'close event');
    equal(session.socket.readyState, 3, 'readyState');
  },

  async 'nobody is there'({ open, killServer }) {
    await killServer();
    const session = await open('/echo', { waitForOpen: false });
    const { code, wasClean } = await session.closed();
    equal([code, wasClean], [1002, false], 'close event');
  },
};

/** The scenarios after which the server is gone. */
export const deadlyScenarios = ['the server dies', 'nobody is there'];

/** Enough to see that a pair gets on, where all of them are run elsewhere with each of the two. */
export const shortScenarios = [
  'opens by the transport that is asked for, and closes',
  'text of all kinds comes back',
  '1,000 messages keep their order',
  'the server closes with a code',
  'the client closes with a code',
];

// A transport gets six tenths of a second to open where the server is near, and there is no other to fall back to.
const patient = { timeout: 10_000 };

/**
 * Runs one scenario.
 *
 * @param {string} name
 * @param {object} how
 * @param {Function} how.SockJS the client's class
 * @param {string} how.baseUrl of the server, without a slash at its end
 * @param {string} how.transport the only one that is allowed
 * @param {object} [how.options] further ones for the client
 * @param {() => Promise<void>} [how.killServer] where the scenario is a deadly one
 */
export async function runScenario(name, { SockJS, baseUrl, transport, options, killServer }) {
  const sessions = [];
  const open = async (path, { waitForOpen = true } = {}) => {
    const session = new Session(
      new SockJS(baseUrl + path, null, { ...patient, ...options, transports: transport }),
    );
    sessions.push(session);
    return waitForOpen ? session.opened() : session;
  };
  try {
    await scenarios[name]({ open, transport, killServer });
  } finally {
    for (const { socket } of sessions) socket.close();
  }
}
