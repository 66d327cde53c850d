import { cpSync, rmSync } from 'node:fs';

// What the same application does with the package, in whichever form it has it.

/** With `Client` and `ActivationState`: connects, publishes and deactivates, and prints what it saw. */
export const stompScript = `
const socket = { readyState: 1, url: 'x', close() {}, send(frame) { console.log(frame.split('\\n')[0]); } };
const client = new Client({ webSocketFactory: () => socket, heartbeatIncoming: 0, heartbeatOutgoing: 0 });
client.onConnect = () => {
  client.publish({ destination: '/a', body: 'x' });
  client.deactivate({ force: true }).then(() => console.log(ActivationState[client.state]));
};
client.activate();
setImmediate(() => socket.onmessage({ data: 'CONNECTED\\nversion:1.2\\n\\n\\0' }));`;

/** With `Client`: where SockJS can't be loaded, prints why the first two attempts failed. */
export const sockJSFailureScript = `
const client = new Client({ brokerURL: 'http://127.0.0.1:1/ws', reconnectDelay: 1 });
client.onError = ({ code, cause }) => console.log(code, cause.code);
client.onReconnecting = ({ attempt }) => attempt === 2 && client.deactivate({ force: true });
client.activate();`;

/** Copies one of the package's forms into the project, as `broken`, without SockJS. */
export function breakSockJS(project, form, manifest) {
  const copy = project.path('broken');
  rmSync(copy, { recursive: true, force: true });
  cpSync(project.installed('dist', form), copy, { recursive: true });
  rmSync(project.path('broken', 'sockjs.js'));
  project.write('broken/package.json', JSON.stringify(manifest));
}
