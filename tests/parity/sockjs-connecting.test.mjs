import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe } from 'node:test';
import { until } from '../support/condition.mjs';
import { casesOf } from './sockjs-pair.mjs';
import { withService } from './sockjs-scripted-service.mjs';
import { Transcript } from './sockjs-transcript.mjs';

// The way to an open connection: /info, the transports in their order, and where it ends.

const same = casesOf('connecting');

// Without EventSource: that of Node's asks again for ever where it is refused.
const usual = ['websocket', 'xhr-streaming', 'xhr-polling'];
const opensWebSocket = (socket) => socket.send('o');
/** Connects to a service that follows the script, and tells what comes of it. */
const connecting =
  (script, options, see = () => undefined) =>
  ({ SockJS, options: own }) =>
    withService(script, async (service) => {
      const url = service.url + (script.query ?? '');
      const connection = new SockJS(url, script.protocols, {
        ...own,
        transports: usual,
        ...options?.(),
      });
      const transcript = new Transcript(connection);
      await transcript.opened();
      const seen = see(service, connection);
      connection.close();
      // How many polls there were by now is a matter of chance.
      return [await transcript.closed(), [...new Set(service.lines)], seen];
    });

describe('/info', () => {
  for (const [name, info] of Object.entries({
    'is no JSON': (response) => response.end('<html>'),
    'is empty': (response) => response.end(),
    'is JSON of another kind': (response) => response.end('[1]'),
    'is null': (response) => response.end('null'),
    'tells unknown things': (response) => response.end('{"websocket":true,"a":{"b":[1]}}'),
    'has no WebSocket': (response) => response.end('{"websocket":false}'),
    'has a WebSocket of another type': (response) => response.end('{"websocket":0}'),
    'is refused: 404': (response) => response.writeHead(404).end(),
    'is refused: 500': (response) => response.writeHead(500).end('{"websocket":true}'),
    'is without content: 204': (response) => response.writeHead(204).end(),
    'breaks off': (response) => response.destroy(),
  }))
    same(
      `/info ${name}`,
      connecting({
        info,
        websocket: opensWebSocket,
        xhr_streaming: (response) => response.write(`${'h'.repeat(2048)}\no\n`),
      }),
    );

  same('nobody listens', async ({ SockJS, options }) => {
    const unused = createServer();
    unused.listen(0, '127.0.0.1');
    await once(unused, 'listening');
    const { port } = unused.address();
    unused.close();
    await once(unused, 'close');
    return new Transcript(new SockJS(`http://127.0.0.1:${port}/x`, null, options)).closed();
  });

  same('base_url', ({ SockJS, options }) =>
    withService({ websocket: opensWebSocket }, (other) =>
      withService(
        { info: (response) => response.end(JSON.stringify({ websocket: true, base_url: other.url })) },
        async (service) => {
          const connection = new SockJS(service.url, null, options);
          const transcript = new Transcript(connection);
          await transcript.opened();
          const { url } = connection;
          connection.close();
          return [url === service.url, service.lines.length, other.lines, await transcript.closed()];
        },
      ),
    ),
  );
});

describe('URLs', () => {
  same(
    'what is added goes in front of the query',
    connecting({ websocket: opensWebSocket, query: '/?token=a%20b' }, undefined, (service, { url }) => [
      service.requests.map(({ query }) => query.replace(/&t=\w+$/, '')),
      url.slice(service.origin.length),
    ]),
  );
  same(
    'subprotocols are not sent',
    connecting({ websocket: opensWebSocket, protocols: ['b', 'a'] }, undefined, (service, { protocol }) => [
      service.to('websocket')[0].headers['sec-websocket-protocol'],
      protocol,
    ]),
  );
  for (const [name, options] of Object.entries({
    'server and length of the session id': () => ({ server: 'abc', sessionId: 20 }),
    'numbers for the server': () => ({ server: 7 }),
    'session ids from a function, one for each attempt': () => {
      let count = 0;
      return { sessionId: () => `OWN-${++count}` };
    },
  }))
    same(name, connecting({ websocket: (socket) => socket.close(1001) }, options));
  same(
    'each attempt has another session id, and the same server',
    connecting({}, undefined, ({ requests }) => {
      const sessions = requests.slice(1).map(({ session }) => session);
      return [sessions.length, new Set(sessions).size];
    }),
  );
});

describe('transports', () => {
  for (const [name, transports] of Object.entries({
    'all are tried, in their order': usual,
    'a filter is no order': ['xhr-polling', 'websocket'],
    'one, as a string': 'xhr-streaming',
    'unknown ones are passed over': ['xdr-streaming', 'jsonp-polling', 'unheard-of', 'xhr-polling'],
    'unknown ones alone': ['unheard-of'],
    'one that stands twice': ['xhr-polling', 'xhr-polling'],
  }))
    same(
      name,
      connecting({}, () => ({ transports })),
    );

  const opening = {
    websocket: opensWebSocket,
    xhr_streaming: (response) => response.write(`${'h'.repeat(2048)}\no\n`),
    eventsource: (response) => response.write('\r\ndata: o\r\n\r\n'),
    xhr: (response, { count }) => count === 1 && response.end('o\n'),
  };
  for (const [name, transports] of Object.entries({
    'no filter': undefined,
    'an empty list is no filter': [],
    'an empty string is no filter': '',
    'eventsource alone': 'eventsource',
  }))
    same(
      name,
      connecting(opening, () => ({ transports })),
    );
  for (const [n, transport] of usual.entries()) {
    const endpoints = ['websocket', 'xhr_streaming', 'xhr'].slice(n);
    const script = Object.fromEntries(endpoints.map((endpoint) => [endpoint, opening[endpoint]]));
    same(`${transport} is the first that opens`, connecting(script));
  }
});

describe('a transport that ends before `o`', () => {
  for (const code of [1000, 1001, 1002, 1005, 1011, 3000, 4999]) {
    const websocket = (socket) => (code === 1005 ? socket.close() : socket.close(code, 'why'));
    same(`WebSocket with ${code}`, connecting({ websocket }));
  }
  same('WebSocket without a farewell', connecting({ websocket: (socket) => socket.terminate() }));
  same('WebSocket that is cut', connecting({ upgrade: (socket) => socket.destroy() }));
  same('`c` in place of `o`', connecting({ websocket: (socket) => socket.send('c[3000,"Go away!"]') }));
  for (const [transport, endpoint] of [
    ['xhr-streaming', 'xhr_streaming'],
    ['xhr-polling', 'xhr'],
  ]) {
    same(
      `${transport}: 500`,
      connecting({ [endpoint]: (response) => response.writeHead(500).end() }, () => ({
        transports: transport,
      })),
    );
    same(
      `${transport}: \`c\` in place of \`o\``,
      connecting(
        { [endpoint]: (response) => response.end('c[2010,"Another connection still open"]\n') },
        () => ({
          transports: transport,
        }),
      ),
    );
  }
});

describe('closed while a transport is being opened', () => {
  for (const transports of ['websocket', 'xhr-streaming', 'xhr-polling'])
    same(`${transports}: closed meanwhile`, ({ SockJS, options }) => {
      const nothing = () => {};
      const script = { websocket: nothing, xhr_streaming: nothing, xhr: nothing };
      return withService(script, async (service) => {
        const connection = new SockJS(service.url, null, { ...options, transports });
        const transcript = new Transcript(connection);
        await until(() => service.requests.length === 2, { what: 'the attempt' });
        connection.close(3000, 'changed my mind');
        return transcript.closed();
      });
    });
});
