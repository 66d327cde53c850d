import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { installPackage } from './installed-package.mjs';
import { breakSockJS, sockJSFailureScript, stompScript } from './uses.mjs';

const project = installPackage();

describe('as modules, in Node', () => {
  test('import, and a frame through the core', async () => {
    const printed = await project.runScript(
      'use.mjs',
      `import { Client, ActivationState } from 'hoofbeat';${stompScript}`,
    );
    assert.equal(printed, 'CONNECT\nSEND\nINACTIVE');
  });

  test('SockJS, without STOMP', async () => {
    const script = `
      import SockJS, { SockJS as Named } from 'hoofbeat/sockjs';
      import * as all from 'hoofbeat/sockjs';
      import manifest from 'hoofbeat/package.json' with { type: 'json' };
      const connection = SockJS('http://127.0.0.1:1/ws//');
      connection.onclose = ({ code, error }) => console.log(code, error.code);
      console.log(SockJS === Named, SockJS === all.default, SockJS.version === manifest.version);
      console.log(connection.url, connection.readyState, new all.SockJS('http://127.0.0.1:1/') instanceof SockJS);`;
    const printed = await project.runScript('sockjs.mjs', script, ['--no-warnings']);
    assert.equal(printed, 'true true true\nhttp://127.0.0.1:1/ws 0 true\n1002 info_failed');
  });

  test('SockJS that can’t be loaded is a failed attempt, and the next follows', async () => {
    breakSockJS(project, '.', { type: 'module' });
    const printed = await project.runScript(
      'broken.mjs',
      `import { Client } from './broken/index.js';${sockJSFailureScript}`,
    );
    const failure = 'transport_failed ERR_MODULE_NOT_FOUND';
    assert.equal(printed, `${failure}\n${failure}`);
  });
});
