import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import process from 'node:process';
import { test } from 'node:test';
import { serverBinary } from '../../scripts/lib/paths.mjs';
import { startProcess } from '../support/processes.mjs';
import { startServer } from '../support/server.mjs';
import { TcpPeer, WebSocketPeer } from './peers.mjs';
import { settingsFile, startServerWith } from './settings-file.mjs';

const binary = process.env.HOOFBEAT_SERVER ?? serverBinary;

/** Runs it to its end. */
async function run(...args) {
  const program = await startProcess(binary, args);
  const { code } = await program.ended;
  return { code, output: program.output };
}

test('--help names every option, --version the version', async () => {
  const help = await run('--help');
  assert.equal(help.code, 0);
  for (const option of [
    'config',
    'address',
    'port',
    'tcp-port',
    'no-tcp',
    'path',
    'console',
    'package',
    'log-level',
    'log-format',
    'end-with-input',
    'version',
  ])
    assert.match(help.output, new RegExp(`--${option}\\b`));
  const version = await run('--version');
  assert.equal(version.code, 0);
  assert.match(version.output, /^hoofbeat\/\d+\.\d+\.\d+/);
});

test('wrong options end it with 2 and name the option', async () => {
  const wrong = [
    [['--prot', '1'], /--prot/],
    [['--port', '65536'], /--port/],
    [['--port', 'x'], /--port/],
    [['--tcp-port', '-2'], /--tcp-port/],
    [['--path', 'ws'], /settings: path: /],
    [['--log-level', 'loud'], /settings: log\.level: /],
    [['--address', 'localhost.invalid'], /settings: address: /],
    [['--config', '/no/such/file.json'], /file\.json: can't be read/],
  ];
  for (const [args, expected] of wrong) {
    const { code, output } = await run(...args);
    assert.equal(code, 2, `${args}: ${output}`);
    assert.match(output, expected);
  }
});

test('every problem of a settings file is told with its key, and ends it with 2', async () => {
  const settings = { port: -1, typo: 1, limits: { max_sessions: 'many' }, users: [{ login: 'ada' }] };
  const { code, output } = await run('--config', settingsFile(settings));
  assert.equal(code, 2);
  for (const key of ['port', 'typo', 'limits.max_sessions', 'users[0].passcode'])
    assert.ok(output.includes(`settings.json: ${key}: `), output);
  const broken = await run('--config', settingsFile('{"port": 1,'));
  assert.equal(broken.code, 2);
  assert.match(broken.output, /settings\.json: is not JSON: .*line 1, column 12/);
});

test('the command line wins over the file', async () => {
  const server = await startServerWith(
    { path: '/file', log: { format: 'text' }, users: [{ login: 'ada', passcode: 'l' }] },
    ['--path', '/line', '--log-format', 'json'],
  );
  assert.equal(new URL(server.webSocketUrl).pathname, '/line');
  const peer = await WebSocketPeer.open(server.webSocketUrl);
  peer.send('CONNECT', { 'accept-version': '1.2', login: 'ada', passcode: 'wrong' });
  const error = await peer.frame('ERROR');
  assert.equal(error.headers.message, 'Access refused');
  assert.equal((await peer.closed).code, 1008);
  await server.stop();
});

test('a port in use is told, and ends it with 1', async () => {
  const server = await startServer();
  const http = await run('--port', String(server.port), '--no-tcp');
  assert.equal(http.code, 1);
  assert.ok(
    http.output.includes(`can't listen on 127.0.0.1:${server.port}: Address already in use`),
    http.output,
  );
  const tcp = await run('--port', '0', '--tcp-port', String(server.tcpPort));
  assert.equal(tcp.code, 1);
  assert.ok(tcp.output.includes(`127.0.0.1:${server.tcpPort}: Address already in use`), tcp.output);
  await server.stop();
});

test('without TCP there is no such port', async () => {
  for (const args of [['--no-tcp'], ['--tcp-port', '-1']]) {
    const program = await startProcess(binary, ['--port', '0', ...args]);
    const [line] = await program.waitForOutput(/^hoofbeat-server listening .*$/m);
    assert.doesNotMatch(line, /tcp=/);
    assert.deepEqual(await program.end(), { code: 0, signal: null });
  }
});

for (const signal of ['SIGTERM', 'SIGINT'])
  test(`${signal} tells every client, closes with 1001 and ends it with 0`, async () => {
    const program = await startProcess(binary, ['--port', '0', '--tcp-port', '0']);
    const [, url, tcp] = await program.waitForOutput(/websocket=(\S+) tcp=(\S+)$/m);
    const webSocketPeer = await WebSocketPeer.open(url);
    const tcpPeer = await TcpPeer.open(Number(tcp.split(':')[1]));
    const idle = connect(Number(new URL(url).port), '127.0.0.1');
    await once(idle, 'connect');
    for (const peer of [webSocketPeer, tcpPeer]) await peer.connect();

    const begin = performance.now();
    program.signal(signal);
    for (const peer of [webSocketPeer, tcpPeer])
      assert.equal((await peer.frame('ERROR')).headers.message, 'server is shutting down');
    assert.deepEqual(await webSocketPeer.closed, { code: 1001, reason: 'server is shutting down' });
    tcpPeer.socket.end();
    await tcpPeer.closed;
    assert.deepEqual(await program.ended, { code: 0, signal: null });
    assert.ok(performance.now() - begin < 2000);
    idle.destroy();
  });

test('--end-with-input ends it as a signal does, when its input ends and not before', async () => {
  const args = ['--port', '0', '--no-tcp', '--end-with-input'];
  const program = await startProcess(binary, args, { input: true });
  const [, url] = await program.waitForOutput(/websocket=(\S+)$/m);
  program.write('is dropped\n');
  const peer = await WebSocketPeer.open(url);
  await peer.connect();
  program.endInput();
  assert.equal((await peer.frame('ERROR')).headers.message, 'server is shutting down');
  assert.deepEqual(await program.ended, { code: 0, signal: null });
});

test('--end-with-input where there is no input ends it at once', async () => {
  const { code, output } = await run('--port', '0', '--no-tcp', '--end-with-input');
  assert.equal(code, 0);
  assert.match(output, /^hoofbeat-server listening .*$/m);
  assert.match(output, / stopped$/m);
});

test('a client that does not react delays the end by two seconds at most', async () => {
  const server = await startServer();
  const peer = await TcpPeer.open(server.tcpPort);
  await peer.connect();
  peer.socket.pause();
  peer.socket.allowHalfOpen = true;
  const begin = performance.now();
  await server.stop();
  assert.ok(performance.now() - begin < 4000);
  peer.socket.destroy();
});

test('each event is one line of the log, whatever a peer writes into it', async () => {
  const server = await startServer({ args: ['--log-format', 'json', '--log-level', 'debug'] });
  const peer = await WebSocketPeer.open(server.webSocketUrl);
  await peer.connect({ login: 'a"b\\c ü {}%s' });
  peer.send('SEND', { destination: '/x\\n{"level":"error"}' });
  await peer.frame('ERROR');
  await peer.closed;
  await server.stop();
  const lines = server.output
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  const connected = lines.find(({ event }) => event === 'connected');
  assert.equal(connected.login, 'a"b\\c ü {}%s');
  assert.equal(connected.connection, 1);
  assert.equal(connected.level, 'info');
  assert.match(connected.ts, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
  const refused = lines.find(({ event }) => event === 'refused');
  assert.equal(refused.level, 'warning');
  assert.equal(refused.code, 'invalid_destination');
  assert.equal(lines.filter(({ level }) => level === 'error').length, 0);
});
