import { inspect } from 'node:util';
import { reactive } from '../../support/deep-proxy.mjs';
import { connectedFrame } from '../../wasm/support/fake-socket.mjs';

// What the libraries do that applications keep their state in.

/** As NgRx does with all that is in an action, while it looks for mistakes. */
function deepFreeze(target) {
  Object.freeze(target);
  for (const name of Object.getOwnPropertyNames(target)) {
    const value = target[name];
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    if (isObject && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) deepFreeze(value);
  }
  return target;
}

const message = (body) => `MESSAGE\nsubscription:sub-0\nack:${body}\na:b\n\n${body}\0`;

/** Theirs can't make the body of a frozen message. */
const whenRead = (keep) => (it) => {
  void it.body;
  return keep(it);
};

/** A case of a subscription, whose messages go through `keep` before they are used. */
const kept = (keep) => ({
  config: { reconnectDelay: 100, connectHeaders: { login: 'me', passcode: 'secret' } },
  async play(stage) {
    stage.client.onConnect = () => {
      stage.client.subscribe('/a', (it) => {
        const held = stage.attempt(() => keep(it));
        stage.attempt(() => stage.note(held.command, stage.sorted(held.headers), held.body));
        stage.attempt(() => held.ack());
        stage.attempt(() => held.nack({ x: 'y' }));
      });
    };
    await stage.connect();
    stage.attempt(() => stage.socket.receive(message('first')));
    stage.attempt(() => stage.socket.receive(message('second')));
    stage.attempt(() => stage.client.publish({ destination: '/b' }));
    stage.socket.closed();
    await stage.advance(100);
  },
});

export const stores = {
  'a message that is frozen': kept(whenRead(Object.freeze)),
  'a message that is sealed': kept(whenRead(Object.seal)),
  'a message that is frozen, and all that is in it': kept(whenRead(deepFreeze)),
  'a message in a deep proxy': kept((it) => reactive({ messages: [it] }).messages[0]),
  'a client in a deep proxy': async (stage) => {
    const { client } = reactive({ client: stage.client });
    client.activate();
    await stage.settled();
    stage.socket.open();
    stage.socket.receive(connectedFrame());
    stage.note(client.connected, client.connectedVersion, client.active, client.webSocket.url);
    const subscription = client.subscribe('/a', (it) => {
      stage.note('got', it.body);
      it.ack();
    });
    stage.socket.receive(message('x'));
    subscription.unsubscribe();
    client.watchForReceipt('r', () => stage.note('receipt'));
    client.begin().commit();
    client.publish({ destination: '/b', headers: { receipt: 'r' }, binaryBody: Uint8Array.of(65) });
    stage.socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
    const deactivated = client.deactivate();
    stage.socket.receive(`RECEIPT\nreceipt-id:${/receipt:(.*)/.exec(stage.socket.sent.at(-1))[1]}\n\n\0`);
    await stage.closed();
    await deactivated;
  },
  'a client of Stomp in a deep proxy': async (stage) => {
    const { client } = reactive({ client: stage.library.Stomp.over(() => stage.makeSocket()) });
    stage.client = client;
    Object.assign(client, { debug: () => {}, host: null });
    client.heartbeat.outgoing = 0;
    client.heartbeat.incoming = 0;
    client.connect({ login: 'me' }, () => client.subscribe('/a', ({ body }) => stage.note('got', body)));
    await stage.settled();
    stage.socket.open();
    stage.socket.receive(connectedFrame());
    stage.socket.receive(message('x'));
    client.send('/b', {}, 'y');
    stage.note(client.ws.url, client.version, client.heartbeat.outgoing, client.heartbeat.incoming);
  },
  'what a message shows of its client': async (stage) => {
    stage.client.connectHeaders = { login: 'me', passcode: 'secret' };
    stage.client.onUnhandledMessage = (it) => stage.note(inspect(it, { depth: 20 }).includes('secret'));
    await stage.connect();
    stage.socket.receive('MESSAGE\nsubscription:sub-0\n\n\0');
  },
};
