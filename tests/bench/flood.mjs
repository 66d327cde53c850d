import { build } from 'esbuild';
import { inRepository, root } from '../../scripts/lib/paths.mjs';
import { startProcess } from '../support/processes.mjs';

const common = { bundle: true, minify: true, format: 'esm', target: 'es2022', logLevel: 'warning' };
const outfile = (name) => inRepository('build/bench/work', `${name}.js`);
const stompjs = {
  ...common,
  entryPoints: [inRepository('node_modules/@stomp/stompjs/esm6/index.js')],
  outfile: outfile('stompjs'),
};
// What is loaded when SockJS is asked for stays apart, as with most bundlers.
const later = {
  name: 'later',
  setup: ({ onResolve }) =>
    onResolve({ filter: /sockjs/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    ),
};
const hoofbeat = {
  ...common,
  stdin: { contents: "export { Client } from './dist/index.js';", resolveDir: root },
  outfile: outfile('hoofbeat'),
  plugins: [later],
};

/** Starts flood-server.mjs; both libraries are bundled as an application's bundler would. */
export async function startFloodServer() {
  await Promise.all([build(stompjs), build(hoofbeat)]);
  const program = await startProcess(process.execPath, [inRepository('tests/bench/flood-server.mjs')]);
  const [, port] = await program.waitForOutput(/^listening (\d+)$/m);
  return {
    url: `http://127.0.0.1:${port}`,
    socketUrl: `ws://127.0.0.1:${port}`,
    stop: () => program.kill(),
  };
}
