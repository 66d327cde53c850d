import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { serverBinary } from '../../scripts/lib/paths.mjs';
import { startProcess } from '../support/processes.mjs';
import { removeTemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.mjs';
import { blocksIn } from './pages.mjs';

// Blocks of JSON are settings of the server, which takes them.

for (const { title, code } of blocksIn('json')) {
  test(title, async () => {
    assert.ok(Object.keys(JSON.parse(code)).length > 0);
    const directory = temporaryDirectory('settings');
    try {
      const file = path.join(directory, 'settings.json');
      writeFileSync(file, code);
      const server = await startProcess(serverBinary, ['--config', file, '--port', '0', '--tcp-port', '0']);
      await server.waitForOutput(/^hoofbeat-server listening /m);
      await server.end();
    } finally {
      removeTemporaryDirectory(directory);
    }
  });
}
