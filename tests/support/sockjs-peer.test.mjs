import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import SockJS from 'sockjs-client';
import { isListening } from './ports.mjs';
import { startServer } from './server.mjs';
import { startSockJsPeer } from './sockjs-peer.mjs';

/** A session and what it said, in order. */
async function openSession(url, transports) {
  const socket = new SockJS(url, null, { transports });
  const session = { socket, messages: [], wake: () => {} };
  socket.onmessage = ({ data }) => {
    session.messages.push(data);
    session.wake();
  };
  session.closed = new Promise((resolve) => {
    socket.onclose = ({ code, reason }) => resolve({ code, reason });
  });
  session.take = async (isEnough) => {
    while (!isEnough(session.messages)) {
      await new Promise((resolve) => {
        session.wake = resolve;
      });
    }
    return session.messages;
  };
  await Promise.race([
    new Promise((resolve) => {
      socket.onopen = resolve;
    }),
    session.closed.then(({ code, reason }) => Promise.reject(new Error(`${code} ${reason}`))),
  ]);
  return session;
}

const isSecond = (messages) => messages.length === 2;
let peer;
let broker;
before(async () => {
  broker = await startServer();
  peer = await startSockJsPeer({ stompPort: broker.tcpPort });
});
after(async () => {
  await peer?.stop();
  await broker?.stop();
});

for (const transport of ['websocket', 'xhr-streaming', 'xhr-polling']) {
  test(`the peer echoes over ${transport}`, async () => {
    const session = await openSession(`${peer.httpUrl}echo`, transport);
    session.socket.send('one');
    session.socket.send('grün 😀');
    assert.deepEqual(await session.take(isSecond), ['one', 'grün 😀']);
    session.socket.close();
    assert.equal((await session.closed).code, 1000);
  });
}

test('the peer broadcasts, amplifies, closes, and sets a cookie', async () => {
  const sessions = [
    await openSession(`${peer.httpUrl}broadcast`),
    await openSession(`${peer.httpUrl}broadcast`),
  ];
  sessions[0].socket.send('a');
  sessions[0].socket.send('b');
  for (const { take } of sessions) assert.deepEqual(await take(isSecond), ['a', 'b']);
  const amplified = await openSession(`${peer.httpUrl}amplify`);
  amplified.socket.send('4');
  assert.deepEqual(await amplified.take(([first]) => first), ['x'.repeat(16)]);
  for (const { socket } of [...sessions, amplified]) socket.close();
  const closed = await openSession(`${peer.httpUrl}close`);
  assert.deepEqual(await closed.closed, { code: 3000, reason: 'Go away!' });
  const opened = await fetch(`${peer.httpUrl}cookie_needed_echo/1/cookie/xhr`, { method: 'POST' });
  assert.equal(opened.headers.get('set-cookie'), 'JSESSIONID=dummy; path=/');
  assert.equal(await opened.text(), 'o\n');
  assert.equal(peer.requests.at(-1).url, '/cookie_needed_echo/1/cookie/xhr');
});

test('the options reach every service', async () => {
  const other = await startSockJsPeer({ prefix: '/deep', websocket: false, heartbeat_delay: 50 });
  const base = `${other.httpUrl}deep/broadcast`;
  assert.equal((await (await fetch(`${base}/info`)).json()).websocket, false);
  assert.equal((await fetch(`${base}/1/options/websocket`)).status, 404);
  const poll = async () => (await fetch(`${base}/1/options/xhr`, { method: 'POST' })).text();
  assert.deepEqual([await poll(), await poll()], ['o\n', 'h\n']);
  await other.stop();
});

test('STOMP passes the bridge, characters in pieces included', async () => {
  const session = await openSession(`${peer.httpUrl}stomp`, 'websocket');
  const text = () => session.messages.join('');
  const { socket } = session;
  socket.send('CONNECT\naccept-version:1.2\nhost:/\n\n\0');
  await session.take(() => text().includes('\0'));
  assert.match(text(), /^CONNECTED\n/);
  socket.send('SUBSCRIBE\nid:1\ndestination:/topic/bridge\n\n\0');
  // More than a TCP segment, every cut at another place of a character.
  const body = '😀ü'.repeat(50_000);
  socket.send('SEND\ndestination:/topic/bridge\n\n');
  socket.send(`${body.slice(0, 999)}`);
  socket.send(`${body.slice(999)}\0`);
  await session.take(() => text().endsWith('\0') && text().length > body.length);
  assert.equal(text().endsWith(`\n\n${body}\0`), true);
  socket.send('NONSENSE\n\n\0');
  assert.equal((await session.closed).code, 1001);
});

test('a peer that is killed breaks its connections, and comes back on the same port', async () => {
  const other = await startSockJsPeer();
  const session = await openSession(`${other.httpUrl}echo`, 'websocket');
  await other.kill();
  assert.equal((await session.closed).code, 1006);
  assert.equal(await isListening(other.port), false);
  await other.restart();
  const again = await openSession(`${other.httpUrl}echo`, 'websocket');
  again.socket.close();
  await again.closed;
  await other.stop();
});
