import { after, before, describe } from 'node:test';
import * as stompjs from '@stomp/stompjs';
import * as hoofbeat from '../../dist/index.js';
import { startServer } from '../support/server.mjs';
import { startSockJsPeer } from '../support/sockjs-peer.mjs';
import { testStompOverSockJs } from './run-sockjs-scenarios.mjs';
import { old, ours } from './sockjs-clients.mjs';

// STOMP over SockJS: each library over each client, to our server, and through npm's SockJS server to our broker.

let server;
let peer;
before(async () => {
  server = await startServer();
  peer = await startSockJsPeer({ stompPort: server.tcpPort });
});
after(async () => {
  await peer?.stop();
  await server?.stop();
});

const targets = [
  ["npm's sockjs in front of our broker", () => `${peer.httpUrl}stomp`],
  ['our server', () => `${server.httpUrl}ws`],
];
const notByStompjs = { 'headers go there and back': 'names are not escaped by it' };
// Where each of the two is run with all scenarios elsewhere.
const few = [
  'text goes there and back',
  '1,000 messages keep their order',
  'ERROR is told, and the client goes on',
  'deactivate, then activate again',
];

const byFactory =
  ({ SockJS, options }, url, transports) =>
  () => ({ webSocketFactory: () => new SockJS(url(), null, { ...options, transports }) });

// Heartbeats are mostly waited for: several at a time.
describe('STOMP over SockJS in Node', { concurrency: 4 }, () => {
  for (const [target, url] of targets) {
    for (const transports of ours.transports) {
      describe(`our client by brokerURL, ${target}, ${transports}`, () => {
        const sockjs = { ...ours.options, transports };
        testStompOverSockJs(() => ({ brokerURL: url(), sockjs }), hoofbeat);
      });
      describe(`our client over our SockJS, ${target}, ${transports}`, () => {
        testStompOverSockJs(byFactory(ours, url, transports), hoofbeat, { only: few });
      });
      describe(`@stomp/stompjs over our SockJS, ${target}, ${transports}`, () => {
        testStompOverSockJs(byFactory(ours, url, transports), stompjs, { without: notByStompjs });
      });
    }
    for (const transports of old.transports) {
      describe(`our client over sockjs-client, ${target}, ${transports}`, () => {
        testStompOverSockJs(byFactory(old, url, transports), hoofbeat, { only: few });
      });
      describe(`@stomp/stompjs over sockjs-client, ${target}, ${transports}`, () => {
        testStompOverSockJs(byFactory(old, url, transports), stompjs, { without: notByStompjs });
      });
    }
  }
});
