// node start-child.mjs <library> <url of a socket>: prints the milliseconds until a fresh Node is connected, and those of
// CPU time.
import process from 'node:process';
import { WebSocket } from 'ws';
import { clientOf } from './clients.mjs';
import { cpuTime } from './turns.mjs';

const [, , library, url] = process.argv;
globalThis.WebSocket = WebSocket;
const start = performance.now();
const cpuAtStart = cpuTime();
const Client = await clientOf(library);
const client = new Client({ brokerURL: url, heartbeatIncoming: 0, heartbeatOutgoing: 0, reconnectDelay: 0 });
await new Promise((resolve, reject) => {
  client.onConnect = resolve;
  client.onWebSocketError = client.onStompError = reject;
  client.activate();
});
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ milliseconds, cpu: (cpuTime() - cpuAtStart) / 1000 }));
await client.deactivate({ force: true });
