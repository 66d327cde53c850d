import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { ConsolePage } from '../browser/console-page.mjs';
import { launchChromium } from '../support/browser.mjs';
import { until } from '../support/condition.mjs';
import { familyMembers } from '../support/process-family.mjs';
import { EmptyProject, InstalledPackage } from './installed-package.mjs';
import { InstalledServer, platform, serverTarball } from './installed-server.mjs';
import { LocalPackages } from './local-packages.mjs';

// npx hoofbeat-server, as a front-end developer starts and ends it.

const readyLine = /^hoofbeat-server listening http=(\S+) websocket=(\S+)(?: tcp=(\S+))?$/m;
const freePorts = ['--port', '0', '--tcp-port', '0'];

const project = new InstalledServer();
let version;
before(async () => {
  await project.install();
  ({ version } = JSON.parse(readFileSync(project.installed('package.json'), 'utf8')));
});
after(() => project.remove());

/** By the package that is published, in a project of its own. */
async function echoThrough(url) {
  const other = new InstalledPackage('client');
  try {
    await other.install();
    const { Client } = await import(path.join(other.installed('dist'), 'index.js'));
    const client = new Client({ webSocketFactory: () => new WebSocket(url, ['v12.stomp']) });
    const echo = await new Promise((resolve, reject) => {
      client.onError = reject;
      client.onConnect = () => {
        client.subscribe('/topic/echo', ({ body }) => resolve(body));
        client.publish({ destination: '/topic/echo', body: 'héllo' });
      };
      client.activate();
    });
    await client.deactivate();
    return echo;
  } finally {
    other.remove();
  }
}

test('a client of the package is answered, and the console page connects', async () => {
  const server = await project.start(freePorts);
  const chromium = await launchChromium();
  try {
    const [, http, webSocket] = await server.waitForOutput(readyLine);
    assert.equal(await echoThrough(webSocket), 'héllo');
    const page = await ConsolePage.open(chromium, http);
    await page.connect();
    assert.deepEqual(await page.problems(), []);
  } finally {
    await chromium.close();
    await server.end();
  }
});

test('takes a settings file, the one among its files included', async () => {
  project.write('settings.json', JSON.stringify({ port: 0, tcp_port: -1, path: '/stomp' }));
  for (const [settings, suffix, more] of [
    ['settings.json', '/stomp', []],
    ['node_modules/hoofbeat-server/settings.example.json', '/ws', freePorts],
  ]) {
    const server = await project.start(['--config', settings, ...more]);
    const [, , webSocket] = await server.waitForOutput(readyLine);
    assert.equal(new URL(webSocket).pathname, suffix);
    await server.end();
  }
});

test('tells its options and its version, and what is wrong with what it is given', () => {
  const help = project.ended(['--help']);
  assert.equal(help.status, 0);
  for (const option of ['--config', '--port', '--test-services'])
    assert.match(help.stdout, new RegExp(option));
  assert.ok(project.ended(['--version']).stdout.includes(version));
  const wrong = project.ended(['--port', '70000']);
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /--port/);
});

test('tells of a port that is taken, and how to take another', async () => {
  const first = await project.start(freePorts);
  try {
    const [, http, , tcp] = await first.waitForOutput(readyLine);
    for (const [args, address, option] of [
      [['--port', new URL(http).port, '--no-tcp'], new URL(http).host, '--port'],
      [['--port', '0', '--tcp-port', tcp.split(':')[1]], tcp, '--tcp-port'],
    ]) {
      const { status, stderr } = project.ended(args);
      assert.equal(status, 1);
      assert.ok(stderr.includes(`can't listen on ${address}: Address already in use; ${option} `), stderr);
    }
  } finally {
    await first.end();
  }
});

// What a terminal does at Ctrl+C, and what tools do that end all they started (Playwright's webServer: SIGKILL).
for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'])
  test(`ends with its process group: ${signal}`, async () => {
    const npx = await project.start(freePorts);
    const [, http] = await npx.waitForOutput(readyLine);
    process.kill(-npx.pid, signal);
    await until(() => npx.hasEnded, { what: 'the end of npx, and of all that holds its output' });
    await npx.end();
    assert.match(npx.output, / stopped$/m);
    await assert.rejects(fetch(http));
  });

for (const [signal, ending] of [
  ['SIGINT', { code: 0, signal: null }],
  ['SIGTERM', { code: 0, signal: null }],
  ['SIGHUP', { code: 0, signal: null }],
  ['SIGKILL', { code: null, signal: 'SIGKILL' }],
])
  test(`without npm, leaves no program behind, and ends as it ends: ${signal}`, async () => {
    const launcher = await project.launch(freePorts);
    const [, http] = await launcher.waitForOutput(readyLine);
    assert.deepEqual(await launcher.end({ signal }), ending);
    assert.match(launcher.output, / stopped$/m);
    await assert.rejects(fetch(http));
  });

test('is found wherever npm or another puts it', async () => {
  const told = ({ status, stdout }) => [status, stdout.includes(version)];
  const globally = project.path('everywhere');
  const options = ['--offline', '--cache', project.path('.cache'), '--prefix', globally];
  await project.npm('install', '--global', ...options, serverTarball);
  const command = path.join(globally, 'bin/hoofbeat-server');
  assert.deepEqual(told(project.ended(['--version'], { command, before: [] })), [0, true]);

  // As pnpm links packages from where it keeps them.
  const linked = project.path('other/node_modules');
  mkdirSync(linked, { recursive: true });
  symlinkSync(project.installed(), path.join(linked, 'hoofbeat-server'));
  const before = [path.join(linked, 'hoofbeat-server/hoofbeat-server.mjs')];
  assert.deepEqual(told(project.ended(['--version'], { command: process.execPath, before })), [0, true]);
});

test('npx fetches it where it is not installed', async () => {
  const empty = new EmptyProject('npx');
  const packages = await LocalPackages.start(
    [inRepository('build/packages/hoofbeat-server')],
    empty.directory,
  );
  try {
    const args = ['--yes', '--registry', packages.url, '--cache', empty.path('.cache')];
    assert.ok((await empty.run('npx', [...args, 'hoofbeat-server', '--version'])).includes(version));
    assert.deepEqual(packages.missing, []);
  } finally {
    await packages.stop();
    empty.remove();
  }
});

const advice = /Linux for x64[\s\S]*npm start/;

test('on another platform says where it runs, and what to do', () => {
  const other = `for (const [name, value] of [['platform', 'win32'], ['arch', 'arm64']])
    Object.defineProperty(process, name, { value });`;
  const before = ['--import', `data:text/javascript,${encodeURIComponent(other)}`];
  const launcher = [...before, project.installed('hoofbeat-server.mjs')];
  const { status, stderr } = project.ended([], { command: process.execPath, before: launcher });
  assert.equal(status, 1);
  assert.match(stderr, /^hoofbeat-server: there is no program for win32-arm64 in this package$/m);
  assert.match(stderr, advice);
});

test('says so too where the C library is another one, and the program finds no loader', () => {
  const copy = project.path('copy');
  cpSync(project.installed('hoofbeat-server.mjs'), path.join(copy, 'hoofbeat-server.mjs'));
  const program = path.join(copy, platform, 'hoofbeat-server');
  mkdirSync(path.dirname(program));
  // To the kernel a loader that is missing, as one of musl is here.
  writeFileSync(program, '#!/no/such/loader\n');
  chmodSync(program, 0o755);
  const before = [path.join(copy, 'hoofbeat-server.mjs')];
  const { status, stderr } = project.ended([], { command: process.execPath, before });
  assert.equal(status, 1);
  assert.match(stderr, /can't be started: .*ENOENT/);
  assert.match(stderr, advice);
});

test('ends as the program does that something killed', async () => {
  const launcher = await project.launch(freePorts);
  await launcher.waitForOutput(readyLine);
  const [program, ...others] = familyMembers(launcher.pid, launcher.mark).filter(
    (pid) => pid !== launcher.pid,
  );
  assert.deepEqual(others, []);
  process.kill(program, 'SIGKILL');
  await until(() => launcher.hasEnded, { what: 'the end of the launcher' });
  assert.deepEqual(await launcher.end(), { code: 128 + 9, signal: null });
});
