import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { installPackage } from './installed-package.mjs';
import { stompScript } from './uses.mjs';

// hoofbeat/streaming in Node: what it is loaded from, and how it fails. Each script has modules of its own.

const project = installPackage();
const sha256Of = (octets) => createHash('sha256').update(octets).digest('hex');
const files = `
import { readFileSync } from 'node:fs';
const url = (name) => new URL('./node_modules/hoofbeat/dist/streaming/' + name, import.meta.url);
const read = (name) => readFileSync(url(name));
const octets = read('hoofbeat.wasm');
const tell = ({ name, code, message }) => console.log(name, code, message.replaceAll(import.meta.url.replace(/use.mjs$/, ''), ''));
`;
const run = (text) => project.runScript('use.mjs', files + text);
const importing = "import { Client, ActivationState, load } from 'hoofbeat/streaming';";
const spoken = 'CONNECT\nSEND\nINACTIVE';

describe('hoofbeat/streaming is loaded', () => {
  const sources = {
    'from the file beside it': '',
    'from a URL': "url('hoofbeat.wasm')",
    'from the text of a URL': "url('hoofbeat.wasm').href",
    'from octets': 'octets',
    'from an ArrayBuffer': 'new Uint8Array(octets).buffer',
    'from a module': 'new WebAssembly.Module(octets)',
    'from a promise': 'WebAssembly.compile(octets)',
    'from a response': "new Response(octets, { headers: { 'content-type': 'application/wasm' } })",
    'from a response of another type': "new Response(octets, { headers: { 'content-type': 'text/html' } })",
    'from a promise of a response': "fetch('data:application/wasm;base64,' + octets.toString('base64'))",
  };
  for (const [name, source] of Object.entries(sources)) {
    test(name, async () =>
      assert.equal(await run(`${importing} await load(${source});${stompScript}`), spoken),
    );
  }

  test('by require()', async () => {
    const script = `const { Client, ActivationState, load } = require('hoofbeat/streaming');
      const SockJS = require('hoofbeat/streaming/sockjs');
      SockJS.load().then(() => { console.log(typeof new SockJS('http://127.0.0.1:1/').close); return load(); }).then(() => {${stompScript}});`;
    assert.equal(await project.runScript('use.cjs', script), `function\n${spoken}`);
  });

  test('once, whoever asks', async () => {
    const script = `${importing}
      let count = 0;
      const source = { then(resolve) { count += 1; resolve(octets); } };
      await Promise.all([load(source), load(source)]);
      await load(source);
      console.log(count);`;
    assert.equal(await run(script), '1');
  });
});

describe('hoofbeat/streaming fails with a HoofbeatError', () => {
  test('where it is used before it is loaded', async () => {
    const script = `import { Client, FrameImpl, Parser } from 'hoofbeat/streaming';
      import SockJS from 'hoofbeat/streaming/sockjs';
      const client = new Client({ webSocketFactory: () => {} });
      for (const use of [() => client.activate(), () => new FrameImpl({ command: 'SEND' }).serialize(), () => new SockJS('http://127.0.0.1:1/')])
        try { use(); } catch (error) { tell(error); }
      console.log(client.active);`;
    const told =
      'HoofbeatError wasm_not_loaded The module has not been loaded. Before the first use await load() of';
    const stomp = `${told} hoofbeat/streaming.`;
    assert.equal(await run(script), `${stomp}\n${stomp}\n${told} hoofbeat/streaming/sockjs.\nfalse`);
  });

  const failed = 'HoofbeatError wasm_failed The module could not be loaded or started.';
  const failures = {
    'a file that is not there': ["url('none.wasm')", /none\.wasm: ENOENT/],
    'a server that has none': [
      "new Response('no', { status: 404 })",
      /: The answer has the status 404$|started\. The answer has the status 404$/,
    ],
    'octets that are no module': [
      "url('index.js')",
      /index\.js: WebAssembly\.compile\(\): expected magic word/,
    ],
    'the other module': [
      "url('hoofbeat-sockjs.wasm')",
      /sockjs\.wasm: It is not the module that this version goes with$/,
    ],
    'a module of somebody else': [
      'Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)',
      /It is not the module that this version goes with$/,
    ],
    'a URL that is none': ["'::'", /::: Invalid URL$/],
    'a promise that is rejected': ["Promise.reject(new Error('by the caller'))", /by the caller$/],
    'anything else': ['{ url: 5 }', /load takes a URL, a Response, octets or a WebAssembly\.Module/],
  };
  for (const [name, [source, expected]] of Object.entries(failures)) {
    test(`${name}, and it may be tried again`, async () => {
      const script = `${importing}
        await load(${source}).catch(tell);
        await load();${stompScript}`;
      const [first, ...rest] = (await run(script)).split('\n');
      assert.ok(first.startsWith(failed), first);
      assert.match(first, expected);
      assert.deepEqual(rest, spoken.split('\n'));
    });
  }

  test('where there is no WebAssembly', async () => {
    const script = `${importing} delete globalThis.WebAssembly; await load().catch(tell);`;
    assert.match(await run(script), /^HoofbeatError wasm_missing .*hoofbeat\/no-wasm/);
  });

  test('SockJS that a client asks for: a failed attempt, and the next one loads it', async () => {
    const script = `import { Client, load } from 'hoofbeat/streaming';
      await load();
      let tries = 0;
      const builtin = process.getBuiltinModule;
      process.getBuiltinModule = (name) => ({ ...builtin(name), readFileSync: (file) => {
        tries += 1;
        if (tries === 1) throw new Error('by the test');
        return readFileSync(file);
      } });
      const client = new Client({ brokerURL: 'http://127.0.0.1:1/ws', reconnectDelay: 1 });
      client.onError = ({ code, cause }) => console.log(code, cause?.code ?? cause?.message);
      client.onReconnecting = ({ attempt }) => attempt === 2 && client.deactivate({ force: true });
      client.activate();`;
    const [first, second] = (await run(script)).split('\n');
    assert.equal(first, 'wasm_failed by the test');
    // Nobody listens there: SockJS itself says so now.
    assert.match(second, /^(info_failed|transport_\w+|all_transports_failed) /);
    assert.doesNotMatch(second, /wasm/);
  });
});

test('the modules are what the provenance tells, inside the scripts and beside them', async () => {
  const provenance = JSON.parse(project.read('dist/provenance.json'));
  const script = `
    import { createHash } from 'node:crypto';
    const hash = (octets) => createHash('sha256').update(octets).digest('hex');
    const { Module } = WebAssembly;
    const seen = [];
    WebAssembly.Module = new Proxy(Module, {
      construct(target, [octets]) { seen.push(hash(octets)); return new target(octets); },
    });
    const { FrameImpl } = await import('hoofbeat');
    const { default: SockJS } = await import('hoofbeat/sockjs');
    new FrameImpl({ command: 'SEND' }).serialize();
    new SockJS('http://127.0.0.1:1/').close();
    console.log(JSON.stringify(seen));`;
  const inside = JSON.parse(await run(script));
  const names = ['hoofbeat.wasm', 'hoofbeat-sockjs.wasm'];
  assert.deepEqual(Object.keys(provenance.modules), names);
  for (const name of names) {
    const { sha256, octets, file } = provenance.modules[name];
    assert.ok(inside.includes(sha256), name);
    const published = readFileSync(project.installed(file.path));
    assert.equal(sha256Of(published), file.sha256);
    // Without the section that marks it.
    assert.equal(sha256Of(published.subarray(0, octets)), sha256);
    assert.deepEqual(
      WebAssembly.Module.customSections(new WebAssembly.Module(published), 'hoofbeat').length,
      1,
    );
  }
  assert.match(provenance.compiler, /^\d+\.\d+\.\d+$/);
  assert.equal(provenance.version, JSON.parse(project.read('package.json')).version);
});
