import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { WebSocket, WebSocketServer } from 'ws';
import { Client } from '../../dist/index.js';
import SockJS from '../../dist/sockjs.js';

// What a developer reads when something is wrong, over sockets of the system.

const secrets = { login: 'ada', passcode: 'pass-1815', Authorization: 'Bearer token-1843' };
const connected = 'CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0';

const servers = [];
const listening = async (server, ...at) => {
  if (at.length > 0) server.listen(...at);
  await once(server, 'listening');
  servers.push(server);
  return server.address().port;
};

/** A WebSocket server that does this once something has arrived; returns its URL. */
async function broker(answer) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket) => socket.once('message', (data) => answer(socket, `${data}`)));
  return `ws://127.0.0.1:${await listening(server)}/ws`;
}

/** An HTTP server that answers all with this status, upgrades included; returns its authority. */
async function answering(status) {
  const server = createServer((_request, response) => response.writeHead(status).end());
  server.on('upgrade', (_request, socket) =>
    socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`),
  );
  return `127.0.0.1:${await listening(server, 0, '127.0.0.1')}`;
}

async function closedPort() {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}

/** The first error that a client tells. */
async function errorOf(config) {
  const client = new Client({ reconnectDelay: 0, ...config });
  const error = await new Promise((resolve) => {
    client.onError = resolve;
    client.activate();
  });
  await client.deactivate({ force: true });
  return error;
}

const { WebSocket: own } = globalThis;
before(() => {
  globalThis.WebSocket = WebSocket;
});
after(() => {
  globalThis.WebSocket = own;
  for (const server of servers) {
    for (const socket of server.clients ?? []) socket.terminate();
    server.closeAllConnections?.();
    server.close();
  }
});

describe('URLs that can’t be used', () => {
  for (const url of [
    'htp://localhost:8080/ws',
    'localhost:8080/ws',
    'tcp://localhost:61613',
    'ws://loc alhost/',
  ]) {
    test(url, async () => {
      const error = await errorOf({ brokerURL: url });
      assert.deepEqual([error.code, error.condition, error.url], ['invalid_url', 'misuse', url]);
      assert.equal(error.cause.name, 'SyntaxError');
      assert.ok(error.message.includes(url) && error.message.includes('wss:'), error.message);
    });
  }
  test('a fragment, user and query: none of them is told', async () => {
    for (const scheme of ['ws', 'http']) {
      const error = await errorOf({
        brokerURL: `${scheme}://ada:pass-1815@h/ws?access_token=token-1843#there`,
      });
      assert.deepEqual([error.code, error.url], ['invalid_url', `${scheme}://h/ws`]);
      assert.doesNotMatch(inspect(error), /1815|1843/);
    }
  });
  test('of a factory whose exception repeats it: the query is not told', async () => {
    const webSocketFactory = () => {
      throw new SyntaxError("'wss//h/ws?access_token=token-1843' is no URL");
    };
    const { code, message } = await errorOf({ webSocketFactory });
    assert.equal(code, 'transport_failed');
    assert.match(message, /'wss\/\/h\/ws\?…' is no URL/);
    assert.doesNotMatch(message, /1843/);
  });
  test('an insecure one, of a page that came by https', async () => {
    globalThis.location = new URL('https://page.example/');
    try {
      const error = await errorOf({ brokerURL: 'http://broker.example/ws' });
      assert.deepEqual(
        [error.code, error.condition, error.url],
        ['insecure_url', 'misuse', 'http://broker.example/ws'],
      );
    } finally {
      delete globalThis.location;
    }
  });
});

describe('a server that is not as it was meant', () => {
  test('nobody listens', async () => {
    const authority = await closedPort();
    const plain = await errorOf({ brokerURL: `ws://${authority}/ws` });
    assert.deepEqual([plain.code, plain.url], ['transport_failed', `ws://${authority}/ws`]);
    assert.match(plain.message, /ECONNREFUSED/);
    const sockjs = await errorOf({ brokerURL: `http://${authority}/ws` });
    assert.deepEqual([sockjs.code, sockjs.url], ['info_failed', `http://${authority}/ws`]);
    assert.match(sockjs.message, /ECONNREFUSED/);
  });
  for (const [status, code] of [
    [404, 'info_not_found'],
    [401, 'info_refused'],
    [403, 'info_refused'],
    [500, 'info_failed'],
  ]) {
    test(`HTTP ${status}`, async () => {
      const authority = await answering(status);
      const plain = await errorOf({ brokerURL: `ws://${authority}/ws` });
      assert.equal(plain.code, 'transport_failed');
      assert.ok(plain.message.includes(`${status} (ws://${authority}/ws)`), plain.message);
      const sockjs = await errorOf({ brokerURL: `http://${authority}/ws` });
      assert.deepEqual([sockjs.code, sockjs.url], [code, `http://${authority}/ws`]);
      assert.ok(sockjs.message.includes(`HTTP status ${status}.`), sockjs.message);
    });
  }
  test('/info is there, and no transport gets through: each is told with its reason', async () => {
    const server = createServer((request, response) =>
      request.url.startsWith('/ws/info')
        ? response.end('{"websocket":true,"entropy":1}')
        : response.writeHead(502).end(),
    );
    const url = `http://127.0.0.1:${await listening(server, 0, '127.0.0.1')}/ws`;
    const { code, message } = await errorOf({ brokerURL: url });
    assert.equal(code, 'all_transports_failed');
    assert.match(message, /websocket 1006.*xhr-streaming 502.*xhr-polling 502/);
  });
});

describe('a broker that refuses', () => {
  const recorded = readFileSync(new URL('../vectors/peers/rabbit.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .find(([, name]) => name === 'bad-login')[2][2];

  test('RabbitMQ, a login: its words, its ERROR', async () => {
    const url = await broker((socket) => socket.send(Buffer.from(recorded)));
    const error = await errorOf({ brokerURL: url, connectHeaders: secrets });
    assert.deepEqual(
      [error.code, error.url, error.frame.command, error.frame.headers.message, error.offset],
      ['connection_refused_by_broker', url, 'ERROR', 'Bad CONNECT', undefined],
    );
    assert.match(error.message, /Bad CONNECT Access refused for user 'nobody'/);
  });
  test('with words that repeat what let nobody in: they are left out, and the frame is not printed', async () => {
    const text = (frame) => `ERROR\nmessage:no\n\n${frame.replace(/\n|\0/g, ' ')}\0`;
    const url = await broker((socket, frame) => socket.send(text(frame)));
    const error = await errorOf({ brokerURL: url, connectHeaders: secrets });
    assert.match(error.message, /CONNECT.*passcode:… Authorization:…/);
    for (const shown of [inspect(error), JSON.stringify(error), String(error)]) {
      assert.doesNotMatch(shown, /1815|1843/);
    }
  });
  test('with a token that its words end in, longer than what is told of them, or without its Bearer', async () => {
    const token = `token-1843.${'x'.repeat(400)}`;
    for (const [header, words] of [
      [token, token],
      [`Bearer ${token}`, token],
      [`Bearer ${token}`, `Bearer ${token}`],
      ['two  words', 'two  words'],
    ]) {
      const url = await broker((socket) => socket.send(`ERROR\nmessage:no\n\nInvalid: ${words}, sorry\0`));
      const error = await errorOf({ brokerURL: url, connectHeaders: { Authorization: header } });
      assert.match(error.message, /no Invalid: …, sorry/);
    }
  });
  test('by a close code', async () => {
    const url = await broker((socket) => socket.close(4401, 'log in first'));
    const { code, message } = await errorOf({ brokerURL: url });
    assert.equal(code, 'transport_closed');
    assert.match(message, /Close code 4401 log in first/);
  });
  test('with ERROR while connected, and a close', async () => {
    const url = await broker((socket) => {
      socket.send(`${connected}ERROR\nmessage:Access is denied\n\n\0`);
      socket.close(1002);
    });
    const { code, frame, message } = await errorOf({ brokerURL: url });
    assert.deepEqual([code, frame.headers.message], ['transport_closed', 'Access is denied']);
    assert.match(message, /Access is denied.*Close code 1002/);
  });
  test('an ERROR that it went on after is not why it closes', async () => {
    const url = await broker((socket) => {
      socket.send(`${connected}ERROR\nmessage:Access is denied\n\n\0RECEIPT\nreceipt-id:1\n\n\0`);
      socket.close(1001);
    });
    const { code, frame, message } = await errorOf({ brokerURL: url });
    assert.deepEqual([code, frame], ['transport_closed', undefined]);
    assert.doesNotMatch(message, /denied/);
  });
});

describe('what a broker sends', () => {
  const message = (headers) => (socket) => socket.send(`${connected}MESSAGE\n${headers}\n\n`);
  test('is larger than a limit: its name and value', async () => {
    for (const [limit, headers, code] of [
      ['maxFrameBytes', 'content-length:99999', 'frame_too_large'],
      ['maxBodyBytes', 'content-length:99999', 'body_too_large'],
      ['maxLineBytes', `a:${'x'.repeat(2000)}`, 'line_too_long'],
    ]) {
      const error = await errorOf({ brokerURL: await broker(message(headers)), limits: { [limit]: 1000 } });
      assert.deepEqual([error.code, error.limit], [code, `limits.${limit}`]);
      assert.ok(error.message.includes(`limits.${limit} is 1000.`), error.message);
    }
  });
  test('is no STOMP: where', async () => {
    const error = await errorOf({ brokerURL: await broker(message('no colon')) });
    assert.deepEqual(
      [error.code, error.offset],
      ['header_without_colon', connected.length + 'MESSAGE\n'.length],
    );
    assert.ok(error.message.includes(`At octet ${error.offset},`), error.message);
  });
  test('is nothing any more: heartbeats are lost, and how they were agreed', async () => {
    const url = await broker((socket) => socket.send('CONNECTED\nversion:1.2\nheart-beat:20,0\n\n\0'));
    const { code, message, url: told } = await errorOf({ brokerURL: url, heartbeatIncoming: 20 });
    assert.deepEqual([code, told], ['heartbeat_lost', url]);
    assert.match(message, /Agreed: one every 20 ms/);
  });
  test('over SockJS is larger than its limit', async () => {
    const server = createServer((request, response) => {
      if (request.url.includes('/info')) return response.end('{"websocket":false,"entropy":1}');
      response.writeHead(200).end(`o\na["${'x'.repeat(2000)}"]\n`);
    });
    const url = `http://127.0.0.1:${await listening(server, 0, '127.0.0.1')}/s`;
    const socket = new SockJS(url, null, { maxFrameBytes: 1000, transports: 'xhr-streaming' });
    const { error } = await new Promise((resolve) => {
      socket.onclose = resolve;
    });
    assert.deepEqual([error.code, error.limit, error.url], ['frame_too_large', 'maxFrameBytes', url]);
  });
});

describe('what is asked for and can’t be done names what it is about', () => {
  const thrown = (call) => {
    try {
      call();
    } catch (error) {
      return [error.code, error.message];
    }
    return assert.fail('nothing was thrown');
  };
  test('destinations, ids and names of headers, and no values', async () => {
    const calls = [];
    const url = await broker((socket) => socket.send(connected));
    const client = new Client({ brokerURL: url, reconnectDelay: 0 });
    await new Promise((resolve) => {
      client.onConnect = resolve;
      client.activate();
    });
    client.subscribe('/a', () => {}, { id: 'mine' });
    for (const call of [
      () => client.publish({ body: '' }),
      () => client.publish({ destination: '/a', headers: { mark: 'pass-1815\0' } }),
      () => client.publish({ destination: '/a', headers: { 'ma\0rk': '' } }),
      () => client.publish({ destination: '/a', body: '\0', skipContentLengthHeader: true }),
      () => client.subscribe('/b', () => {}, { id: 'mine' }),
      () => client.ack('m\0', 's'),
      () => client.begin('t\0'),
    ])
      calls.push(thrown(call));
    await client.deactivate({ force: true });
    const about = ['SEND', 'SEND /a', 'SEND /a', 'SEND /a', 'SUBSCRIBE /b id mine', 'ACK m', 'BEGIN t'];
    const headers = ['destination', 'mark', 'ma\0rk', undefined, undefined, 'id', 'transaction'];
    assert.deepEqual(
      calls.map(([code]) => code),
      [
        'missing_header',
        'unwritable_header_value',
        'unwritable_header_name',
        'unwritable_body',
        'duplicate_subscription',
        'unwritable_header_value',
        'unwritable_header_value',
      ],
    );
    for (const [index, [, text]] of calls.entries()) {
      assert.ok(text.includes(about[index]), text);
      const header = headers[index];
      if (header !== undefined) assert.ok(text.includes(`header ${JSON.stringify(header)}`), text);
      assert.doesNotMatch(text, /1815/);
    }
  });
  test('a header of CONNECT', async () => {
    const url = await broker(() => {});
    const error = await errorOf({ brokerURL: url, connectHeaders: { ...secrets, passcode: 'pass-1815\n' } });
    assert.equal(error.code, 'unwritable_header_value');
    assert.match(error.message, /CONNECT, header "passcode"/);
    assert.doesNotMatch(inspect(error), /1815|1843/);
  });
  test('a header of SockJS, which Node’s fetch repeats', async () => {
    const url = `http://${await closedPort()}/s`;
    const socket = new SockJS(url, null, { headers: { Authorization: 'Bearer token-1843\n1' } });
    const { error } = await new Promise((resolve) => {
      socket.onclose = resolve;
    });
    assert.equal(error.code, 'info_failed');
    assert.doesNotMatch(inspect(error), /1843/);
    assert.match(inspect(error), /header/);
  });
});
