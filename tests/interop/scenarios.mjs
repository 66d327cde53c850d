// What has to work between any client and any broker, in Node and in a page: no import, no global but those of both.
// Each scenario gets `open(config?)`: a connected client, deactivated by the runner afterwards; and `unique(prefix)`: a
// destination of its own. It ends well or throws.

/** A list that can be waited on. */
function inbox() {
  const items = [];
  let wake = () => {};
  return {
    items,
    add(item) {
      items.push(item);
      wake();
    },
    /** Until there are `count` items. */
    async take(count) {
      while (items.length < count) {
        await new Promise((resolve) => {
          wake = resolve;
        });
      }
      return items.slice(0, count);
    },
  };
}

function equal(actual, expected, what) {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: expected ${right}, got ${left}`);
}

/** Subscribes, and waits until the broker has confirmed it. */
async function subscribe(client, destination, headers = {}) {
  const messages = inbox();
  const receipt = `subscribed-${destination}-${Math.random()}`;
  const confirmed = new Promise((resolve) => client.watchForReceipt(receipt, resolve));
  const subscription = client.subscribe(destination, (message) => messages.add(message), {
    ...headers,
    receipt,
  });
  await confirmed;
  return { ...messages, subscription };
}

/** Until the broker has confirmed what `ask` sends with the receipt that it is given. */
function receipted(client, ask) {
  const receipt = `receipt-${Math.random()}`;
  const confirmed = new Promise((resolve) => client.watchForReceipt(receipt, resolve));
  ask(receipt);
  return confirmed;
}

const latin1 = (octets) => Array.from(octets, (octet) => String.fromCharCode(octet)).join('');

export const scenarios = {
  async 'text goes there and back'({ open, unique }) {
    const client = await open();
    const destination = unique('/topic/');
    const { take } = await subscribe(client, destination);
    const bodies = ['hello', '', 'ünïcödé ✓ 😀 \u{feff}BOM', '{"json": "a:b\\nc"}', ' \r\n kept \r\n'];
    for (const body of bodies) client.publish({ destination, body });
    const messages = await take(bodies.length);
    equal(
      messages.map((message) => message.body),
      bodies,
      'bodies',
    );
    equal(messages[0].headers.destination, destination, 'destination');
  },

  async 'octets go there and back'({ open, unique }) {
    const client = await open();
    const destination = unique('/topic/');
    const { take } = await subscribe(client, destination);
    const binaryBody = Uint8Array.from({ length: 512 }, (_, i) => i % 256);
    client.publish({ destination, binaryBody, headers: { 'content-type': 'application/octet-stream' } });
    const [message] = await take(1);
    equal(latin1(message.binaryBody), latin1(binaryBody), 'octets');
  },

  async 'headers go there and back'({ open, unique }) {
    const client = await open();
    const destination = unique('/topic/');
    const { take } = await subscribe(client, destination);
    const headers = {
      plain: 'value',
      colon: 'a:b',
      'key:with:colons': 'x',
      line: 'a\nb',
      back: 'C:\\new\\cat',
      umlaut: 'grün',
      blank: '',
    };
    client.publish({ destination, body: 'x', headers });
    const [message] = await take(1);
    for (const [name, value] of Object.entries(headers)) equal(message.headers[name], value, name);
  },

  async '1,000 messages keep their order'({ open, unique }) {
    // RabbitMQ 3.10.8 ends a connection (1006, unexpected_message resume) that it throttles while it expects heartbeats.
    const client = await open({ heartbeatOutgoing: 0 });
    const destination = unique('/topic/');
    const { take } = await subscribe(client, destination);
    const bodies = Array.from({ length: 1000 }, (_, i) => `number ${i}`);
    for (const body of bodies) client.publish({ destination, body });
    equal(
      (await take(1000)).map((message) => message.body),
      bodies,
      'order',
    );
  },

  async 'a body of 1 MB'({ open, unique }) {
    const client = await open();
    const destination = unique('/topic/');
    const { take } = await subscribe(client, destination);
    const body = 'größer·'.repeat(120_000);
    client.publish({ destination, body });
    const [message] = await take(1);
    if (message.body !== body) throw new Error(`the body came back otherwise: ${message.body.length} units`);
  },

  async 'publish within a callback'({ open, unique }) {
    const client = await open();
    const [questions, answers] = [unique('/topic/'), unique('/topic/')];
    const { take } = await subscribe(client, answers);
    await receipted(client, (receipt) => {
      client.subscribe(
        questions,
        (message) => client.publish({ destination: answers, body: `re: ${message.body}` }),
        {
          receipt,
        },
      );
    });
    client.publish({ destination: questions, body: 'a' });
    client.publish({ destination: questions, body: 'b' });
    equal(
      (await take(2)).map((message) => message.body),
      ['re: a', 're: b'],
      'answers',
    );
  },

  async 'after unsubscribe nothing comes'({ open, unique }) {
    const client = await open();
    const destination = unique('/topic/');
    const first = await subscribe(client, destination);
    const second = await subscribe(client, destination);
    await receipted(client, (receipt) => first.subscription.unsubscribe({ receipt }));
    client.publish({ destination, body: 'x' });
    await second.take(1);
    equal(first.items.length, 0, 'messages after unsubscribe');
  },

  async 'a queue gives each message to one subscriber'({ open, unique }) {
    const [one, other] = [await open(), await open()];
    const destination = unique('/queue/');
    const [left, right] = [await subscribe(one, destination), await subscribe(other, destination)];
    const bodies = Array.from({ length: 10 }, (_, i) => String(i));
    for (const body of bodies) one.publish({ destination, body });
    await Promise.all([left.take(5), right.take(5)]);
    const got = [...left.items, ...right.items].map((message) => message.body).sort();
    equal(got, bodies, 'each once');
  },

  async 'what is refused comes again'({ open, unique }) {
    const client = await open();
    const destination = unique('/queue/');
    const { take } = await subscribe(client, destination, { ack: 'client-individual' });
    client.publish({ destination, body: 'work' });
    const [first] = await take(1);
    await receipted(client, (receipt) => first.nack({ receipt }));
    const [, again] = await take(2);
    equal(again.body, 'work', 'redelivered');
    await receipted(client, (receipt) => again.ack({ receipt }));
  },

  async 'what was not acknowledged goes to the next'({ open, unique }) {
    const [one, other] = [await open(), await open()];
    const destination = unique('/queue/');
    const first = await subscribe(one, destination, { ack: 'client' });
    for (const body of ['a', 'b', 'c', 'd']) other.publish({ destination, body });
    const messages = await first.take(4);
    await receipted(one, (receipt) => messages[1].ack({ receipt })); // cumulative: a and b
    await one.deactivate();
    const second = await subscribe(other, destination);
    equal(
      (await second.take(2)).map((message) => message.body),
      ['c', 'd'],
      'redelivered, in order',
    );
  },

  async 'a transaction is all or nothing'({ open, unique }) {
    const client = await open();
    const destination = unique('/topic/');
    const { take, items } = await subscribe(client, destination);
    const aborted = client.begin();
    client.publish({ destination, body: 'never', headers: { transaction: aborted.id } });
    aborted.abort();
    const committed = client.begin();
    client.publish({ destination, body: 'in it', headers: { transaction: committed.id } });
    await receipted(client, (receipt) =>
      client.publish({ destination, body: 'outside', headers: { receipt } }),
    );
    await take(1);
    equal(
      items.map((message) => message.body),
      ['outside'],
      'before COMMIT',
    );
    committed.commit();
    equal(
      (await take(2)).map((message) => message.body),
      ['outside', 'in it'],
      'after COMMIT',
    );
  },

  async 'ERROR is told, and the client goes on'({ open, unique }) {
    const errors = inbox();
    const connections = inbox();
    const client = await open({
      reconnectDelay: 50,
      onStompError: (frame) => errors.add(frame),
      onConnect: () => connections.add(true),
    });
    client.publish({ destination: '/nowhere/at/all', body: 'x' });
    const [frame] = await errors.take(1);
    equal(frame.command, 'ERROR', 'command');
    if (!frame.headers.message) throw new Error('ERROR without a message');
    // The broker may close or go on: either way there is soon a connection that works.
    const destination = unique('/topic/');
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      const settled = await Promise.race([
        tryRoundTrip(client, destination),
        new Promise((resolve) => setTimeout(resolve, 500, false)),
      ]);
      if (settled) return;
    }
    throw new Error('no connection that works after ERROR');
  },

  async 'deactivate, then activate again'({ open, unique }) {
    const client = await open();
    await client.deactivate();
    equal([client.active, client.connected], [false, false], 'after deactivate');
    const connected = new Promise((resolve) => {
      client.onConnect = resolve;
    });
    client.activate();
    await connected;
    const destination = unique('/topic/');
    const { take } = await subscribe(client, destination);
    client.publish({ destination, body: 'again' });
    await take(1);
  },

  async 'heartbeats are agreed, and kept'({ open }) {
    let beats = 0;
    const client = await open({
      heartbeatIncoming: 1000,
      heartbeatOutgoing: 1000,
      onHeartbeatReceived: () => {
        ++beats;
      },
    });
    const closed = inbox();
    client.onWebSocketClose = (event) => closed.add(event);
    const end = Date.now() + 15_000;
    while (beats < 3 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    if (beats < 3) throw new Error(`${beats} heartbeats in 15 s`);
    equal(closed.items.length, 0, 'closed meanwhile');
  },

  async 'each version is understood'({ open, unique, Versions }) {
    for (const version of ['1.0', '1.1', '1.2']) {
      const client = await open({ stompVersions: new Versions([version]) });
      equal(client.connectedVersion, version, 'version');
      const destination = unique('/topic/');
      const { take } = await subscribe(client, destination);
      client.publish({ destination, body: version });
      equal((await take(1))[0].body, version, 'body');
      await client.deactivate();
    }
  },
};

async function tryRoundTrip(client, destination) {
  if (!client.connected) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return false;
  }
  const arrived = new Promise((resolve) => client.subscribe(destination, resolve));
  client.publish({ destination, body: 'still here' });
  await arrived;
  return true;
}

/**
 * Runs one scenario.
 *
 * @param {string} name
 * @param {{Client: Function, Versions: Function, config: object}} how config: what reaches the broker
 */
export async function runScenario(name, { Client, Versions, config }) {
  const clients = [];
  const open = (more = {}) =>
    new Promise((resolve, reject) => {
      const client = new Client({ ...config, reconnectDelay: 0, ...more });
      clients.push(client);
      client.onConnect = (frame) => {
        more.onConnect?.(frame);
        resolve(client);
      };
      client.onStompError = (frame) => {
        more.onStompError?.(frame);
        reject(new Error(`ERROR: ${frame.headers.message} ${frame.body}`));
      };
      client.onWebSocketClose = (event) => reject(new Error(`closed with ${event.code} ${event.reason}`));
      client.activate();
    });
  const unique = (prefix) =>
    `${prefix}${name.replaceAll(/[^a-z0-9]/gi, '-')}-${Math.random().toString(36).slice(2)}`;
  try {
    await scenarios[name]({ open, unique, Versions });
  } finally {
    await Promise.all(clients.map((client) => client.deactivate({ force: true })));
  }
}
