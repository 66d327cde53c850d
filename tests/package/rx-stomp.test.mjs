import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { inRepository, root } from '../../scripts/lib/paths.mjs';
import { startRabbitMQ } from '../support/rabbitmq.mjs';
import { startServer } from '../support/server.mjs';
import { complaintsAbout } from './compiler.mjs';
import { EmptyProject } from './installed-package.mjs';
import { LocalPackages } from './local-packages.mjs';

// @stomp/rx-stomp on top of this package, by the overrides that a user writes. Installed by npm from a server of the
// test's own, which has no @stomp/stompjs.

const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
const script = 'rx-stomp-scenarios.mjs';
// As they stand in rx-stomp-scenarios.mjs; that none is missing here is tested too.
const scenarioNames = [
  'connection states, from activate() to deactivate()',
  'publish before there is a connection, watch, binary bodies',
  'receipts of SUBSCRIBE, SEND and UNSUBSCRIBE',
  'subscriptions come back after the connection was cut',
  'RPC: one reply, and a stream of them',
  'an ERROR of the broker, and deactivate({force: true})',
];
// Temporary queues are RabbitMQ's alone.
const onRabbitMQ = ['RPC by its own reply queue'];

let scratch;
let packages;
let project;
let server;
before(async () => {
  scratch = new EmptyProject('tarballs');
  const others = ['@stomp/rx-stomp', 'rxjs', 'uuid', 'tslib', 'ws'];
  const directories = [root, ...others.map((name) => inRepository('node_modules', name))];
  packages = await LocalPackages.start(directories, scratch.directory);
  project = new EmptyProject('rx-stomp', {
    dependencies: { '@stomp/rx-stomp': '^2.4.0', rxjs: '^7.8.0', uuid: '^14.0.0', ws: '^8.18.0' },
    overrides: { '@stomp/stompjs': `npm:hoofbeat@${version}` },
  });
  await project.npm('install', '--registry', packages.url, '--cache', project.path('.cache'));
  cpSync(inRepository('tests/package', script), project.path(script));
  server = await startServer();
});
after(async () => {
  await server?.stop();
  await packages?.stop();
  for (const each of [project, scratch]) each?.remove();
});

describe('@stomp/rx-stomp with overrides', () => {
  test('npm installs this package in place of @stomp/stompjs, and finds the tree in order', async () => {
    const manifest = JSON.parse(
      readFileSync(project.path('node_modules/@stomp/stompjs/package.json'), 'utf8'),
    );
    assert.deepEqual([manifest.name, manifest.version], ['hoofbeat', version]);
    assert.ok(!packages.missing.includes('@stomp/stompjs'));
    const tree = JSON.parse((await project.npm('ls', '--all', '--json')).stdout);
    assert.equal(tree.problems, undefined);
    assert.deepEqual(
      readdirSync(project.path('node_modules'), { recursive: true }).filter((path) => /stompjs$/.test(path)),
      ['@stomp/stompjs'],
    );
    assert.ok(!existsSync(project.path('node_modules/@stomp/rx-stomp/node_modules')));
  });

  test('what it loads is ours', async () => {
    const text = `
      import { RxStomp } from '@stomp/rx-stomp';
      import { Client, HoofbeatError } from '@stomp/stompjs';
      console.log(new RxStomp().stompClient instanceof Client, typeof HoofbeatError);
      console.log(import.meta.resolve('@stomp/stompjs').endsWith('/@stomp/stompjs/dist/index.js'));`;
    assert.equal(await project.runScript('ours.mjs', text), 'true function\ntrue');
  });

  test('its types compile on top of ours', async () => {
    const text = `
import { RxStomp, RxStompConfig, RxStompRPC, RxStompState, TickerStrategy } from '@stomp/rx-stomp';
import { Client, type IMessage } from '@stomp/stompjs';

const config: RxStompConfig = { brokerURL: 'ws://x', heartbeatStrategy: TickerStrategy.Worker, reconnectDelay: 1 };
const rxStomp = new RxStomp(new Client());
rxStomp.configure(config);
rxStomp.watch('/topic/a').subscribe((message: IMessage) => message.ack());
rxStomp.connectionState$.subscribe((state: RxStompState) => console.log(state));
new RxStompRPC(rxStomp).rpc({ destination: '/a', body: 'x' }).subscribe(({ body }) => console.log(body.length));
const closed: Promise<void> = rxStomp.deactivate({ force: true });
console.log(closed);
`;
    const options = { module: 'NodeNext', moduleResolution: 'NodeNext', exactOptionalPropertyTypes: false };
    assert.equal(await complaintsAbout(project, { 'rx.mts': text }, options), '');
  });

  for (const name of scenarioNames) {
    test(name, { timeout: 60_000 }, async () => {
      assert.equal(await project.run(process.execPath, [script, name, server.webSocketUrl]), 'done');
    });
  }

  for (const name of onRabbitMQ) {
    test(`${name}, RabbitMQ`, { timeout: 180_000 }, async () => {
      const broker = await startRabbitMQ();
      try {
        assert.equal(await project.run(process.execPath, [script, name, broker.webSocketUrl]), 'done');
      } finally {
        await broker.stop();
      }
    });
  }

  test('no scenario is left out', async () => {
    const names = JSON.parse(await project.run(process.execPath, [script]));
    assert.deepEqual(names.sort(), [...scenarioNames, ...onRabbitMQ].sort());
  });
});
