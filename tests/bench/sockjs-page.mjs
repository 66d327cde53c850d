// What runs in the page: one SockJS connection, measured. The classes are taken as a page takes them.

async function sockJSOf(library) {
  if (library === 'hoofbeat') return (await import('/hoofbeat/sockjs.js')).default;
  if (!globalThis.SockJS) {
    const script = document.createElement('script');
    script.src = '/sockjs.js';
    await new Promise((resolve, reject) => {
      Object.assign(script, { onload: resolve, onerror: reject });
      document.head.append(script);
    });
  }
  return globalThis.SockJS;
}

/** Loads the library, so that only what comes after is measured. */
export async function load(library) {
  await sockJSOf(library);
}

/** Milliseconds from the constructor to the event `open`. */
export async function timeToOpen(library, url, transport) {
  const SockJS = await sockJSOf(library);
  const start = performance.now();
  const socket = new SockJS(url, null, { transports: [transport] });
  const time = await new Promise((resolve, reject) => {
    socket.onopen = () => resolve(performance.now() - start);
    socket.onclose = ({ code, reason, error }) =>
      reject(new Error(`closed: ${code} ${reason} ${error?.message}`, { cause: error }));
  });
  const used = socket.transport;
  // sockjs-client begins a poll a task later; closed before that it leaves the poll behind, and six are all that
  // Chromium allows a host.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const closed = new Promise((resolve) => {
    socket.onclose = resolve;
  });
  socket.close();
  await closed;
  if (used !== transport) throw new Error(`opened ${used} for ${transport}`);
  return time;
}

/** Takes a stream of messages: how many there were, their characters and the milliseconds between `open` and the last. */
export async function takeStream(library, url, count) {
  const SockJS = await sockJSOf(library);
  // The source needs its time to make a large stream.
  const socket = new SockJS(url, null, { transports: ['xhr-streaming'], timeout: 30_000 });
  let [messages, characters, start] = [0, 0, 0];
  await new Promise((resolve, reject) => {
    socket.onopen = () => {
      start = performance.now();
    };
    socket.onmessage = ({ data }) => {
      if (!data.startsWith(`${messages} `)) reject(new Error(`message ${messages} is missing`));
      messages += 1;
      characters += data.length;
      if (messages === count) resolve();
    };
    socket.onclose = ({ code, reason }) => reject(new Error(`closed: ${code} ${reason}`));
  });
  const time = performance.now() - start;
  // Not collected while the page lives.
  globalThis.sockets = [...(globalThis.sockets ?? []), socket];
  return { messages, characters, time };
}
