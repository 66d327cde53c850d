import { describe } from 'node:test';
import { until } from '../support/condition.mjs';
import { casesOf } from './sockjs-pair.mjs';
import { withService } from './sockjs-scripted-service.mjs';
import { Transcript } from './sockjs-transcript.mjs';

// How messages go to a server.

const same = casesOf('sending');

const streaming = {
  xhr_streaming: (response) => response.write(`${'h'.repeat(2048)}\no\n`),
  eventsource: (response) => response.write('\r\ndata: o\r\n\r\n'),
  xhr: (response, { count }) => count === 1 && response.end('o\n'),
};

/** A connection that is open by this transport, to a service that answers POSTs so. */
const open =
  (transports, send, use) =>
  ({ SockJS, options }) =>
    withService({ ...streaming, xhr_send: send }, async (service) => {
      const connection = new SockJS(service.url, null, { ...options, transports });
      const transcript = new Transcript(connection);
      await transcript.opened();
      const seen = await use(connection, service, transcript);
      connection.close();
      return [await transcript.closed(), seen];
    });
const bodies = (service) => service.to('xhr_send').map(({ body }) => body);
const accept = (response) => response.writeHead(204).end();

for (const transports of ['xhr-streaming', 'eventsource', 'xhr-polling']) {
  describe(transports, () => {
    same(
      `${transports}: a POST of text, an array of JSON`,
      open(transports, accept, async (connection, service) => {
        connection.send('é"\\\n\u2028\ud800');
        const { method, path, headers, body } = await service.reached('xhr_send');
        const type = headers['content-type'].split(';')[0];
        return [method, path, type, JSON.parse(body)];
      }),
    );
    for (const status of [200, 204])
      same(
        `${transports}: ${status} is accepted, and what waits goes together`,
        open(
          transports,
          (response, { count }) => count > 1 && response.writeHead(status).end(),
          async (connection, service) => {
            for (const text of ['1', '2', '3']) connection.send(text);
            const first = await service.reached('xhr_send');
            connection.send('4');
            const before = bodies(service);
            first.response.writeHead(status).end();
            await service.reached('xhr_send', 2);
            return [before, bodies(service)];
          },
        ),
      );
    for (const status of [404, 500, 302])
      same(
        `${transports}: ${status} ends it`,
        open(
          transports,
          (response) => response.writeHead(status).end(),
          async (connection, _, transcript) => {
            connection.send('1');
            await until(() => transcript.isClosed);
          },
        ),
      );
    same(
      `${transports}: a POST that breaks off ends it`,
      open(
        transports,
        (response) => response.destroy(),
        async (connection, _, transcript) => {
          connection.send('1');
          await until(() => transcript.isClosed);
        },
      ),
    );
    same(`${transports}: what waits when it is closed`, ({ SockJS, options }) =>
      withService({ ...streaming, xhr_send: () => {} }, async (service) => {
        const connection = new SockJS(service.url, null, { ...options, transports });
        const transcript = new Transcript(connection);
        await transcript.opened();
        for (const text of ['1', '2', '3']) connection.send(text);
        const { response } = await service.reached('xhr_send');
        connection.close();
        const story = await transcript.closed();
        if (!response.destroyed) response.writeHead(204).end();
        await until(() => bodies(service).length === 2, { timeout: 1000 }).catch(() => {});
        return [story, bodies(service)];
      }),
    );
  });
}

same('websocket: each message by itself', ({ SockJS, options }) => {
  const sent = [];
  const websocket = (socket) => {
    socket.on('message', (data) => sent.push(`${data}`));
    socket.send('o');
  };
  return withService({ websocket }, async ({ url }) => {
    const connection = new SockJS(url, null, { ...options, transports: 'websocket' });
    const transcript = new Transcript(connection);
    await transcript.opened();
    for (const text of ['1', 'é"', '\u2028\ud800']) connection.send(text);
    await until(() => sent.length === 3);
    connection.close();
    return [sent.map((each) => JSON.parse(each)), await transcript.closed()];
  });
});
