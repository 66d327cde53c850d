import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import {
  ActivationState,
  Client,
  FrameImpl,
  Parser,
  SockJSClientSession,
} from '../../build/testing/hoofbeat.js';

// Nothing here may compile the modules before they are refused.

const { WebAssembly } = globalThis;
afterEach(() => {
  globalThis.WebAssembly = WebAssembly;
});

const users = {
  'Client.activate': () => new Client({ webSocketFactory: () => assert.fail() }).activate(),
  FrameImpl: () => new FrameImpl({ command: 'SEND', body: 'x' }).serialize(),
  Parser: () => new Parser(assert.fail, assert.fail).parseChunk('MESSAGE\n\n\0'),
  SockJS: () => new SockJSClientSession({}),
};

for (const [what, use] of Object.entries(users)) {
  test(`${what}: a Content-Security-Policy that refuses to compile is told with what it needs`, () => {
    // As Chromium has it.
    const refusal = new WebAssembly.CompileError(
      "WebAssembly.Module(): 'unsafe-eval' is not an allowed source",
    );
    class Module {
      constructor() {
        throw refusal;
      }
    }
    globalThis.WebAssembly = Object.assign(Object.create(WebAssembly), { Module });
    assert.throws(use, ({ name, code, message, cause }) => {
      assert.deepEqual([name, code], ['HoofbeatError', 'wasm_refused']);
      assert.match(message, /Content-Security-Policy.*script-src.*'wasm-unsafe-eval'.*hoofbeat\/no-wasm/);
      return cause === refusal;
    });
  });

  test(`${what}: surroundings without WebAssembly are told`, () => {
    globalThis.WebAssembly = undefined;
    assert.throws(use, { name: 'HoofbeatError', code: 'wasm_missing', message: /hoofbeat\/no-wasm/ });
  });
}

test('a lack of memory is told as what it is', () => {
  const lack = new RangeError('WebAssembly.Instance(): Out of memory');
  class Instance {
    constructor() {
      throw lack;
    }
  }
  globalThis.WebAssembly = Object.assign(Object.create(WebAssembly), { Instance });
  const expected = { name: 'HoofbeatError', code: 'wasm_failed', message: /Out of memory/, cause: lack };
  for (const use of Object.values(users)) assert.throws(use, expected);
});

test('a client that was refused is inactive, and starts when it is allowed to', async () => {
  globalThis.WebAssembly = undefined;
  const states = [];
  const client = new Client({
    webSocketFactory: () => new Promise(() => {}),
    onChangeState: (it) => states.push(it),
  });
  assert.throws(() => client.activate());
  assert.equal(client.state, ActivationState.INACTIVE);
  await client.deactivate();
  globalThis.WebAssembly = WebAssembly;
  client.activate();
  await client.deactivate({ force: true });
  assert.deepEqual(states, [ActivationState.ACTIVE, ActivationState.DEACTIVATING, ActivationState.INACTIVE]);
});
