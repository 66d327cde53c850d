#!/usr/bin/env node
// Starts the server that lies beside it, with the arguments given, and ends as it ends.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const platform = `${process.platform}-${process.arch}`;
const here = path.dirname(fileURLToPath(import.meta.url));
const binary = path.join(here, platform, 'hoofbeat-server');
const advice = `The server runs on Linux for x64 with glibc 2.35 or later (Debian 12, Ubuntu 22.04).
Elsewhere, build it from its sources, https://github.com/hoofbeat/hoofbeat: npm start
or run it in a container or a virtual machine of such a system.`;

function fail(what) {
  console.error(`hoofbeat-server: ${what}\n${advice}`);
  process.exitCode = 1;
}

// npm hands signals to a shell in between, which ends without a word to what it runs.
function endWithParent(server) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) server.kill('SIGTERM');
  }, 500).unref();
}

function start() {
  // Before there is a server: it may be ready, and somebody may end it, before this function goes on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  }
  const server = spawn(binary, ['--end-with-input', ...process.argv.slice(2)], {
    // Its input ends with this process, however that ends.
    stdio: ['pipe', 'inherit', 'inherit'],
    // A group of its own: otherwise Ctrl+C would reach the server twice, from the terminal and from here, and what
    // kills a group would leave it no time to tell its clients.
    detached: true,
  });
  if (process.env.npm_command !== undefined) endWithParent(server);
  // ENOENT of a file that is there: the loader that it names is not, as where the C library is musl.
  server.on('error', (error) => fail(`the program for ${platform} can't be started: ${error.message}`));
  server.on('close', (code, signal) => {
    process.exitCode ??= code ?? 128 + constants.signals[signal];
  });
}

if (existsSync(binary)) start();
else fail(`there is no program for ${platform} in this package`);
