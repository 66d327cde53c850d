/** A socket that does what a test says, and remembers what it was asked for. */
export class FakeSocket {
  readyState = 0;
  url = 'ws://fake.test/stomp';
  binaryType = 'blob';
  sent = [];
  closes = [];
  onopen = null;
  onmessage = null;
  onerror = null;
  onclose = null;

  send(message) {
    if (this.readyState !== 1) throw new Error('The fake socket is not open');
    this.sent.push(message);
    this.whenSent?.(message);
  }
  close(...args) {
    this.closes.push(args);
    this.readyState = 2;
    this.whenClosed?.();
  }

  // The other end

  open() {
    this.readyState = 1;
    this.onopen({ type: 'open' });
  }
  receive(data) {
    this.onmessage({ type: 'message', data });
  }
  closed(code = 1006, reason = '') {
    this.readyState = 3;
    const event = { type: 'close', code, reason, wasClean: code === 1000 };
    this.onclose(event);
    return event;
  }
  takeSent() {
    return this.sent.splice(0);
  }
}

/** A client over fake sockets: `sockets` are those that it made, newest last. */
export function fakeConnections(Client, config = {}) {
  const sockets = [];
  const webSocketFactory = () => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket;
  };
  const client = new Client({ webSocketFactory, heartbeatIncoming: 0, heartbeatOutgoing: 0, ...config });
  return { client, sockets, socket: () => sockets.at(-1) };
}

export const connectedFrame = (version = '1.2', heartBeat = '0,0') =>
  `CONNECTED\nversion:${version}\nheart-beat:${heartBeat}\n\n\0`;

/** Activates the client, and answers CONNECT. */
export async function connect({ client, socket }, version, heartBeat) {
  client.activate();
  await new Promise((resolve) => setImmediate(resolve));
  socket().open();
  socket().receive(connectedFrame(version, heartBeat));
  socket().takeSent();
  return socket();
}

/** Names of callbacks in the order in which they are called, with what `describe` makes of their argument. */
export function recordCallbacks(client, names, describe = () => undefined) {
  const calls = [];
  for (const name of names) {
    client[name] = (...args) => {
      const detail = describe(name, ...args);
      calls.push(detail === undefined ? name : [name, detail]);
    };
  }
  return calls;
}
