/** A WebSocket class in the place of the platform's, whose sockets are the stage's; what it is given is noted. */
export async function withWebSocket(stage, play) {
  const { WebSocket } = globalThis;
  globalThis.WebSocket = webSocketClass(stage, 'WebSocket');
  try {
    await play();
  } finally {
    globalThis.WebSocket = WebSocket;
  }
}

/** A class whose sockets are the stage's. */
export function webSocketClass(stage, name) {
  return function FakeWebSocket(url, protocols) {
    stage.note(name, url, protocols);
    return stage.makeSocket({ url });
  };
}
