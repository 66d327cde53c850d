#!/usr/bin/env node
// What the page on debugging has of websocat, which Debian has no package of: standard input as one binary message
// (-b), what arrives to standard output.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';

const { values, positionals } = parseArgs({
  options: { b: { type: 'boolean', short: 'b' }, protocol: { type: 'string' } },
  allowPositionals: true,
});
const input = [];
for await (const piece of process.stdin) input.push(piece);
const socket = new WebSocket(positionals[0], values.protocol);
socket.on('open', () => socket.send(Buffer.concat(input), { binary: values.b }));
socket.on('message', (data) => process.stdout.write(data, () => socket.close()));
