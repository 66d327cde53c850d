// What runs in the page: a connection by one of the libraries, or by none, and what arrives on it counted.

const libraries = { hoofbeat: '/hoofbeat.js', stompjs: '/stompjs.js' };
let [count, checksum, wanted] = [0, 0, 0];
let ask;
let done;

function took() {
  if (++count === wanted) done();
}

async function openStomp(library, url) {
  const { Client } = await import(libraries[library]);
  const client = new Client({ brokerURL: url, heartbeatIncoming: 0, heartbeatOutgoing: 0 });
  await new Promise((resolve, reject) => {
    client.onConnect = resolve;
    client.onWebSocketError = client.onStompError = reject;
    client.activate();
  });
  const callback = ({ body }) => {
    checksum += body.length + body.charCodeAt(body.length - 1);
    took();
  };
  client.subscribe('/topic/prices.eu', callback, { id: 'sub-0' });
  ask = (body) => client.publish({ destination: '/app/flood', body });
}

// What handlers of a socket without a library do. An empty one counts, so that its end is known.
const handlers = {
  bare: took,
  reader({ data }) {
    checksum += data.length + data.charCodeAt(data.length - 2);
    took();
  },
};

async function openSocket(handler, url) {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => Object.assign(socket, { onopen: resolve, onerror: reject }));
  socket.onmessage = handlers[handler];
  ask = (body) => socket.send(body);
}

/** Connects with a library, or without one: 'bare' has an empty handler, 'reader' one that reads the text. */
export function open(party, url) {
  return party in handlers ? openSocket(party, url) : openStomp(party, url);
}

/** Has so many messages sent, and waits for the last: the milliseconds, and the sum of what came. */
export async function flood(messages, size) {
  [count, checksum, wanted] = [0, 0, messages];
  const start = performance.now();
  await new Promise((resolve) => {
    done = resolve;
    ask(`flood ${messages} ${size}`);
  });
  return { milliseconds: performance.now() - start, count, checksum };
}

/** Milliseconds from before a library is imported until it is connected. */
export async function timeToConnected(library, url) {
  const start = performance.now();
  await openStomp(library, url);
  return performance.now() - start;
}
