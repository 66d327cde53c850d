import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import ts from 'typescript';
import { installPackage } from './installed-package.mjs';
import { breakSockJS, sockJSFailureScript, stompScript } from './uses.mjs';

// Where Node could take modules by require(), it must not have to.
const flag = '--experimental-require-module';
const flags = process.allowedNodeEnvironmentFlags.has(flag) ? [flag.replace('--', '--no-')] : [];

const project = installPackage();
const runScript = (text) => project.runScript('use.cjs', text, flags);

describe('as CommonJS', () => {
  test('require, and a frame through the core', async () => {
    const printed = await runScript(`const { Client, ActivationState } = require('hoofbeat');${stompScript}`);
    assert.equal(printed, 'CONNECT\nSEND\nINACTIVE');
  });

  test('require gets what import gets', async () => {
    const script = `
      const common = require('hoofbeat');
      import('hoofbeat').then((modules) =>
        console.log(Object.keys(common).sort().join() === Object.keys(modules).sort().join(), Object.keys(common).length > 10));`;
    assert.equal(await runScript(script), 'true true');
  });

  test('SockJS is the constructor itself, with the exports on it', async () => {
    const script = `
      const SockJS = require('hoofbeat/sockjs');
      const { HoofbeatError } = require('hoofbeat');
      const connection = new SockJS('http://127.0.0.1:1/ws');
      connection.onclose = ({ error }) => console.log(error instanceof HoofbeatError, error instanceof SockJS.HoofbeatError);
      console.log(SockJS.default === SockJS, SockJS.SockJS === SockJS, SockJS.__esModule);
      console.log(connection.constructor === SockJS, connection instanceof SockJS, SockJS('http://127.0.0.1:1') instanceof SockJS);
      console.log(SockJS.OPEN, SockJS.version === require('hoofbeat/package.json').version);`;
    assert.equal(await runScript(script), 'true true true\ntrue true true\n1 true\ntrue true');
  });

  test('an http brokerURL gets that very SockJS', async () => {
    const script = `
      const { Client } = require('hoofbeat');
      const SockJS = require('hoofbeat/sockjs');
      const client = new Client({ brokerURL: 'http://127.0.0.1:1/ws', reconnectDelay: 0 });
      client.onWebSocketClose = (event) => {
        console.log(event.target instanceof SockJS, event.code);
        client.deactivate();
      };
      client.activate();`;
    assert.equal(await runScript(script), 'true 1002');
  });

  test('SockJS that can’t be loaded is a failed attempt, and the next follows', async () => {
    breakSockJS(project, 'cjs', { type: 'commonjs' });
    const printed = await runScript(`const { Client } = require('./broken/index.js');${sockJSFailureScript}`);
    const failure = 'transport_failed MODULE_NOT_FOUND';
    assert.equal(printed, `${failure}\n${failure}`);
  });

  for (const esModuleInterop of [false, true]) {
    test(`SockJS as compilers import it, ${esModuleInterop ? 'with' : 'without'} esModuleInterop`, async () => {
      const text = `
        import SockJS from 'hoofbeat/sockjs';
        import * as all from 'hoofbeat/sockjs';
        import { SockJS as Named } from 'hoofbeat/sockjs';
        import required = require('hoofbeat/sockjs');
        console.log([SockJS, all, Named].every((it) => it === required && it('http://127.0.0.1:1').readyState === 0));`;
      const compilerOptions = {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        esModuleInterop,
      };
      assert.equal(await runScript(ts.transpileModule(text, { compilerOptions }).outputText), 'true');
    });
  }

  test('is there for tools that know no exports: by main, and by a directory', async () => {
    const script = `
      const entry = require('./node_modules/hoofbeat');
      const sockjs = require('./node_modules/hoofbeat/sockjs');
      console.log(entry === require('hoofbeat'), sockjs === require('hoofbeat/sockjs'));`;
    assert.equal(await runScript(script), 'true true');
  });
});

describe('both in one process', () => {
  test('stand side by side, each with frames of its own', async () => {
    const script = `
      import { createRequire } from 'node:module';
      import { Client, ActivationState } from 'hoofbeat';
      import SockJS from 'hoofbeat/sockjs';
      const require = createRequire(import.meta.url);
      const other = require('hoofbeat');
      console.log(typeof SockJS, typeof require('hoofbeat/sockjs'));
      for (const { FrameImpl, Parser } of [other, await import('hoofbeat')]) {
        const parser = new Parser(({ command }) => console.log(command), () => {});
        parser.parseChunk(FrameImpl.marshall({ command: 'SEND', headers: { destination: '/a' }, body: 'x', escapeHeaderValues: true }));
      }
      ${stompScript}`;
    assert.equal(
      await project.runScript('both.mjs', script),
      'function function\nSEND\nSEND\nCONNECT\nSEND\nINACTIVE',
    );
  });
});
