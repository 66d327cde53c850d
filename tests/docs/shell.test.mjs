import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { inRepository, serverBinary } from '../../scripts/lib/paths.mjs';
import { startProcess } from '../support/processes.mjs';
import { startServer } from '../support/server.mjs';
import { removeTemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.mjs';
import { blocksIn } from './pages.mjs';

// Commands of the pages.

const { scripts } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
const run = promisify(execFile);
const blocks = blocksIn('sh');
const asksServer = ({ code }) => /127\.0\.0\.1:8080/.test(code);

describe('what asks the server prints what its page says', () => {
  let server;
  let programs;
  before(async () => {
    server = await startServer();
    programs = temporaryDirectory('programs');
    chmodSync(inRepository('tests/docs/websocat.mjs'), 0o755);
    symlinkSync(inRepository('tests/docs/websocat.mjs'), path.join(programs, 'websocat'));
  });
  after(async () => {
    await server?.stop();
    removeTemporaryDirectory(programs);
  });

  const asking = blocks.filter(asksServer);
  test('there is some', () => assert.ok(asking.length >= 4));
  for (const { title, code, prints } of asking) {
    test(title, async () => {
      const here = code.replaceAll('127.0.0.1:8080', `127.0.0.1:${server.port}`);
      const env = { ...process.env, PATH: `${programs}:${process.env.PATH}` };
      // A command that ends by its time limit has printed what it had to.
      const { stdout } = await run('bash', ['-c', here], { env, timeout: 30_000 }).catch((error) => error);
      assert.equal(stdout.replaceAll('\r', ''), prints);
    });
  }
});

describe('other commands are there', () => {
  for (const { title, code, prints } of blocks.filter((block) => !asksServer(block))) {
    test(title, async () => {
      for (const line of code.trim().split('\n')) {
        const [command] = line.split(/ +# /);
        const script = /^npm (?:run )?([\w:]+)/.exec(command)?.[1];
        // npx hoofbeat-server is run by tests/package/server-package.test.mjs.
        assert.ok(
          script in scripts || /^npx hoofbeat-server( --help| --config settings\.json)?$/.test(command),
          command,
        );
      }
      if (prints !== undefined) assert.equal(await printedByServer(), withoutPorts(prints));
    });
  }
});

const withoutPorts = (line) => line.replace(/:\d+/g, ':<port>');

async function printedByServer() {
  const server = await startProcess(serverBinary, ['--port', '0', '--tcp-port', '0']);
  const [line] = await server.waitForOutput(/^hoofbeat-server listening .*\n/m);
  await server.end();
  return withoutPorts(line);
}
