import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import sockjs from 'sockjs';
import OldSockJS from 'sockjs-client';
import WebSocket from 'ws';
import { Client } from '../../dist/index.js';
import SockJS from '../../dist/sockjs.js';

// The package as it is shipped, over sockets of the system, against npm's server. Node has no EventSource of its own;
// the one that sockjs-client brings along stands in for it.

const { default: EventSource } = await import('eventsource');
const webSocketFactory = (url) => new WebSocket(url);
const kinds = ['websocket', 'xhr-streaming', 'eventsource', 'xhr-polling'];

let server;
let base;
before(async () => {
  globalThis.EventSource = EventSource;
  server = createServer();
  const service = (prefix, onConnection) => {
    const it = sockjs.createServer({ log: () => {}, response_limit: 4096, prefix });
    it.on('connection', onConnection);
    it.installHandlers(server);
  };
  service('/echo', (connection) => connection.on('data', (message) => connection.write(message)));
  service('/close', (connection) => connection.close(3000, 'Go away!'));
  service('/stomp', (connection) => connection.on('data', (frame) => answer(connection, frame)));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  delete globalThis.EventSource;
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

/** A broker of a few lines. */
function answer(connection, frame) {
  const header = (name) => new RegExp(`^${name}:(.*)$`, 'm').exec(frame)?.[1];
  if (frame.startsWith('CONNECT')) connection.write('CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0');
  if (frame.startsWith('SEND')) {
    connection.write(`MESSAGE\nsubscription:s\nmessage-id:1\n\n${frame.slice(frame.indexOf('\n\n') + 2)}`);
  }
  if (header('receipt')) connection.write(`RECEIPT\nreceipt-id:${header('receipt')}\n\n\0`);
}

const closed = (connection) => new Promise((resolve) => connection.addEventListener('close', resolve));

describe('each transport', () => {
  for (const transports of kinds) {
    test(`${transports}: messages of all kinds there and back, once and in order`, async () => {
      const connection = new SockJS(`${base}/echo`, null, { transports, webSocketFactory });
      const messages = Array.from({ length: 300 }, (_, i) => `${i} é🐎\u2028\ud800%25\r\n${'x'.repeat(i)}`);
      const end = closed(connection);
      const received = [];
      connection.onopen = () => {
        for (const message of messages) connection.send(message);
      };
      connection.onmessage = ({ data }) => {
        if (received.push(data) === messages.length) connection.close(3001, 'done');
      };
      const { code, reason, wasClean, error } = await end;
      assert.deepEqual([code, reason, wasClean, error], [3001, 'done', true, undefined]);
      assert.deepEqual(received, messages);
    });

    test(`${transports}: a server that closes`, async () => {
      const connection = SockJS(`${base}/close`, null, { transports, webSocketFactory });
      const { code, reason, wasClean } = await closed(connection);
      assert.deepEqual([code, reason, wasClean], [3000, 'Go away!', true]);
    });
  }
});

describe('_transport', () => {
  for (const transports of kinds) {
    test(`${transports}: the session’s id is where sockjs-client has it`, async () => {
      const told = [];
      for (const [Class, id] of [
        [OldSockJS, `theirs-${transports}`],
        [SockJS, `ours-${transports}`],
      ]) {
        const options = { transports, server: '042', sessionId: () => id, webSocketFactory };
        const connection = new Class(`${base}/echo`, null, options);
        const end = closed(connection);
        await new Promise((resolve) => connection.addEventListener('open', resolve));
        const { url, transportName } = connection._transport;
        told.push({ url: url.replace(id, 'id'), transportName });
        connection.close();
        assert.equal(connection._transport, null);
        await end;
        assert.equal(connection._transport, null);
      }
      const [theirs, ours] = told;
      assert.deepEqual(ours, theirs);
      if (transports === 'websocket') assert.equal(/\/([^/]+)\/websocket/.exec(ours.url)[1], 'id');
    });
  }
});

describe('STOMP', () => {
  for (const [name, config] of [
    ['brokerURL', () => ({ brokerURL: `${base}/stomp`, sockjs: { webSocketFactory } })],
    [
      'brokerURL, by streaming',
      () => ({ brokerURL: `${base}/stomp`, sockjs: { transports: 'xhr-streaming' } }),
    ],
    ['a factory of ours', () => ({ webSocketFactory: () => new SockJS(`${base}/stomp`) })],
    ['a factory of sockjs-client', () => ({ webSocketFactory: () => new OldSockJS(`${base}/stomp`) })],
  ]) {
    test(`over ${name}`, async () => {
      const client = new Client({ heartbeatIncoming: 0, heartbeatOutgoing: 0, ...config() });
      await new Promise((resolve) => {
        client.onConnect = resolve;
        client.activate();
      });
      const body = new Promise((resolve) => {
        client.subscribe('/a', (message) => resolve(message.body), { id: 's' });
      });
      client.publish({ destination: '/a', binaryBody: new TextEncoder().encode('é🐎') });
      assert.equal(await body, 'é🐎');
      const closing = new Promise((resolve) => {
        client.onWebSocketClose = resolve;
      });
      await client.deactivate();
      assert.equal((await closing).code, 1000);
    });
  }
});
