// npm start [-- --port 9000 …]
// Installs and builds what is missing, and runs the server; what follows `--` goes to hoofbeat-server.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { constants } from 'node:os';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { buildParts } from './build.mjs';
import { root, serverBinary } from './lib/paths.mjs';
import { bold, fail, green, heading, note } from './lib/say.mjs';
import { setUp } from './setup.mjs';

// The server's own defaults, by the option that changes each.
const defaultPorts = { '--port': 8080, '--tcp-port': 61613 };

async function isTaken(port) {
  const probe = createServer();
  probe.listen({ port, host: '127.0.0.1' });
  try {
    await once(probe, 'listening');
    return false;
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    return true;
  } finally {
    probe.close();
  }
}

// With a settings file or an address of its own, whoever starts the server says where it listens.
function decidesPort(given, option) {
  const deciding = ['--config', '--address', option, ...(option === '--tcp-port' ? ['--no-tcp'] : [])];
  return given.some((argument) => deciding.includes(argument.split('=', 1)[0]));
}

async function freePortArguments(given) {
  const added = [];
  for (const [option, port] of Object.entries(defaultPorts)) {
    if (decidesPort(given, option) || !(await isTaken(port))) continue;
    note(`port ${port} is taken: the system chooses another (${option} 0)`);
    added.push(option, '0');
  }
  return added;
}

function announce(line) {
  const ready = /^hoofbeat-server listening http=(\S+) websocket=(\S+)(?: tcp=(\S+))?/.exec(line);
  if (!ready) return console.log(line);
  const [, http, webSocket, tcp] = ready;
  heading('hoofbeat-server is running; end it with Ctrl+C');
  console.log(`\n   ${bold('console')}    ${green(bold(http))}`);
  console.log(`   WebSocket  ${webSocket}\n   TCP        ${tcp ?? 'none'}\n`);
}

async function serve(args) {
  // A group of its own: otherwise Ctrl+C would reach the server twice, from the terminal and from here.
  const server = spawn(serverBinary, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    process.on(signal, () => server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  }
  process.on('exit', () => server.kill('SIGKILL'));
  createInterface({ input: server.stdout }).on('line', announce);
  const [code, signal] = await once(server, 'close');
  process.exitCode = code ?? 128 + constants.signals[signal];
}

async function main() {
  const given = process.argv.slice(2);
  await setUp(['build']);
  await buildParts(['package', 'server']);
  await serve([...given, ...(await freePortArguments(given))]);
}

await main().catch((error) => fail(error.message));
