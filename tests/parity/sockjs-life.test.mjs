import { after, before, describe } from 'node:test';
import { until } from '../support/condition.mjs';
import { startServer } from '../support/server.mjs';
import { startSockJsPeer } from '../support/sockjs-peer.mjs';
import { casesOf } from './sockjs-pair.mjs';
import { Transcript } from './sockjs-transcript.mjs';

// A connection's life with real servers, by each transport: what is told, in which order, and what can be seen then.

const same = casesOf('life');
const transports = ['websocket', 'xhr-streaming', 'eventsource', 'xhr-polling'];

let server;
let peer;
before(async () => {
  server = await startServer({ args: ['--test-services'] });
  peer = await startSockJsPeer();
});
after(async () => {
  await peer?.stop();
  await server?.stop();
});

/** What was sent, and came back. */
async function echo(connection, transcript, values) {
  const before = transcript.messages.length;
  for (const value of values) connection.send(value);
  await until(() => transcript.messages.length >= before + values.length, { what: 'all echoes' });
}

function testWith(target, transport) {
  const connect = ({ SockJS, options }, path, more) => {
    const connection = new SockJS(target().httpUrl + path, null, {
      ...options,
      transports: transport,
      ...more,
    });
    return { connection, transcript: new Transcript(connection) };
  };
  /** Opens, does something, and closes if that has not been done. */
  const life = (path, during) => async (library) => {
    const { connection, transcript } = connect(library, path);
    await transcript.opened();
    const extra = await during(connection, transcript);
    connection.close();
    return [await transcript.closed(), extra];
  };

  same(
    'opens, echoes, closes',
    life('echo', async (connection, transcript) => {
      await echo(connection, transcript, ['a']);
      await echo(connection, transcript, ['b', 'c']);
      return connection.url === `${target().httpUrl}echo`;
    }),
  );
  same(
    'close(3001, a reason): CLOSING at once, the event later',
    life('echo', (connection, transcript) => {
      connection.close(3001, 'why');
      const { readyState, transport: used } = connection;
      connection.close(3002);
      connection.send('dropped');
      return [readyState, used, transcript.entries.length];
    }),
  );
  same(
    'close refuses codes and reasons, and the connection stands',
    life('echo', async (connection, transcript) => {
      const refusals = [];
      for (const args of [[999], [1001], [5000], [1000, 'x'.repeat(124)]]) {
        try {
          connection.close(...args);
        } catch ({ message }) {
          refusals.push([message, connection.readyState]);
        }
      }
      await echo(connection, transcript, ['still there']);
      return refusals;
    }),
  );
  same(
    'what is no string becomes one',
    life('echo', async (connection, transcript) => {
      const own = { toString: () => 'own' };
      const values = [1, 0, -1.5, null, undefined, true, [1, [2]], {}, own, new Uint8Array(2), 1n, ''];
      await echo(connection, transcript, values);
      try {
        connection.send(Symbol('x'));
      } catch (error) {
        return error instanceof TypeError;
      }
    }),
  );
  same(
    'text of all kinds',
    life('echo', (connection, transcript) =>
      echo(connection, transcript, ['é🐎日', '\0\r\n\t"\\', '\u2028\ufeff\uffff', '%25 100% %0A', '\ud800x']),
    ),
  );
  same('send and close in onopen', async (library) => {
    const { connection, transcript } = connect(library, 'echo');
    const noted = connection.onopen;
    connection.onopen = (event) => {
      noted(event);
      connection.close(3500, 'at once');
      connection.send('dropped');
    };
    return transcript.closed();
  });
  same(
    'send in onmessage',
    life('echo', async (connection, transcript) => {
      connection.addEventListener('message', ({ data }) => {
        if (data.length < 5) connection.send(`${data}x`);
      });
      connection.send('x');
      await until(() => transcript.messages.length === 5);
    }),
  );
  same('close in onmessage', async (library) => {
    const { connection, transcript } = connect(library, 'echo');
    connection.addEventListener('message', () => connection.close());
    await transcript.opened();
    connection.send('x');
    return transcript.closed();
  });
  same('a server that closes', async (library) => connect(library, 'close').transcript.closed());
  same('closed while /info is fetched', async (library) => {
    const { connection, transcript } = connect(library, 'echo');
    connection.close(3001, 'why');
    return [connection.readyState, await transcript.closed()];
  });
  same('a handler that is taken away, listeners that are added twice and removed', async (library) => {
    const { connection, transcript } = connect(library, 'echo');
    const log = [];
    const twice = () => log.push('twice');
    const removed = () => log.push('removed');
    connection.onopen = null;
    for (const listener of [twice, twice, removed]) connection.addEventListener('open', listener);
    connection.removeEventListener('open', removed);
    connection.removeEventListener('open', () => log.push('never added'));
    await transcript.opened();
    connection.close();
    return [log, await transcript.closed()];
  });
}

for (const [name, target] of [
  ["npm's sockjs", () => peer],
  ['our server', () => server],
]) {
  for (const transport of transports) describe(`${name}, ${transport}`, () => testWith(target, transport));
}
