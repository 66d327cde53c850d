import { until } from '../support/condition.mjs';
import { casesOf } from './sockjs-pair.mjs';
import { withService } from './sockjs-scripted-service.mjs';
import { inVirtualTime, librariesInVirtualTime } from './sockjs-virtual-time.mjs';

// How long is waited, in virtual time. When an attempt begins shows in the session id that it is given.

const same = casesOf('timing', librariesInVirtualTime);

const silent = () => {};
const silentTransports = { websocket: silent, xhr_streaming: silent, xhr: silent };
const transports = ['websocket', 'xhr-streaming', 'xhr-polling'];

/** Connects to a service of the script, and notes when attempts begin and when it closes. */
const timing = ({ SockJS, options: own }, script, options, use) =>
  inVirtualTime((time) =>
    withService(script, async (service) => {
      const attempts = [];
      const closes = [];
      const sessionId = () => {
        attempts.push(time.now());
        return `session_${attempts.length}`;
      };
      const connection = new SockJS(service.url, null, { ...own, transports, sessionId, ...options });
      connection.onclose = ({ code, reason }) => closes.push([code, reason, time.now()]);
      await time.advance(0);
      try {
        await service.reached('info');
        return await use({ time, service, attempts, closes, connection });
      } finally {
        connection.close();
        await time.advance(0);
      }
    }),
  );

/** When each attempt begins, after the first, where /info takes so long and no transport answers. */
const whenTried = (roundTrip, options) => (library) =>
  timing(library, { ...silentTransports, info: silent }, options, async (it) => {
    const { time, service, attempts, closes } = it;
    await time.advance(roundTrip);
    service.to('info')[0].response.end('{"websocket":true}');
    await until(() => attempts.length === 1);
    await time.advance(100_000);
    const waits = attempts.map((at) => at - attempts[0]);
    return [waits, closes.map(([code, reason, at]) => [code, reason, at - attempts[0]])];
  });

for (const roundTrip of [0, 1, 50, 100, 101, 250, 2000])
  same(`a round trip of ${roundTrip} ms`, whenTried(roundTrip, {}));
for (const timeout of [0, 100, 605, 5000])
  same(`a round trip of 0 ms, timeout ${timeout}`, whenTried(0, { timeout }));

same('/info has 8 s', (library) =>
  timing(library, { ...silentTransports, info: silent }, {}, async ({ time, closes }) => {
    await time.advance(7999);
    const before = closes.length;
    await time.advance(1);
    return [before, closes.map(([code, reason]) => [code, reason])];
  }),
);

same('a transport that opens in time has no deadline any more', (library) => {
  const sockets = [];
  const script = { ...silentTransports, websocket: (socket) => sockets.push(socket) };
  return timing(library, script, {}, async ({ time, connection, closes, attempts }) => {
    await until(() => sockets.length === 1);
    await time.advance(590);
    sockets[0].send('o');
    await until(() => connection.readyState === 1);
    await time.advance(60_000);
    return [connection.readyState, closes.length, attempts.length];
  });
});
