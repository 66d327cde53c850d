import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { ConsolePage } from '../browser/console-page.mjs';
import { launchChromium } from '../support/browser.mjs';
import { until } from '../support/condition.mjs';
import { startProcess } from '../support/processes.mjs';
import { EmptyProject, InstalledPackage, packPackage } from './installed-package.mjs';

// hoofbeat-server from its tarball, started by npx in an empty project whose path has a space.

const readyLine = /^hoofbeat-server listening http=(\S+) websocket=(\S+)(?: tcp=(\S+))?$/m;
const platform = `${process.platform}-${process.arch}`;
const freePorts = ['--port', '0', '--tcp-port', '0'];

const project = new EmptyProject('server package');
let files;
before(async () => {
  const { file, paths } = await packPackage(
    inRepository('build/packages/hoofbeat-server'),
    project.directory,
  );
  files = paths;
  await project.npm('install', '--offline', file);
});
after(() => project.remove());

const installed = (...parts) => project.path('node_modules/hoofbeat-server', ...parts);
const npx = (args, options = {}) =>
  startProcess('npx', ['hoofbeat-server', ...args], { cwd: project.directory, ...options });
/** Runs it to its end. */
const ran = (args, env = {}) =>
  spawnSync('npx', ['hoofbeat-server', ...args], {
    cwd: project.directory,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 20_000,
  });

describe('the tarball', () => {
  test('holds the program, the console page with its modules, settings, and licences', () => {
    for (const file of [
      `${platform}/hoofbeat-server`,
      'hoofbeat-server.mjs',
      'settings.example.json',
      'share/hoofbeat/console/index.html',
      'share/hoofbeat/dist/index.js',
      'README.md',
      'LICENSE',
      'licenses/libboost1.81-dev.txt',
    ])
      assert.ok(files.includes(file), file);
    assert.ok(!files.some((file) => /\.(map|d\.ts|cpp)$/.test(file)));
  });

  test('has the version of the package that it goes with, and needs no other package', () => {
    const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
    const manifest = read(installed('package.json'));
    assert.equal(manifest.version, read(inRepository('package.json')).version);
    assert.deepEqual(
      [manifest.dependencies, manifest.optionalDependencies, manifest.scripts],
      Array(3).fill(undefined),
    );
  });

  test('the program needs the C library alone, and none later than that of Debian 12', () => {
    const program = installed(platform, 'hoofbeat-server');
    const libraries = execFileSync('readelf', ['--dynamic', program], { encoding: 'utf8' });
    const needed = Array.from(libraries.matchAll(/\(NEEDED\).*\[(.*)\]/g), ([, name]) => name);
    assert.ok(needed.length > 0);
    assert.deepEqual(
      needed.filter((name) => !/^(libc|libm|ld-linux-x86-64)\.so\.\d$/.test(name)),
      [],
    );
    const symbols = execFileSync('readelf', ['--version-info', program], { encoding: 'utf8' });
    const minors = Array.from(symbols.matchAll(/GLIBC_2\.(\d+)/g), ([, minor]) => Number(minor));
    assert.ok(minors.length > 0 && Math.max(...minors) <= 36, `glibc 2.${Math.max(...minors)}`);
  });

  test('tells nothing of the directory that it was built in', () => {
    const program = readFileSync(installed(platform, 'hoofbeat-server'), 'latin1');
    assert.ok(!program.includes(inRepository()));
  });
});

describe('npx hoofbeat-server', () => {
  test('runs: a client of the package is answered, and the console page connects', async () => {
    const server = await npx(freePorts);
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
      const server = await npx(['--config', settings, ...more]);
      const [, , webSocket] = await server.waitForOutput(readyLine);
      assert.equal(new URL(webSocket).pathname, suffix);
      await server.end();
    }
  });

  test('tells its options and its version, and what is wrong with what it is given', () => {
    const help = ran(['--help']);
    assert.equal(help.status, 0);
    for (const option of ['--config', '--port', '--test-services'])
      assert.match(help.stdout, new RegExp(option));
    const { version } = JSON.parse(readFileSync(installed('package.json'), 'utf8'));
    assert.ok(ran(['--version']).stdout.includes(version));
    const wrong = ran(['--port', '70000']);
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /--port/);
  });

  test('tells of a port that is taken', async () => {
    const first = await npx(freePorts);
    try {
      const [, http] = await first.waitForOutput(readyLine);
      const { port } = new URL(http);
      const second = ran(['--port', port, '--no-tcp']);
      assert.equal(second.status, 1);
      assert.match(second.stderr + second.stdout, new RegExp(`${port}`));
    } finally {
      await first.end();
    }
  });

  test('leaves no program behind when it is ended by Ctrl+C or by its parent', async () => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      const launcher = await startProcess(process.execPath, [installed('hoofbeat-server.mjs'), ...freePorts]);
      const [, http] = await launcher.waitForOutput(readyLine);
      process.kill(launcher.pid, signal);
      await until(() => launcher.hasEnded, { what: `the end after ${signal}` });
      await assert.rejects(fetch(http));
    }
  });

  test('elsewhere says where it runs, and what to do', () => {
    const { status, stderr } = ran([], { HOOFBEAT_SERVER_PLATFORM: 'win32-arm64' });
    assert.equal(status, 1);
    assert.match(stderr, /no program for win32-arm64/);
    assert.match(stderr, /Linux for x64[\s\S]*npm start/);
  });
});

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
