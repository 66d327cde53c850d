import { once } from 'node:events';
import { until } from '../support/condition.mjs';
import { collectGarbage } from '../support/heap.mjs';
import { shortcoming } from './sockjs-pair.mjs';
import { withService } from './sockjs-scripted-service.mjs';
import { Transcript } from './sockjs-transcript.mjs';
import { inVirtualTime, librariesInVirtualTime } from './sockjs-virtual-time.mjs';

// Where sockjs-client falls short at run time, in Node: what it does, and what ours does in its place.

const megabyte = 2 ** 20;

shortcoming(
  "a transport's timer ends the next, where a proxy drops upgrades after a while and the server is slow",
  ({ SockJS, options }) =>
    inVirtualTime((time) => {
      const upgrades = [];
      const script = { upgrade: (socket) => upgrades.push(socket), xhr_streaming: () => {} };
      return withService(script, async (service) => {
        const transports = ['websocket', 'xhr-streaming'];
        const connection = new SockJS(service.url, null, { ...options, transports });
        const transcript = new Transcript(connection);
        await time.advance(0);
        await until(() => upgrades.length === 1);
        // The WebSocket's time would be over at 600 ms, the stream's is at 900.
        await time.advance(300);
        upgrades[0].destroy();
        const { response } = await service.reached('xhr_streaming');
        await time.advance(400);
        response.write('o\n');
        await until(() => transcript.has('open') || connection.readyState > 1);
        await time.advance(0);
        const { transport } = connection;
        connection.close();
        await time.advance(0);
        return [transport, transcript.entries.at(-1).slice(1, 4)];
      });
    }),
  {
    theirs: [null, ['close', 2000, 'All transports failed']],
    ours: ['xhr-streaming', ['close', 1000, 'Normal closure']],
  },
  librariesInVirtualTime,
);

/** Opens, hears so many heartbeats 25 s apart, and nothing for an hour. */
const goingSilent =
  (beats, more) =>
  ({ SockJS, options }) =>
    inVirtualTime((time) => {
      const sockets = [];
      const websocket = (socket) => {
        sockets.push(socket);
        socket.send('o');
      };
      return withService({ websocket }, async ({ url }) => {
        const connection = new SockJS(url, null, { ...options, ...more, transports: 'websocket' });
        const transcript = new Transcript(connection);
        await time.advance(0);
        await transcript.opened();
        const heard = () => transcript.entries.filter(([, type]) => type === 'heartbeat').length / 2;
        for (let beat = 1; beat <= beats; ++beat) {
          await time.advance(25_000);
          sockets[0].send('h');
          await until(() => heard() === beat);
        }
        await time.advance(3_600_000);
        const last = transcript.entries.at(-1).slice(1, 3);
        connection.close();
        await time.advance(0);
        return last;
      });
    });
for (const [how, run, theirs] of [
  ['its heartbeats told when to expect them', goingSilent(4), ['heartbeat', 1]],
  ['the application told', goingSilent(0, { silenceTimeout: 30_000 }), ['open', 1]],
])
  shortcoming(
    `a server that has gone is not missed, where ${how}`,
    run,
    { theirs, ours: ['close', 1006] },
    librariesInVirtualTime,
  );

shortcoming(
  'HTTP transports have no headers',
  ({ SockJS, options }) => {
    const script = {
      xhr_streaming: (response) => response.write('o\n'),
      xhr_send: (response) => response.writeHead(204).end(),
    };
    return withService(script, async (service) => {
      const transportOptions = { 'xhr-streaming': { headers: { 'x-token': 'secret' } } };
      const transports = 'xhr-streaming';
      const connection = new SockJS(service.url, null, { ...options, transports, transportOptions });
      const transcript = new Transcript(connection);
      await transcript.opened();
      connection.send('x');
      await service.reached('xhr_send');
      connection.close();
      await transcript.closed();
      return service.requests.map(({ endpoint, headers }) => [endpoint, headers['x-token']]);
    });
  },
  {
    theirs: [
      ['info', undefined],
      ['xhr_streaming', undefined],
      ['xhr_send', undefined],
    ],
    ours: [
      ['info', undefined],
      ['xhr_streaming', 'secret'],
      ['xhr_send', 'secret'],
    ],
  },
);

function heapUsed() {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

shortcoming(
  'what a stream has brought is kept as long as it lasts',
  ({ SockJS, options }) =>
    withService({ xhr_streaming: (response) => response.write('o\n') }, async (service) => {
      const connection = new SockJS(service.url, null, { ...options, transports: 'xhr-streaming' });
      let received = 0;
      connection.onmessage = ({ data }) => {
        received += data.length;
      };
      await until(() => connection.readyState === 1);
      const { response } = service.to('xhr_streaming')[0];
      const before = heapUsed();
      const frame = `a["${'x'.repeat(60_000)}"]\n`;
      const total = 8 * megabyte;
      for (let sent = 0; sent < total; sent += 60_000)
        if (!response.write(frame)) await once(response, 'drain');
      await until(() => received >= total);
      const kept = heapUsed() - before;
      connection.close();
      return kept < 2 * megabyte ? 'little' : kept > 6 * megabyte ? 'all' : kept;
    }),
  { theirs: 'all', ours: 'little' },
);
