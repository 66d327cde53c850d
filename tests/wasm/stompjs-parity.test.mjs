import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as theirExports from '@stomp/stompjs';
import * as ourExports from '../../build/testing/hoofbeat.js';
import { connectedFrame, fakeConnections, recordCallbacks } from './support/fake-socket.mjs';
import { settled } from './support/virtual-clock.mjs';

// One script, played to both libraries: what they send and what they call must agree, but where ours differs on
// purpose, which `expected` undoes.

const stompjs = { ...theirExports };
const hoofbeat = { ...ourExports };

const callbacks = [
  'onConnect',
  'onStompError',
  'onWebSocketClose',
  'onUnhandledMessage',
  'onUnhandledReceipt',
  'onUnhandledFrame',
  'onHeartbeatReceived',
];

async function play(library, script, config = {}) {
  const connections = fakeConnections(library.Client, { reconnectDelay: 0, ...config });
  const { client } = connections;
  const log = recordCallbacks(client, callbacks, (_, it) => it?.command ?? it?.code);
  client.activate();
  await settled();
  const socket = connections.socket();
  socket.whenSent = (message) => log.push(['sent', asText(message)]);
  socket.open();
  socket.receive(connectedFrame());
  await script({ client, socket, log, library });
  await client.deactivate({ force: true });
  return log.filter(([kind]) => kind !== 'onWebSocketClose');
}

function asText(message) {
  return typeof message === 'string' ? message : `octets: ${Buffer.from(message).toString()}`;
}

// Ours says host, as STOMP 1.1 and 1.2 require; and in SUBSCRIBE the destination comes first.
function comparable([kind, detail]) {
  if (kind !== 'sent') return [kind, detail];
  const [head, body] = detail.split('\n\n');
  const [command, ...headers] = head.split('\n');
  const known = headers.filter((header) => !(command.endsWith('CONNECT') && header.startsWith('host:')));
  return [kind, command, command === 'SUBSCRIBE' ? known.sort() : known, body];
}

const message = 'MESSAGE\nsubscription:sub-0\nmessage-id:m\nack:k\ndestination:/a\n\nhéllo\0';

const scripts = {
  'publish in all its forms': ({ client }) => {
    client.publish({ destination: '/a', body: 'text é', headers: { x: 'a:b\\c\nd\r' } });
    client.publish({ destination: '/a', headers: { destination: '/b' } });
    client.publish({ destination: '/a', body: '', headers: {} });
    client.publish({ destination: '/a', body: 'x', skipContentLengthHeader: true });
    client.publish({ destination: '/a', binaryBody: new Uint8Array([65, 0, 66]) });
    client.publish({ destination: '/a', body: 'x', binaryBody: new Uint8Array([66]) });
    client.publish({ destination: '/a', headers: { n: 5, t: true }, body: 7 });
  },
  'subscriptions, transactions and their ids': ({ client, log }) => {
    const first = client.subscribe('/a', () => {});
    log.push(['id', first.id], ['id', client.subscribe('/b', () => {}, { id: 'own', ack: 'client' }).id]);
    const transaction = client.begin();
    log.push(['id', transaction.id]);
    transaction.commit();
    client.begin('t').abort();
    first.unsubscribe({ receipt: 'r' });
    client.unsubscribe('own');
    log.push(['id', client.subscribe('/c', () => {}).id]);
  },
  'messages and their acknowledgement': ({ client, socket, log }) => {
    client.subscribe('/a', (it) => {
      log.push([
        'message',
        [it.command, { ...it.headers }, it.body, it.isBinaryBody, String(Buffer.from(it.binaryBody))],
      ]);
      it.ack();
      it.nack({ more: 'x' });
    });
    socket.receive(message);
    socket.receive(new Uint8Array(Buffer.from(message)).buffer);
    socket.receive(message.replace('sub-0', 'other'));
    client.ack('m', 's', { h: '1' });
    client.nack('m', 's');
  },
  receipts: ({ client, socket, log }) => {
    client.watchForReceipt('r', (frame) => log.push(['receipt', frame.headers['receipt-id']]));
    socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
    socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
  },
  'errors, frames that are unknown, heartbeats': ({ socket, client, log }) => {
    socket.receive('\n');
    socket.receive('OTHER\n\n\0');
    log.push(['state', [client.connectedVersion, client.connected, client.active, client.state]]);
    socket.receive('ERROR\nmessage:bad\n\n\0');
  },
  forceBinaryWSFrames: ({ client }) => {
    client.publish({ destination: '/a', body: 'é' });
  },
};

const configs = { forceBinaryWSFrames: { forceBinaryWSFrames: true } };

describe('the same calls lead to the same frames and callbacks', () => {
  for (const [name, script] of Object.entries(scripts)) {
    test(name, async () => {
      const theirs = await play(stompjs, script, configs[name]);
      const ours = await play(hoofbeat, script, configs[name]);
      assert.deepEqual(ours.map(comparable), theirs.map(comparable));
      assert.ok(ours.length > 2);
    });
  }
});

describe('the same names', () => {
  test('enums, with their reverse maps', () => {
    for (const name of ['ActivationState', 'StompSocketState', 'ReconnectionTimeMode', 'TickerStrategy']) {
      assert.deepEqual({ ...hoofbeat[name] }, { ...stompjs[name] });
    }
  });

  test('defaults of options', () => {
    const [ours, theirs] = [new hoofbeat.Client(), new stompjs.Client()];
    for (const name of Object.keys(theirs)) {
      if (name.startsWith('_') || typeof theirs[name] === 'function' || name === 'stompVersions') continue;
      assert.deepEqual(ours[name], theirs[name], name);
    }
    for (const name of callbacks) assert.equal(typeof ours[name], 'function');
  });

  test('members', () => {
    for (const name of Object.getOwnPropertyNames(stompjs.Client.prototype)) {
      if (name.startsWith('_') || name === 'scheduleReconnect') continue;
      assert.ok(name in new hoofbeat.Client(), name);
    }
  });

  test('versions', () => {
    for (const list of [['1.2'], ['1.2', '1.1', '1.0'], []]) {
      const [ours, theirs] = [new hoofbeat.Versions(list), new stompjs.Versions(list)];
      assert.equal(ours.supportedVersions(), theirs.supportedVersions());
      assert.deepEqual(ours.protocolVersions(), theirs.protocolVersions());
    }
    assert.deepEqual({ ...hoofbeat.Versions, default: 0 }, { ...stompjs.Versions, default: 0 });
    assert.equal(hoofbeat.Versions.default.supportedVersions(), stompjs.Versions.default.supportedVersions());
  });
});
