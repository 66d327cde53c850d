import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseFrame, writeFrame } from '../server-io/peers.mjs';
import { receivers, streamingReceivers } from './support/receivers.mjs';
import { messagesOf, Session, sessionPath } from './support/session.mjs';
import { SockJsSocket } from './support/sockjs-socket.mjs';
import { forEachTarget } from './support/targets.mjs';

const targets = ['hoofbeat-server'];
const service = '/ws';
const heartbeat = 100;
const stomp = (...parts) => writeFrame(...parts).toString();
const connect = (headers = {}) => stomp('CONNECT', { 'accept-version': '1.2', host: '/', ...headers });
const subscribe = (destination) => stomp('SUBSCRIBE', { id: 'a', destination });
const read = (text) => parseFrame(Buffer.from(text));

/** STOMP frames that arrive by one receiving endpoint, asked for again and again. */
class StompReceiver {
  #session;
  #name;
  #receiver;
  #frames = [];

  constructor(session, name) {
    this.#session = session;
    this.#name = name;
  }

  /** The next frame of SockJS other than `h`. */
  async #frame() {
    for (;;) {
      this.#receiver ??= await this.#session.receive(this.#name);
      const frame = await (receivers[this.#name].streams
        ? this.#receiver.frame()
        : this.#receiver.lastFrame());
      if (frame === undefined || !receivers[this.#name].streams) this.#receiver = undefined;
      if (frame !== undefined && frame !== 'h') return frame;
    }
  }

  async opened() {
    assert.equal(await this.#frame(), 'o');
  }

  /** The next frame of STOMP. */
  async next() {
    while (this.#frames.length === 0) this.#frames.push(...messagesOf(await this.#frame()));
    return read(this.#frames.shift());
  }
}

forEachTarget(
  (target) => {
    test('the service greets, and says what it offers', async () => {
      assert.equal((await target.get(service)).text, 'Welcome to SockJS!\n');
      const { entropy: _, ...info } = JSON.parse((await target.get(`${service}/info`)).text);
      assert.deepEqual(info, { websocket: true, origins: ['*:*'], cookie_needed: false });
    });

    for (const name of Object.keys(receivers))
      test(`by ${name}`, async () => {
        const session = new Session(target, service);
        const receiver = new StompReceiver(session, name);
        await receiver.opened();
        await session.send(connect());
        assert.equal((await receiver.next()).command, 'CONNECTED');
        const destination = `/topic/${name}`;
        await session.send(subscribe(destination), stomp('SEND', { destination }, 'one: ü'));
        await session.send(stomp('SEND', { destination, receipt: 'r' }, 'two'));
        const frames = [await receiver.next(), await receiver.next(), await receiver.next()];
        assert.deepEqual(
          frames.map(({ command, body }) => [command, body.toString()]),
          [
            ['MESSAGE', 'one: ü'],
            ['MESSAGE', 'two'],
            ['RECEIPT', ''],
          ],
        );
        await session.send(stomp('DISCONNECT', { receipt: 'bye' }));
        assert.equal((await receiver.next()).headers['receipt-id'], 'bye');
      });

    test('a STOMP frame may be spread over messages of SockJS', async () => {
      const session = new Session(target, service);
      const receiver = new StompReceiver(session, 'xhr_streaming');
      await receiver.opened();
      for (const character of connect()) await session.send(character);
      assert.equal((await receiver.next()).command, 'CONNECTED');
    });

    for (const [what, path] of [
      ['with framing', () => `${sessionPath(service)}/websocket`],
      ['raw', () => `${service}/websocket`],
      ['as before SockJS', () => service],
    ])
      test(`by WebSocket, ${what}`, async () => {
        const socket = await SockJsSocket.open(target, path());
        const isFramed = what === 'with framing';
        if (isFramed) assert.equal(await socket.next(), 'o');
        const send = (text) => socket.send(isFramed ? JSON.stringify([text]) : text);
        async function next() {
          let text = await socket.next();
          while (text === 'h' || text === '\n') text = await socket.next();
          return read(isFramed ? messagesOf(text)[0] : text);
        }
        send(connect());
        assert.equal((await next()).command, 'CONNECTED');
        send(subscribe('/topic/socket'));
        send(stomp('SEND', { destination: '/topic/socket' }, 'ü'));
        assert.equal((await next()).body.toString(), 'ü');
      });

    test('a streamed response ends when 128 KiB are behind the prelude', async () => {
      const session = new Session(target, service);
      const stream = await session.receive('xhr_streaming');
      const next = async () => {
        let frame = await stream.frame();
        while (frame === 'h') frame = await stream.frame();
        return frame;
      };
      assert.equal(await next(), 'o');
      const destination = '/topic/large';
      await session.send(connect(), subscribe(destination));
      assert.equal(read(messagesOf(await next())[0]).command, 'CONNECTED');
      const body = 'x'.repeat(2 ** 16);
      for (let i = 0; i < 2; ++i) {
        await session.send(stomp('SEND', { destination }, body));
        assert.equal(read(messagesOf(await next())[0]).body.toString(), body);
      }
      assert.equal(await next(), undefined);
    });

    describe('heartbeats', () => {
      async function connected(headers) {
        const session = new Session(target, service);
        const stream = await session.receive('xhr_streaming');
        assert.equal(await stream.frame(), 'o');
        await session.send(connect(headers));
        let frame = await stream.frame();
        while (frame === 'h') frame = await stream.frame();
        assert.equal(read(messagesOf(frame)[0]).command, 'CONNECTED');
        return { session, stream };
      }

      test('of SockJS, where STOMP has none', async () => {
        const { stream } = await connected({ 'heart-beat': '0,0' });
        for (let i = 0; i < 3; ++i) assert.equal(await stream.frame(), 'h');
      });

      test('of STOMP alone, where they are agreed on', async () => {
        const { stream } = await connected({ 'heart-beat': `0,${5 * heartbeat}` });
        for (let i = 0; i < 3; ++i) assert.equal(await stream.frame(), 'a["\\n"]');
      });
    });

    test('a session that ends is the end for the broker, too: its subscription is gone', async () => {
      const session = new Session(target, service);
      const stream = await session.receive('xhr_streaming');
      assert.equal(await stream.frame(), 'o');
      const destination = '/queue/given-back';
      await session.send(connect(), stomp('SUBSCRIBE', { id: 'a', destination, ack: 'client' }));
      await session.send(stomp('SEND', { destination }, 'to whom it may concern'));
      for (let text = ''; !text.includes('MESSAGE'); ) text = (await stream.frame()) ?? '';
      stream.abort();

      const other = new Session(target, service);
      const receiver = new StompReceiver(other, 'eventsource');
      await receiver.opened();
      await other.send(connect(), subscribe(destination));
      assert.equal((await receiver.next()).command, 'CONNECTED');
      assert.equal((await receiver.next()).body.toString(), 'to whom it may concern');
    });
  },
  { targets, heartbeat },
);

forEachTarget(
  (target) => {
    test('the service is where the settings say', async () => {
      for (const path of ['/broker/stomp', '/broker/stomp/'])
        assert.equal((await target.get(path)).text, 'Welcome to SockJS!\n');
      assert.equal((await target.get('/ws/info')).status, 404);
      const session = await Session.opened(target, '/broker/stomp');
      await session.send(connect());
      assert.equal(read(messagesOf(await session.poll())[0]).command, 'CONNECTED');
    });

    test('its cookie is set where the settings ask for it', async () => {
      for (const { method, path } of Object.values(streamingReceivers)) {
        const response = await target.open(method, sessionPath('/broker/stomp') + path);
        assert.equal(response.header('set-cookie'), 'JSESSIONID=dummy; path=/');
      }
      const info = await target.get('/broker/stomp/info');
      assert.equal(JSON.parse(info.text).cookie_needed, true);
      assert.equal(info.header('set-cookie'), undefined);
    });

    test('the test services are there only when they are asked for', async () => {
      for (const path of ['/echo', '/close', '/amplify', '/cookie_needed_echo', '/disabled_websocket_echo'])
        assert.equal((await target.get(path)).status, 404, path);
    });
  },
  {
    targets,
    testServices: false,
    settings: { path: '/broker/stomp', sockjs: { cookie_needed: true } },
  },
);
