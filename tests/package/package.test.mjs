import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

// The tarball that would be published, installed in an empty project.

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

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
const codeOf = (name) => readFileSync(installed('dist', `${name}.js`), 'utf8');

async function runScript(name, text) {
  writeFileSync(join(project, name), text);
  const { stdout } = await run(process.execPath, [name], { cwd: project });
  return stdout.trim();
}

describe('the tarball', () => {
  test('holds the package and nothing else', () => {
    const declarations = files.filter((file) => file.endsWith('.d.ts'));
    const others = files.filter((file) => !file.endsWith('.d.ts') && file !== 'CHANGELOG.md');
    const scripts = ['index', 'shared', 'sockjs'].flatMap((name) => [
      `dist/${name}.js`,
      `dist/${name}.js.map`,
    ]);
    assert.deepEqual(others, ['LICENSE', 'README.md', ...scripts, 'package.json']);
    const modules = ['client', 'enums', 'errors', 'generated/error-table', 'index'];
    const more = ['sockjs/sockjs', 'sockjs/types', 'stomp-config', 'stomp-headers', 'types', 'versions'];
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
    for (const name of ['index', 'shared', 'sockjs']) {
      const code = codeOf(name);
      for (const unwanted of [
        /['"]node:/,
        /\brequire\(/,
        /\beval\(/,
        /new Function\b/,
        /\bimport\.meta\b/,
        /['"](before)?unload['"]/,
      ]) {
        assert.doesNotMatch(code, unwanted, name);
      }
    }
  });

  test('each entry loads what it needs: STOMP no SockJS, but on demand, and SockJS no STOMP', () => {
    const loads = (name) =>
      Array.from(codeOf(name).matchAll(/\b(?:from|import) ?["'](\.[^"']*)["']/g), ([, it]) => it);
    const loadsOnDemand = (name) => Array.from(codeOf(name).matchAll(/\bimport\(([^)]*)\)/g), ([, it]) => it);
    assert.deepEqual(loads('index'), ['./shared.js']);
    assert.deepEqual(loads('sockjs'), ['./shared.js']);
    assert.deepEqual(loads('shared'), []);
    assert.deepEqual(loadsOnDemand('index'), ['"./sockjs.js"']);
    assert.deepEqual(loadsOnDemand('sockjs'), []);
    assert.deepEqual(loadsOnDemand('shared'), []);
    assert.ok(codeOf('shared').length < 20_000, 'no wasm module in what both load');
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

  test('SockJS, without STOMP', async () => {
    const script = `
      import SockJS, { SockJS as Named } from 'hoofbeat/sockjs';
      const connection = SockJS('http://127.0.0.1:1/ws//');
      connection.onclose = ({ code, error }) => console.log(code, error.code);
      console.log(SockJS === Named, SockJS.version === '${version}', connection.url, connection.readyState);`;
    assert.equal(
      await runScript('sockjs.mjs', script),
      'true true http://127.0.0.1:1/ws 0\n1002 info_failed',
    );
  });

  test('SockJS that can’t be loaded is a failed attempt, and the next follows', async () => {
    cpSync(installed('dist'), join(project, 'broken'), { recursive: true });
    rmSync(join(project, 'broken', 'sockjs.js'));
    writeFileSync(join(project, 'broken', 'package.json'), '{"type": "module"}');
    const script = `
      import { Client } from './broken/index.js';
      const client = new Client({ brokerURL: 'http://127.0.0.1:1/ws', reconnectDelay: 1 });
      client.onError = ({ code, cause }) => console.log(code, cause.code);
      client.onReconnecting = ({ attempt }) => attempt === 2 && client.deactivate({ force: true });
      client.activate();`;
    const failure = 'transport_failed ERR_MODULE_NOT_FOUND';
    assert.equal(await runScript('broken.mjs', script), `${failure}\n${failure}`);
  });

  test('importing it touches nothing global, and keeps no process alive', async () => {
    const names = [
      'window',
      'document',
      'self',
      'location',
      'navigator',
      'addEventListener',
      'fetch',
      'WebSocket',
    ];
    const more = [
      'EventSource',
      'XMLHttpRequest',
      'atob',
      'TextDecoder',
      'setTimeout',
      'performance',
      'crypto',
    ];
    const script = `
      const touched = [];
      for (const name of ${JSON.stringify([...names, ...more])}) {
        const value = globalThis[name];
        Object.defineProperty(globalThis, name, { configurable: true, get() { touched.push(name); return value; } });
      }
      WebAssembly.Module = new Proxy(WebAssembly.Module, { construct() { touched.push('WebAssembly'); } });
      await import('hoofbeat');
      await import('hoofbeat/sockjs');
      console.log(touched.filter((name) => name !== 'TextDecoder').join());`;
    assert.equal(await runScript('import.mjs', script), '');
  });

  test('where require() takes modules, it takes this one', async () => {
    const major = Number.parseInt(process.versions.node, 10);
    const script =
      "console.log(typeof require('hoofbeat').Client, typeof require('hoofbeat/sockjs').default);";
    writeFileSync(join(project, 'use.cjs'), script);
    const flags = major === 20 ? ['--experimental-require-module', '--no-warnings'] : ['--no-warnings'];
    const { stdout } = await run(process.execPath, [...flags, 'use.cjs'], { cwd: project });
    assert.equal(stdout.trim(), 'function function');
  });
});

describe('types', () => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const use = `
import { Client, type IMessage, type StompSubscription, HoofbeatError, StompConfig, Versions } from 'hoofbeat';
import type { IFrame, IPublishParams, ITransaction, IStompSocket, messageCallbackType, debugFnType } from 'hoofbeat';

const config: StompConfig = { brokerURL: 'wss://example.com', reconnectDelay: 0, host: null, limits: { maxHeaders: 5 } };
const overSockJS: StompConfig = { brokerURL: 'https://example.com', sockjs: { transports: 'xhr-streaming' } };
const client: Client = new Client(config ?? overSockJS);
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
const heartbeat: number | undefined = client.agreedHeartbeat?.incoming;
const done: Promise<void> = client.deactivate({ force: true });
console.log(socket, heartbeat, done);
// @ts-expect-error a destination is required
client.publish({ body: 'x' });
// @ts-expect-error there is no such option
new Client({ reconectDelay: 5 });
`;
  // As code is written that was made for sockjs-client and its types.
  const useSockJS = `
import SockJS from 'hoofbeat/sockjs';
import { HoofbeatError, SockJS as Named, type PassedOverTransport, type SockJSCloseEvent, type SockJSOptions } from 'hoofbeat/sockjs';
import { Client, type IStompSocket } from 'hoofbeat';

const options: SockJS.Options = { server: 'x', sessionId: () => 'a', transports: ['websocket'], timeout: 5 };
const more: SockJSOptions = { ...options, headers: () => ({ authorization: 'x' }), credentials: 'omit', webSocketFactory: (url) => new WebSocket(url) };
const socket: WebSocket = new SockJS('/echo', null, options);
const connection: SockJS = SockJS('/echo', ['a'], more);
connection.onopen = () => connection.send('x');
connection.onmessage = (event: MessageEvent) => console.log(event.data);
connection.onmessage = (event: SockJS.MessageEvent) => console.log(event.data.length);
connection.onmessage = (event) => console.log(event.data.length);
connection.onclose = (event: CloseEvent) => console.log(event.code, event.wasClean);
connection.onclose = (event: SockJS.CloseEvent) => console.log(event.code, event.wasClean);
connection.onclose = ({ unconfirmed, passedOver, error }: SockJSCloseEvent) => {
  const first: PassedOverTransport | undefined = passedOver[0];
  console.log(unconfirmed, first?.transport, error instanceof HoofbeatError && error.code === 'server_silent');
};
connection.onheartbeat = null;
connection.addEventListener('message', (event) => console.log(event.data.length));
connection.addEventListener('close', (event: CloseEvent) => console.log(event.code));
connection.addEventListener('anything', (event: Event) => console.log(event.type));
const isOpen: boolean = connection.readyState === SockJS.OPEN;
const state: SockJS.State = Named.CLOSED;
connection.close(3000, 'x');
class Mine extends SockJS {
  override send(data: unknown): void {
    super.send(JSON.stringify(data));
  }
}
const stompSocket: IStompSocket = new Mine('/stomp');
const oldStompSocket: IStompSocket = socket;
new Client({ webSocketFactory: () => new SockJS('/stomp') });
console.log(isOpen, state, stompSocket, oldStompSocket);
// @ts-expect-error a URL is required
new SockJS();
// @ts-expect-error there is no such option
new SockJS('/echo', null, { transport: 'websocket' });
`;

  for (const [name, options] of [
    ['a bundler’s resolution', { module: 'ESNext', moduleResolution: 'Bundler' }],
    ['Node’s resolution', { module: 'NodeNext', moduleResolution: 'NodeNext' }],
  ]) {
    test(`compile strictly, with ${name}`, async () => {
      writeFileSync(join(project, 'use.mts'), use);
      writeFileSync(join(project, 'use-sockjs.mts'), useSockJS);
      const compilerOptions = {
        strict: true,
        noEmit: true,
        target: 'ES2022',
        lib: ['ES2022', 'DOM'],
        types: [],
        ...options,
      };
      const exact = { exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false };
      const tsconfig = {
        compilerOptions: { ...compilerOptions, ...exact },
        files: ['use.mts', 'use-sockjs.mts'],
      };
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(tsconfig));
      const { stdout } = await run(process.execPath, [tsc, '-p', project]).catch((error) => error);
      assert.equal(stdout, '');
    });
  }
});
