import { describe } from 'node:test';
import { until } from '../support/condition.mjs';
import { casesOf } from './sockjs-pair.mjs';
import { withService } from './sockjs-scripted-service.mjs';
import { Transcript } from './sockjs-transcript.mjs';

// What frames of a server's do to a connection that is open.

const same = casesOf('frames');

const farewell = 'c[3333,"end of the case"]';

/** A WebSocket that brings `o`, these frames, and a farewell. */
const receiving =
  (...frames) =>
  ({ SockJS, options }) =>
    withService(
      {
        websocket: (socket) => {
          for (const frame of ['o', ...frames, farewell]) socket.send(frame);
        },
      },
      ({ url }) => {
        const more = { ...options, transports: 'websocket' };
        return new Transcript(new SockJS(url, null, more)).closed();
      },
    );

describe('as the protocol has them', () => {
  same('messages and heartbeats', receiving('a["1","2"]', 'h', 'a["3"]', 'h', 'h'));
  same('no message', receiving('a[]'));
  same('one message, as `m`', receiving('m"1"'));
  same('white space', receiving('a [ "1" , "2" ] '));
  same('an empty text', receiving(''));
  same('escapes', receiving(String.raw`a["\u0000\u2028\ud83d\ude00\/\ud800"]`));
  for (const close of [
    'c[1000,"Normal closure"]',
    'c[3000,"Go away!"]',
    'c[1002,"Connection interrupted"]',
    'c[2010,"Another connection still open"]',
    'c[65535,""]',
    'c[ 3000 , "x" ]',
  ])
    same(`closing with ${close}`, receiving(close));
  same('nothing behind a farewell is told', receiving('c[3000,"x"]', 'a["late"]', 'h'));
  same('a second `o`', receiving('o'));
  same('WebSocket: a close frame', ({ SockJS, options }) =>
    withService({ websocket: (socket) => [socket.send('o'), socket.close(1001, 'going')] }, ({ url }) =>
      new Transcript(new SockJS(url, null, options)).closed(),
    ),
  );
  same('WebSocket: cut', ({ SockJS, options }) => {
    const sockets = [];
    const websocket = (socket) => {
      sockets.push(socket);
      socket.send('o');
    };
    return withService({ websocket }, async ({ url }) => {
      const transcript = new Transcript(new SockJS(url, null, options));
      await transcript.opened();
      sockets[0].terminate();
      return transcript.closed();
    });
  });
});

describe('as it has them not', () => {
  same('numbers, objects, null among messages', receiving('a["1",2,{"a":[true]},null,-1.5e3]'));
  for (const frame of [
    'x',
    'A["1"]',
    '<html>502</html>',
    '"1"',
    'a',
    'a"1"',
    'a{"0":"1"}',
    'a["1"',
    'a["1"]x',
    'a[NaN]',
    'm',
    'mx',
    'c',
    'c[]',
    'c[3000]',
    'c[3000,"x",1]',
    'c["3000","x"]',
    'c[3000,1]',
    'c[70000,"x"]',
    'c[0,"x"]',
    'ox',
    'hx',
  ])
    same(`a frame that is ${frame}`, receiving(frame));
});

describe('streams', () => {
  const prelude = 'h'.repeat(2048);
  const streaming =
    (transports, endpoint, answer, options) =>
    ({ SockJS, options: own }) =>
      withService({ [endpoint]: answer }, async (service) => {
        const connection = new SockJS(service.url, null, { ...own, transports });
        const transcript = new Transcript(connection, options);
        await transcript.closed();
        return [await transcript.closed(), service.to(endpoint).length];
      });

  same(
    'the prelude of a stream',
    streaming('xhr-streaming', 'xhr_streaming', (response) => response.end(`${prelude}\no\n${farewell}\n`), {
      notesEarlyHeartbeats: true,
    }),
  );
  same(
    'frames of one piece, empty lines, and heartbeats',
    streaming('xhr-streaming', 'xhr_streaming', (response) =>
      response.end(`${prelude}\no\n\n\na["1"]\nh\na["2"]\n${farewell}\n`),
    ),
  );
  same(
    'a last line without its end',
    streaming('xhr-polling', 'xhr', (response, { count }) =>
      response.end(count === 1 ? 'o\n' : count === 2 ? 'a["1"]' : `${farewell}\n`),
    ),
  );
  same(
    'a response that ends is followed by the next',
    streaming('xhr-streaming', 'xhr_streaming', (response, { count }) =>
      response.end(count === 1 ? 'o\na["1"]\n' : `${count === 2 ? 'a["2"]' : farewell}\n`),
    ),
  );
  same(
    'polls, one frame each',
    streaming('xhr-polling', 'xhr', (response, { count }) =>
      response.end(`${['o', 'a["1","2"]', 'h', farewell][count - 1]}\n`),
    ),
  );
  same(
    'events, and a response that ends',
    streaming('eventsource', 'eventsource', (response, { count }) =>
      response.end(count === 1 ? '\r\ndata: o\r\n\r\ndata: a["1"]\r\n\r\n' : `\r\ndata: ${farewell}\r\n\r\n`),
    ),
  );
  same(
    'events with escapes',
    streaming('eventsource', 'eventsource', (response) =>
      response.end(`\r\ndata: o\r\n\r\ndata: a["100%25","\\r\\n"]\r\n\r\ndata: ${farewell}\r\n\r\n`),
    ),
  );
  for (const [transport, endpoint] of [
    ['xhr-streaming', 'xhr_streaming'],
    ['xhr-polling', 'xhr'],
  ])
    same(`${transport}: a status other than 200`, ({ SockJS, options }) => {
      const answer = (response, { count }) =>
        count === 1 ? response.end('o\n') : response.writeHead(500).end();
      return withService({ [endpoint]: answer }, async (service) => {
        const connection = new SockJS(service.url, null, { ...options, transports: transport });
        const transcript = new Transcript(connection);
        await until(() => service.to(endpoint).length >= 2);
        return transcript.closed();
      });
    });
});
