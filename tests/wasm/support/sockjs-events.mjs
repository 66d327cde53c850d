const names = ['open', 'message', 'heartbeat', 'error', 'close'];

function describe({ type, data, code, reason, wasClean }, { readyState, transport }) {
  if (type === 'message') return data;
  if (type === 'close') return ['close', code, reason, wasClean, readyState];
  return type === 'open' ? ['open', transport, readyState] : [type, readyState];
}

/** The events of a SockJS connection in their order: messages as their data, others with what is to be seen then. */
export function recordEvents(connection) {
  const seen = [];
  for (const name of names) connection[`on${name}`] = (event) => seen.push(describe(event, connection));
  return seen;
}
