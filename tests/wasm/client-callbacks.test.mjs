import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { ActivationState, Client, Parser } from '../../build/testing/hoofbeat.js';
import { connect, connectedFrame, fakeConnections, recordCallbacks } from './support/fake-socket.mjs';
import { settled, VirtualClock } from './support/virtual-clock.mjs';

let clock;
let connections;
let client;
let reported;
const { reportError } = globalThis;
beforeEach(() => {
  clock = new VirtualClock();
  connections = fakeConnections(Client, { reconnectDelay: 400 });
  client = connections.client;
  reported = [];
  globalThis.reportError = (error) => reported.push(error.message);
});
afterEach(async () => {
  await client.deactivate({ force: true });
  clock.restore();
  globalThis.reportError = reportError;
});

const message = (body, subscription = 'sub-0') =>
  `MESSAGE\nsubscription:${subscription}\nmessage-id:1\n\n${body}\0`;

describe('order', () => {
  test('frames of one message are delivered in order, and sends of callbacks go out at once', async () => {
    const socket = await connect(connections);
    const log = [];
    socket.whenSent = (frame) => log.push(`sent ${/\n\n(.*)\0$/.exec(frame)[1]}`);
    client.subscribe('/a', ({ body }) => {
      log.push(`begin ${body}`);
      client.publish({ destination: '/b', body: `answer to ${body}` });
      log.push(`end ${body}`);
    });
    log.length = 0;
    socket.receive(message('1') + message('2'));
    assert.deepEqual(log, ['begin 1', 'sent answer to 1', 'end 1', 'begin 2', 'sent answer to 2', 'end 2']);
  });

  test('what arrives while a callback runs is delivered behind it', async () => {
    const socket = await connect(connections);
    const log = [];
    // A broker in the same process, which answers while it is being sent to.
    socket.whenSent = (frame) => {
      if (frame.startsWith('SEND')) socket.receive(message(`echo of ${/\n\n(.*)\0$/.exec(frame)[1]}`));
    };
    client.subscribe('/a', ({ body, headers }) => {
      log.push(`begin ${body}`);
      if (!body.startsWith('echo')) client.publish({ destination: '/b', body });
      log.push(`end ${body} ${headers.subscription}`);
    });
    socket.receive(message('1') + message('2'));
    const entries = (body) => [`begin ${body}`, `end ${body} sub-0`];
    assert.deepEqual(log, ['1', '2', 'echo of 1', 'echo of 2'].flatMap(entries));
  });

  test('a receipt that came in one piece with what its watcher was set in is not lost later', async () => {
    const socket = await connect(connections);
    const calls = recordCallbacks(client, ['onReceiptLost', 'onUnhandledReceipt']);
    client.subscribe('/a', () => {
      const note = (name) => () => calls.push(name);
      client.watchForReceipt('r', note('watcher'), note('lost'));
    });
    socket.receive(`${message('')}RECEIPT\nreceipt-id:r\n\n\0`);
    client.publish({ destination: '/b', headers: { receipt: 'other' } });
    socket.closed();
    assert.deepEqual(calls, ['watcher', 'onReceiptLost']);
  });

  test('a socket that answers synchronously, from CONNECT on', async () => {
    const log = recordCallbacks(client, ['onConnect', 'onChangeState', 'onDisconnect', 'onWebSocketClose']);
    const factory = client.webSocketFactory;
    client.webSocketFactory = () => {
      const socket = factory();
      socket.readyState = 1;
      socket.whenSent = (frame) => {
        if (frame.startsWith('CONNECT')) socket.receive(connectedFrame());
        const receipt = /receipt:(.*)/.exec(frame);
        if (receipt) socket.receive(`RECEIPT\nreceipt-id:${receipt[1]}\n\n\0`);
      };
      socket.whenClosed = () => socket.closed(1000);
      return socket;
    };
    client.activate();
    await settled();
    assert.equal(client.connected, true);
    await client.deactivate();
    assert.deepEqual(log, [
      'onChangeState',
      'onConnect',
      'onChangeState',
      'onDisconnect',
      'onChangeState',
      'onWebSocketClose',
    ]);
  });

  test('deactivating in a callback: what is behind it is still delivered', async () => {
    const socket = await connect(connections);
    const bodies = [];
    client.subscribe('/a', ({ body }) => {
      bodies.push(body);
      if (body === '1') client.deactivate({ force: true });
    });
    socket.receive(message('1') + message('2'));
    assert.deepEqual(bodies, ['1', '2']);
    assert.equal(client.state, ActivationState.INACTIVE);
  });
});

describe('callbacks that throw', () => {
  test('are reported, and keep nothing else from being done', async () => {
    const socket = await connect(connections);
    const bodies = [];
    client.subscribe('/a', ({ body }) => {
      bodies.push(body);
      throw new Error(`on ${body}`);
    });
    socket.receive(message('1') + message('2'));
    socket.receive(message('3'));
    assert.deepEqual(bodies, ['1', '2', '3']);
    assert.deepEqual(reported, ['on 1', 'on 2', 'on 3']);
    client.publish({ destination: '/b' });
    assert.equal(socket.takeSent().length, 2);
  });

  test('all of them, through a whole life', async () => {
    const names = Object.keys(client).filter((name) => name.startsWith('on'));
    for (const name of names) {
      client[name] = () => {
        throw new Error(name);
      };
    }
    client.debug = () => {
      throw new Error('debug');
    };
    const socket = await connect(connections);
    socket.onerror({ type: 'error' });
    socket.receive('MESSAGE\n\n\0RECEIPT\nreceipt-id:x\n\n\0OTHER\n\n\0\n');
    socket.receive('\n');
    socket.closed();
    await clock.advance(400);
    assert.equal(connections.sockets.length, 2);
    await client.deactivate({ force: true });
    assert.equal(client.state, ActivationState.INACTIVE);
    for (const name of ['onConnect', 'onWebSocketError', 'onUnhandledMessage', 'onWebSocketClose', 'debug']) {
      assert.ok(reported.includes(name), name);
    }
  });

  test('are looked up when they are called', async () => {
    const seen = [];
    const socket = await connect(connections);
    client.onStompError = () => seen.push('replaced');
    client.onUnhandledMessage = () => {
      client.onStompError = () => seen.push('new');
    };
    socket.receive('MESSAGE\n\n\0ERROR\n\n\0');
    assert.deepEqual(seen, ['new']);
  });
});

test('without reportError, what is thrown goes to the console and the client goes on', async (t) => {
  delete globalThis.reportError;
  const { mock } = t.mock.method(console, 'error', () => {});
  client.onConnect = () => assert.fail('thrown by the application');
  await connect(connections);
  assert.deepEqual(
    mock.calls.map(({ arguments: [error] }) => error.message),
    ['thrown by the application'],
  );
  assert.equal(client.connected, true);
});

describe('the log', () => {
  test('has frames without their bodies, heartbeats, and what the connection does', async () => {
    const lines = [];
    client.debug = (line) => lines.push(line);
    client.connectHeaders = { login: 'x' };
    client.heartbeatIncoming = client.heartbeatOutgoing = 1000;
    client.activate();
    await settled();
    const socket = connections.socket();
    socket.open();
    socket.receive(connectedFrame('1.2', '1000,1000'));
    client.publish({ destination: '/a', body: 'secret' });
    await clock.advance(1000);
    socket.receive('\n');
    socket.receive('MESSAGE\na:b\n\nsecret\0');
    socket.closed();
    for (const line of [
      'Opening Web Socket...',
      'Web Socket Opened...',
      '>>> CONNECT\nlogin:x\naccept-version:1.2,1.1,1.0\nheart-beat:1000,1000\nhost:/\n\n',
      '<<< CONNECTED\nversion:1.2\nheart-beat:1000,1000\n\n',
      'send PING every 1000ms',
      'check PONG every 1000ms',
      '>>> SEND\ndestination:/a\ncontent-length:6\n\n',
      '>>> PING',
      '<<< PONG',
      '<<< MESSAGE\na:b\n\n',
      'STOMP: scheduling reconnection in 400ms',
    ]) {
      assert.ok(lines.includes(line), `${line}\nis not among\n${lines.join('\n')}`);
    }
    assert.ok(!lines.join().includes('secret'));
  });

  test('warns of a maxReconnectDelay that is less than reconnectDelay', async () => {
    const lines = [];
    client.configure({ debug: (line) => lines.push(line), maxReconnectDelay: 100 });
    assert.equal(lines.length, 1);
    assert.match(lines[0], /^Warning: maxReconnectDelay \(100ms\) is less than reconnectDelay \(400ms\)/);
    assert.equal(client.maxReconnectDelay, 400);
    client.maxReconnectDelay = 100;
    const socket = await connect(connections);
    socket.closed();
    assert.equal(lines.at(-1), 'STOMP: scheduling reconnection in 400ms');
  });

  test('has whole messages with logRawCommunication', async () => {
    const lines = [];
    Object.assign(client, { debug: (line) => lines.push(line), logRawCommunication: true });
    const socket = await connect(connections);
    client.publish({ destination: '/a', body: 'text' });
    socket.receive('MESSAGE\n\nbody\0');
    assert.ok(lines.includes('>>> SEND\ndestination:/a\ncontent-length:4\n\ntext\0'));
    assert.ok(lines.includes('<<< MESSAGE\n\nbody\0'));
  });

  test('may be read by a function that uses the core itself', async () => {
    const parsed = [];
    const parser = new Parser(
      ({ command }) => parsed.push(command),
      () => {},
    );
    client.debug = (line) => {
      if (line.startsWith('<<<')) parser.parseChunk(`${line.slice(4)}\0`);
    };
    const socket = await connect(connections);
    const bodies = [];
    client.onUnhandledMessage = ({ body }) => bodies.push(body);
    socket.receive('MESSAGE\na:1\n\nfirst\0MESSAGE\nb:2\n\nsecond\0MESSAGE\nc:3\n\nthird\0');
    assert.deepEqual(bodies, ['first', 'second', 'third']);
    assert.deepEqual(parsed, ['CONNECTED', 'MESSAGE', 'MESSAGE', 'MESSAGE']);
  });
});
