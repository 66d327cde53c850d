import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';
import { WebSocket } from 'ws';
import { SockJS } from '../../build/testing/hoofbeat.js';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { VirtualClock } from '../wasm/support/virtual-clock.mjs';

// Both libraries in time that passes when a test says so, while the network is the real one.

let clock;

/** What sockjs-client is given in the place of the platform's. */
const virtual = {
  setTimeout: (callback, delay = 0) => clock.schedule(callback, delay),
  clearTimeout: (timer) => clock.cancel(timer),
  Date: class {
    valueOf() {
      return clock.now();
    }
  },
};

/** Its own files, with another time; what it requires stays as it is. */
async function sockJSClient() {
  const entry = inRepository('node_modules/sockjs-client/lib/entry.js');
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    packages: 'external',
    define: Object.fromEntries(Object.keys(virtual).map((name) => [name, `virtual.${name}`])),
  });
  const module = { exports: {} };
  const run = compileFunction(outputFiles[0].text, ['module', 'exports', 'require', 'virtual']);
  run(module, module.exports, createRequire(entry), virtual);
  return module.exports;
}

export const librariesInVirtualTime = {
  theirs: { SockJS: await sockJSClient(), options: {} },
  ours: { SockJS, options: { webSocketFactory: (url) => new WebSocket(url) } },
};

/** Runs `use` with a clock that both libraries follow. */
export async function inVirtualTime(use) {
  clock = new VirtualClock();
  try {
    return await use(clock);
  } finally {
    clock.restore();
  }
}
