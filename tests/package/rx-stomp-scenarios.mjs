// node rx-stomp-scenarios.mjs <name> <url of a broker>
// What applications do with @stomp/rx-stomp. Runs in the project that it is installed in; prints `done`.
import assert from 'node:assert/strict';
import { RxStomp, RxStompRPC, RxStompState } from '@stomp/rx-stomp';
import { firstValueFrom, take, toArray } from 'rxjs';
import { WebSocket } from 'ws';

const [, , name, url] = process.argv;

/** With `cut()`: its connection breaks, and nobody says good-bye. */
function createRxStomp(config = {}) {
  let socket;
  const rxStomp = new RxStomp();
  rxStomp.configure({
    webSocketFactory: () => {
      socket = new WebSocket(url, ['v12.stomp']);
      return socket;
    },
    // RabbitMQ's own.
    connectHeaders: { login: 'guest', passcode: 'guest' },
    reconnectDelay: 20,
    ...config,
  });
  return Object.assign(rxStomp, { cut: () => socket.terminate() });
}

/** Resolves when the state is reached next. */
function nextState(rxStomp, wanted) {
  return new Promise((resolve) => {
    const subscription = rxStomp.connectionState$.subscribe((state) => {
      if (state !== wanted) return;
      resolve();
      queueMicrotask(() => subscription.unsubscribe());
    });
  });
}

/** Watches, and resolves when the broker has confirmed it. */
async function watch(rxStomp, destination) {
  const receipt = `watching-${destination}-${Math.random()}`;
  const confirmed = rxStomp.asyncReceipt(receipt);
  const messages = rxStomp.watch({ destination, subHeaders: { receipt } });
  const received = [];
  const subscription = messages.subscribe((message) => received.push(message.body));
  await confirmed;
  return { messages, received, subscription };
}

/** Asks for one reply and for several; `config` is of RxStompRPC. */
async function askAndAnswer(config) {
  const [asking, answering] = [createRxStomp(), createRxStomp()];
  asking.activate();
  answering.activate();
  const requests = await watch(answering, '/queue/rx-rpc');
  requests.messages.subscribe(({ body, headers }) => {
    const answer = (text) =>
      answering.publish({
        destination: headers['reply-to'],
        body: text,
        headers: { 'correlation-id': headers['correlation-id'] },
      });
    for (const part of body.split(',')) answer(part.toUpperCase());
  });
  const rpc = new RxStompRPC(asking, config);
  const ask = (body) => firstValueFrom(rpc.rpc({ destination: '/queue/rx-rpc', body }));
  const replies = await Promise.all(['a', 'b', 'c'].map(ask));
  assert.deepEqual(
    replies.map(({ body }) => body),
    ['A', 'B', 'C'],
  );
  const stream = rpc.stream({ destination: '/queue/rx-rpc', body: 'x,y,z' }).pipe(take(3), toArray());
  assert.deepEqual(
    (await firstValueFrom(stream)).map(({ body }) => body),
    ['X', 'Y', 'Z'],
  );
  await asking.deactivate();
  await answering.deactivate();
}

const scenarios = {
  async 'connection states, from activate() to deactivate()'() {
    const rxStomp = createRxStomp({ beforeConnect: async () => {} });
    const states = [];
    rxStomp.connectionState$.subscribe((state) => states.push(RxStompState[state]));
    rxStomp.activate();
    await firstValueFrom(rxStomp.connected$);
    assert.equal(rxStomp.connected(), true);
    const headers = await firstValueFrom(rxStomp.serverHeaders$);
    assert.equal(headers.version, '1.2');
    await rxStomp.deactivate();
    assert.deepEqual([rxStomp.connected(), rxStomp.active], [false, false]);
    assert.deepEqual(states.slice(0, 4), ['CLOSED', 'CONNECTING', 'OPEN', 'CLOSING']);
    assert.equal(states.at(-1), 'CLOSED');
  },

  async 'publish before there is a connection, watch, binary bodies'() {
    const rxStomp = createRxStomp();
    const bodies = firstValueFrom(rxStomp.watch('/queue/rx-early').pipe(take(2), toArray()));
    rxStomp.publish({ destination: '/queue/rx-early', body: 'queued ✓' });
    rxStomp.publish({ destination: '/queue/rx-early', binaryBody: Uint8Array.of(0, 1, 255) });
    rxStomp.activate();
    const [text, binary] = await bodies;
    assert.equal(text.body, 'queued ✓');
    assert.deepEqual(Array.from(binary.binaryBody), [0, 1, 255]);
    await rxStomp.deactivate();
    const whenClosed = () => rxStomp.publish({ destination: '/queue/x', retryIfDisconnected: false });
    assert.throws(whenClosed, /not connected/);
  },

  async 'receipts of SUBSCRIBE, SEND and UNSUBSCRIBE'() {
    const rxStomp = createRxStomp();
    rxStomp.activate();
    const { received, subscription } = await watch(rxStomp, '/topic/rx-receipts');
    const sent = rxStomp.asyncReceipt('sent');
    rxStomp.publish({ destination: '/topic/rx-receipts', body: 'x', headers: { receipt: 'sent' } });
    assert.equal((await sent).headers['receipt-id'], 'sent');
    const watched = new Promise((resolve) => rxStomp.watchForReceipt('again', resolve));
    rxStomp.publish({ destination: '/topic/rx-receipts', body: 'y', headers: { receipt: 'again' } });
    assert.equal((await watched).command, 'RECEIPT');
    assert.deepEqual(received, ['x', 'y']);
    subscription.unsubscribe();
    const last = rxStomp.asyncReceipt('last');
    rxStomp.publish({ destination: '/topic/rx-receipts', body: 'z', headers: { receipt: 'last' } });
    await last;
    assert.deepEqual(received, ['x', 'y']);
    await rxStomp.deactivate();
  },

  async 'subscriptions come back after the connection was cut'() {
    const rxStomp = createRxStomp();
    const states = [];
    rxStomp.connectionState$.subscribe((state) => states.push(RxStompState[state]));
    rxStomp.activate();
    const { received, messages } = await watch(rxStomp, '/topic/rx-cut');
    rxStomp.publish({ destination: '/topic/rx-cut', body: 'before' });
    await firstValueFrom(messages);
    const closed = nextState(rxStomp, RxStompState.CLOSED);
    rxStomp.cut();
    await closed;
    const after = firstValueFrom(messages);
    rxStomp.publish({ destination: '/topic/rx-cut', body: 'while it was away' });
    assert.equal((await after).body, 'while it was away');
    assert.deepEqual(received, ['before', 'while it was away']);
    assert.deepEqual(states.slice(-4), ['OPEN', 'CLOSED', 'CONNECTING', 'OPEN']);
    await rxStomp.deactivate();
  },

  'RPC: one reply, and a stream of them': () =>
    askAndAnswer({
      replyQueueName: '/queue/rx-replies',
      setupReplyQueue: (queue, rxStomp) => rxStomp.watch(queue),
    }),

  // Nobody subscribes to that one: its messages have a subscription that the client never made.
  'RPC by its own reply queue': () => askAndAnswer(),

  async 'an ERROR of the broker, and deactivate({force: true})'() {
    const rxStomp = createRxStomp();
    rxStomp.activate();
    await firstValueFrom(rxStomp.connected$);
    const error = firstValueFrom(rxStomp.stompErrors$);
    rxStomp.publish({ destination: 'no such destination', body: 'x' });
    assert.equal((await error).command, 'ERROR');
    await rxStomp.deactivate({ force: true });
    assert.equal(rxStomp.active, false);
  },
};

if (name === undefined) {
  console.log(JSON.stringify(Object.keys(scenarios)));
} else {
  await scenarios[name]();
  console.log('done');
}
