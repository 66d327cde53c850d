import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

// The tarball that would be published, installed in an empty project.

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

let folder;
let project;
let files;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoofbeat-package-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  const parsed = JSON.parse(stdout);
  const [packed] = Array.isArray(parsed) ? parsed : Object.values(parsed);
  files = packed.files.map(({ path }) => path).sort();
  project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'empty', version: '1.0.0', private: true }),
  );
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed.filename)], {
    cwd: project,
  });
});
after(() => rmSync(folder, { recursive: true, force: true }));

const installed = (...path) => join(project, 'node_modules', 'hoofbeat', ...path);

async function runScript(name, text) {
  writeFileSync(join(project, name), text);
  const { stdout } = await run(process.execPath, [name], { cwd: project });
  return stdout.trim();
}

describe('the tarball', () => {
  test('holds the package and nothing else', () => {
    const declarations = files.filter((file) => file.endsWith('.d.ts'));
    const others = files.filter((file) => !file.endsWith('.d.ts') && file !== 'CHANGELOG.md');
    assert.deepEqual(others, ['LICENSE', 'README.md', 'dist/index.js', 'dist/index.js.map', 'package.json']);
    const modules = ['client', 'enums', 'errors', 'generated/error-table', 'index'];
    const more = ['stomp-config', 'stomp-headers', 'types', 'versions'];
    assert.deepEqual(
      declarations,
      [...modules, ...more].map((name) => `dist/${name}.d.ts`),
    );
  });

  test('has no dependencies, and runs nothing when it is installed', () => {
    const manifest = JSON.parse(readFileSync(installed('package.json'), 'utf8'));
    for (const field of [
      'dependencies',
      'peerDependencies',
      'optionalDependencies',
      'bundleDependencies',
      'bin',
    ]) {
      assert.equal(manifest[field], undefined);
    }
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) {
      assert.equal(manifest.scripts?.[script], undefined);
    }
  });

  test('asks for nothing of Node, and makes no code out of text', () => {
    const code = readFileSync(installed('dist', 'index.js'), 'utf8');
    for (const unwanted of [
      /['"]node:/,
      /\brequire\(/,
      /\beval\(/,
      /new Function\b/,
      /\bimport\.meta\b/,
      /\bimport\(/,
    ]) {
      assert.doesNotMatch(code, unwanted);
    }
  });
});

describe('in Node', () => {
  test('import, and a frame through the core', async () => {
    const script = `
      import { Client, ActivationState } from 'hoofbeat';
      const socket = { readyState: 1, url: 'x', close() {}, send(frame) { console.log(frame.split('\\n')[0]); } };
      const client = new Client({ webSocketFactory: () => socket, heartbeatIncoming: 0, heartbeatOutgoing: 0 });
      client.onConnect = () => client.publish({ destination: '/a', body: 'x' });
      client.activate();
      await new Promise((resolve) => setImmediate(resolve));
      socket.onmessage({ data: 'CONNECTED\\nversion:1.2\\n\\n\\0' });
      await client.deactivate({ force: true });
      console.log(ActivationState[client.state]);`;
    assert.equal(await runScript('use.mjs', script), 'CONNECT\nSEND\nINACTIVE');
  });

  test('importing it touches nothing global, and keeps no process alive', async () => {
    const script = `
      const touched = [];
      for (const name of ['window', 'document', 'self', 'WebSocket', 'atob', 'TextDecoder', 'setTimeout', 'performance', 'crypto']) {
        const value = globalThis[name];
        Object.defineProperty(globalThis, name, { configurable: true, get() { touched.push(name); return value; } });
      }
      WebAssembly.Module = new Proxy(WebAssembly.Module, { construct() { touched.push('WebAssembly'); } });
      await import('hoofbeat');
      console.log(touched.filter((name) => name !== 'TextDecoder').join());`;
    assert.equal(await runScript('import.mjs', script), '');
  });

  test('where require() takes modules, it takes this one', async () => {
    const major = Number.parseInt(process.versions.node, 10);
    writeFileSync(join(project, 'use.cjs'), "console.log(typeof require('hoofbeat').Client);");
    const flags = major === 20 ? ['--experimental-require-module', '--no-warnings'] : ['--no-warnings'];
    const { stdout } = await run(process.execPath, [...flags, 'use.cjs'], { cwd: project });
    assert.equal(stdout.trim(), 'function');
  });
});

describe('types', () => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const use = `
import { Client, type IMessage, type StompSubscription, HoofbeatError, StompConfig, Versions } from 'hoofbeat';
import type { IFrame, IPublishParams, ITransaction, IStompSocket, messageCallbackType, debugFnType } from 'hoofbeat';

const config: StompConfig = { brokerURL: 'wss://example.com', reconnectDelay: 0, host: null, limits: { maxHeaders: 5 } };
const client: Client = new Client(config);
client.onConnect = (frame: IFrame) => {
  const callback: messageCallbackType = (message: IMessage) => message.ack({ transaction: message.headers['a'] ?? '' });
  const subscription: StompSubscription = client.subscribe('/a', callback, { ack: 'client' });
  subscription.unsubscribe();
  const transaction: ITransaction = client.begin();
  transaction.commit();
  const params: IPublishParams = { destination: frame.headers['x'] ?? '', binaryBody: new Uint8Array(1) };
  client.publish(params);
};
client.onError = (error: HoofbeatError) => console.log(error.code === 'heartbeat_lost', error.condition);
client.stompVersions = new Versions([Versions.V1_2]);
client.debug = ((line) => console.log(line.length)) satisfies debugFnType;
const socket: IStompSocket | undefined = client.webSocket;
const heartbeat: number | undefined = client.heartbeat?.incoming;
const done: Promise<void> = client.deactivate({ force: true });
console.log(socket, heartbeat, done);
// @ts-expect-error a destination is required
client.publish({ body: 'x' });
// @ts-expect-error there is no such option
new Client({ reconectDelay: 5 });
`;

  for (const [name, options] of [
    ['a bundler’s resolution', { module: 'ESNext', moduleResolution: 'Bundler' }],
    ['Node’s resolution', { module: 'NodeNext', moduleResolution: 'NodeNext' }],
  ]) {
    test(`compile strictly, with ${name}`, async () => {
      writeFileSync(join(project, 'use.mts'), use);
      const compilerOptions = {
        strict: true,
        noEmit: true,
        target: 'ES2022',
        lib: ['ES2022', 'DOM'],
        types: [],
        ...options,
      };
      const exact = { exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false };
      const tsconfig = { compilerOptions: { ...compilerOptions, ...exact }, files: ['use.mts'] };
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(tsconfig));
      const { stdout } = await run(process.execPath, [tsc, '-p', project]).catch((error) => error);
      assert.equal(stdout, '');
    });
  }
});
