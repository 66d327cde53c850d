import { build } from 'esbuild';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { startProcess } from '../support/processes.mjs';

const stompjs = {
  entryPoints: [inRepository('node_modules/@stomp/stompjs/esm6/index.js')],
  outfile: inRepository('build/bench/work/stompjs.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'warning',
};

/** Starts flood-server.mjs; stompjs is bundled as an application's bundler would. */
export async function startFloodServer() {
  await build(stompjs);
  const program = await startProcess(process.execPath, [inRepository('tests/bench/flood-server.mjs')]);
  const [, port] = await program.waitForOutput(/^listening (\d+)$/m);
  return {
    url: `http://127.0.0.1:${port}`,
    socketUrl: `ws://127.0.0.1:${port}`,
    stop: () => program.kill(),
  };
}
