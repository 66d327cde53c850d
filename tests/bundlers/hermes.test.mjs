import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { build } from 'esbuild';
import ts from 'typescript';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { installPackage } from '../package/installed-package.mjs';

// React Native's engine, which has no WebAssembly: the form without it runs there.

const project = installPackage();
const modules = inRepository('tests/bundlers/node_modules');
const hermes = `${modules}/hermes-engine-cli/linux64-bin/hermes`;
const newestCompiler = `${modules}/hermes-compiler/hermesc/linux64-bin/hermesc`;

// Around the engine itself there are timers, and neither TextEncoder nor TextDecoder. What React Native has besides, and
// is needed, comes first.
const conversation = `
globalThis.performance = { now: () => Date.now() };
import { Client, FrameImpl, Parser } from 'hoofbeat/no-wasm';

const text = 'äöü €uro 🐎 ' + 'x'.repeat(100);
print([typeof WebAssembly, typeof TextEncoder, typeof TextDecoder].join());

const frames = [];
const socket = {
  url: 'ws://broker', readyState: 1, binaryType: 'arraybuffer',
  send(frame) {
    frames.push(frame);
    const id = /^SUBSCRIBE[^]*\\nid:(.*)\\n/.exec(frame);
    if (id !== null) {
      const message = 'MESSAGE\\nsubscription:' + id[1] + '\\nmessage-id:1\\ndestination:/a\\nname:' + text + '\\n\\n' + text + '\\0';
      setTimeout(() => socket.onmessage({ data: message }), 0);
    }
  },
  close() { setTimeout(() => socket.onclose({ code: 1000, reason: '', wasClean: true }), 0); },
};
const client = new Client({ webSocketFactory: () => socket, heartbeatIncoming: 0, heartbeatOutgoing: 0 });
client.onConnect = () => {
  client.subscribe('/a', ({ headers, body, binaryBody }) => {
    print(headers.name === text, body === text, binaryBody.length);
    client.publish({ destination: '/b', body, headers: { name: text } });
    print(frames[frames.length - 1].indexOf(text) > 0);
    client.deactivate({ force: true }).then(() => print('inactive', client.state));
  });
};
client.activate();
setTimeout(() => socket.onmessage({ data: 'CONNECTED\\nversion:1.2\\n\\n\\0' }), 0);

const octets = new FrameImpl({ command: 'SEND', headers: { name: text }, body: text }).serialize();
const parser = new Parser((frame) => print(frame.command, frame.binaryBody.length), () => {});
parser.parseChunk(octets);
try {
  new FrameImpl({ command: 'SEND', headers: { 'a\\0': 'b' } }).serialize();
} catch (error) {
  print(error.name, error.code);
}
`;

async function bundled(name) {
  project.write(`${name}.js`, conversation);
  const options = {
    absWorkingDir: project.directory,
    entryPoints: [`${name}.js`],
    bundle: true,
    format: 'iife',
  };
  const { outputFiles } = await build({ ...options, write: false });
  return outputFiles[0].text;
}

describe('Hermes, hoofbeat/no-wasm', () => {
  test('the compiler of the newest React Native takes it as it is', async () => {
    project.write('newest-bundle.js', await bundled('newest'));
    await project.run(newestCompiler, ['-O', '-emit-binary', '-out', 'newest.hbc', 'newest-bundle.js']);
  });

  test('it runs, once its classes are functions, as the tools of React Native make them', {
    timeout: 60_000,
  }, async () => {
    const compilerOptions = { target: ts.ScriptTarget.ES5, downlevelIteration: true };
    project.write('old-bundle.js', ts.transpile(await bundled('old'), compilerOptions));
    const said = (await project.run(hermes, ['old-bundle.js'])).split('\n');
    const octets = Buffer.byteLength(`äöü €uro 🐎 ${'x'.repeat(100)}`);
    assert.deepEqual(said, [
      'undefined,undefined,undefined',
      `SEND ${octets}`,
      'HoofbeatError unwritable_header_name',
      `true true ${octets}`,
      'true',
      'inactive 2',
    ]);
  });
});
