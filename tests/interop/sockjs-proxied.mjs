import { after, before } from 'node:test';
import { startResponseBufferingProxy } from '../proxies/response-buffering-proxy.mjs';
import { startUpgradeDroppingProxy } from '../proxies/upgrade-dropping-proxy.mjs';
import { startNginx } from '../support/nginx.mjs';

const all = ['websocket', 'xhr-streaming', 'eventsource', 'xhr-polling'];
const withoutWebSocket = all.slice(1);
const nginx = (configuration) => (upstreamPort) => startNginx({ configuration, upstreamPort });
const refused = { websocket: 'exchange_failed' };
const unanswered = { websocket: 'transport_timeout' };

/**
 * What stands between client and server: `start(upstreamPort)`; `transports`: those that pass it; `passedOver`: why a
 * client that tries all of them did not use the earlier ones, EventSource aside, which is not to be had everywhere.
 */
export const proxies = [
  {
    name: 'nginx with websocket-and-streaming.conf',
    start: nginx('websocket-and-streaming.conf'),
    transports: all,
    passedOver: {},
  },
  {
    name: 'nginx with no-upgrade.conf',
    start: nginx('no-upgrade.conf'),
    transports: withoutWebSocket,
    passedOver: refused,
  },
  {
    name: 'nginx with buffering.conf',
    start: nginx('buffering.conf'),
    transports: ['xhr-polling'],
    passedOver: { ...refused, 'xhr-streaming': 'transport_timeout' },
  },
  {
    name: 'a proxy that drops upgrades in silence',
    start: (port) => startUpgradeDroppingProxy(port, { mode: 'silence' }),
    transports: withoutWebSocket,
    passedOver: unanswered,
  },
  {
    name: 'a proxy that closes on upgrades',
    start: (port) => startUpgradeDroppingProxy(port, { mode: 'close' }),
    transports: withoutWebSocket,
    passedOver: refused,
  },
  {
    name: 'a proxy that buffers responses',
    start: startResponseBufferingProxy,
    transports: ['xhr-polling'],
    passedOver: { ...refused, 'xhr-streaming': 'transport_timeout' },
  },
];

/**
 * For the tests of one `describe`: a proxy of its own.
 *
 * @param {(upstreamPort: number) => Promise<object>} start
 * @param {() => {port: number}} server looked up when the proxy starts
 * @returns {{proxy: object}} set before the first test runs
 */
export function startBefore(start, server) {
  const place = {};
  before(async () => {
    place.proxy = await start(server().port);
  });
  after(() => place.proxy?.stop());
  return place;
}
