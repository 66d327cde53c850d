import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import * as stompjs from '@stomp/stompjs';
import * as hoofbeat from '../../dist/index.js';
import { startServer } from '../support/server.mjs';
import { startSockJsPeer } from '../support/sockjs-peer.mjs';
import { testStompOverSockJs } from './run-sockjs-scenarios.mjs';
import { old, ours } from './sockjs-clients.mjs';
import { proxies, startBefore } from './sockjs-proxied.mjs';

// Clients that find out by themselves what gets through, and report what did not.

const { SockJS } = ours;
// Transports that work open in time on a busy machine too.
const options = { ...ours.options, timeout: 1500 };
const direct = {
  name: 'nothing',
  start: async (port) => ({ httpUrl: `http://127.0.0.1:${port}/`, stop() {} }),
  transports: ours.transports,
  passedOver: {},
};

let server;
let peer;
before(async () => {
  server = await startServer({ args: ['--test-services'] });
  peer = await startSockJsPeer({ stompPort: server.tcpPort });
});
after(async () => {
  await peer?.stop();
  await server?.stop();
});

/** By transport. Node has no EventSource, which is passed over where it would have been next. */
function expectedReasons(passedOver, used) {
  return used === 'xhr-polling' ? { ...passedOver, eventsource: 'transport_not_supported' } : passedOver;
}

async function assertFallsBack(url, used, passedOver) {
  const connection = new SockJS(url, null, options);
  const closed = once(connection, 'close');
  await Promise.race([once(connection, 'open'), closed]);
  const reasons = Object.fromEntries(connection.passedOver.map(({ transport, code }) => [transport, code]));
  assert.deepEqual(
    { transport: connection.transport, reasons },
    { transport: used, reasons: expectedReasons(passedOver, used) },
  );
  connection.send('x');
  const [{ data }] = await once(connection, 'message');
  assert.equal(data, 'x');
  connection.close();
  const [{ code, passedOver: told }] = await closed;
  assert.equal(code, 1000);
  assert.deepEqual(told, connection.passedOver);
}

// Several at a time: they mostly wait for a transport's time to be over.
describe('without a choice of transports in Node', { concurrency: 4 }, () => {
  for (const [targetName, target, stompPath] of [
    ['our server', () => server, 'ws'],
    ["npm's sockjs", () => peer, 'stomp'],
  ]) {
    for (const { name, start, transports, passedOver } of [direct, ...proxies]) {
      describe(`${targetName} behind ${name}`, () => {
        const place = startBefore(start, target);
        const at = (path) => place.proxy.httpUrl + path;
        const used = transports[0];

        test(`${used} is used`, () => assertFallsBack(at('echo'), used, passedOver));

        test('where /info forbids WebSocket, that is why', () =>
          assertFallsBack(at('disabled_websocket_echo'), used === 'websocket' ? 'xhr-streaming' : used, {
            ...passedOver,
            websocket: 'websocket_disabled',
          }));

        for (const [how, library, config] of [
          ['brokerURL', hoofbeat, () => ({ brokerURL: at(stompPath), sockjs: options })],
          [
            'our SockJS',
            hoofbeat,
            () => ({ webSocketFactory: () => new SockJS(at(stompPath), null, options) }),
          ],
          [
            'our SockJS under @stomp/stompjs',
            stompjs,
            () => ({ webSocketFactory: () => new SockJS(at(stompPath), null, options) }),
          ],
        ]) {
          describe(`STOMP by ${how}`, () => {
            testStompOverSockJs(config, library, {
              only: ['text goes there and back', 'deactivate, then activate again'],
            });
          });
        }
      });
    }
  }

  // What the old client finds by itself carries our STOMP as well.
  for (const { name, start } of proxies.filter(
    ({ passedOver }) => passedOver.websocket === 'exchange_failed',
  )) {
    describe(`our client over sockjs-client, our server behind ${name}`, () => {
      const place = startBefore(start, () => server);
      const webSocketFactory = () => new old.SockJS(`${place.proxy.httpUrl}ws`);
      testStompOverSockJs(() => ({ webSocketFactory }), hoofbeat, { only: ['text goes there and back'] });
    });
  }
});

test('nothing gets through: the close event says why, for each', async () => {
  const dead = await startSockJsPeer({ prefix: '/elsewhere' });
  try {
    const connection = new SockJS(`${dead.httpUrl}echo`, null, options);
    const [{ code, wasClean, error }] = await once(connection, 'close');
    assert.deepEqual([code, wasClean], [1002, false]);
    assert.equal(error.name, 'HoofbeatError');
    assert.match(error.message, /404/);
  } finally {
    await dead.stop();
  }
});
