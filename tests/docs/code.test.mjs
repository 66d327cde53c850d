import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import * as esbuild from 'esbuild';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { complaintsAbout } from '../package/compiler.mjs';
import { installPackage } from '../package/installed-package.mjs';
import { startProcess } from '../support/processes.mjs';
import { startRabbitMQ } from '../support/rabbitmq.mjs';
import { startServer } from '../support/server.mjs';
import { allBlocks, blocksIn } from './pages.mjs';

// JavaScript and TypeScript of the pages, with the installed package: all of it compiles, and what says what it prints is
// run by Node, against our server or RabbitMQ.

// What is neither compiled nor run here, and why.
const elsewhere = {
  sh: 'shell.test.mjs',
  json: 'settings.test.mjs',
  java: 'Debian has no spring-websocket to compile it with',
  xml: 'a line of the settings of ActiveMQ, which Debian has no longer',
};

test('each block is of a language that is looked at, or of one that is known', () => {
  const languages = new Set(allBlocks.map(({ language }) => language));
  assert.deepEqual([...languages].sort(), ['js', 'ts', ...Object.keys(elsewhere)].sort());
});

const project = installPackage();

test('TypeScript compiles strictly, JavaScript as far as it can be told', async () => {
  const context = readFileSync(inRepository('tests/docs/context.d.ts'), 'utf8');
  for (const [language, strict] of [
    ['ts', true],
    ['js', false],
  ]) {
    const sources = blocksIn(language).map(({ title, code }) => {
      const name = `${title.replaceAll(' ', '-')}.${language}`;
      return [name, /^(import|export) /m.test(code) ? code : `${code}\nexport {};\n`];
    });
    assert.ok(sources.length > 3);
    const options = {
      module: 'ESNext',
      moduleResolution: 'Bundler',
      allowJs: true,
      checkJs: true,
      strict,
      exactOptionalPropertyTypes: strict,
    };
    const complaints = await complaintsAbout(
      project,
      Object.fromEntries([['context.d.ts', context], ...sources]),
      options,
    );
    assert.equal(complaints, '');
  }
});

const running = blocksIn('js', 'ts').filter(({ prints }) => prints !== undefined);

describe('code prints what its page says', { concurrency: false }, () => {
  let server;
  let rabbit;
  before(async () => {
    [server, rabbit] = await Promise.all([startServer(), startRabbitMQ()]);
  });
  after(async () => {
    await server?.stop();
    await rabbit?.stop();
  });

  test('there is some', () => assert.ok(running.length >= 6));

  for (const { title, code, language, prints } of running) {
    test(title, { timeout: 60_000 }, async () => {
      const { code: script } = esbuild.transformSync(code, { loader: language, tsconfigRaw: '{}' });
      const here = script
        .replaceAll('ws://127.0.0.1:8080/ws', server.webSocketUrl)
        .replaceAll('http://127.0.0.1:8080/', server.httpUrl)
        .replaceAll('ws://127.0.0.1:15674/ws', rabbit.webSocketUrl);
      assert.notEqual(here, script, 'it connects to where the page says');
      // A page has a WebSocket; Node 20 has that of a package.
      const webSocket = inRepository('node_modules/ws/wrapper.mjs');
      project.write(
        'run.mjs',
        `import WebSocket from '${webSocket}';\nglobalThis.WebSocket = WebSocket;\n${here}`,
      );
      const program = await startProcess(process.execPath, ['run.mjs'], { cwd: project.directory });
      try {
        await program.waitForOutput(new RegExp(escaped(prints)));
        assert.equal(program.output, prints);
      } finally {
        await program.kill();
      }
    });
  }
});

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
