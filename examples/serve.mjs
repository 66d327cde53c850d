// node examples/serve.mjs [--port 8081] [--before]
// Bundles the examples and serves their pages; with --before, with the libraries that they were written for.

import process from 'node:process';
import { parseArgs } from 'node:util';
import { context } from 'esbuild';
import { buildOptions, classicScripts, directory, examples } from './build.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8081' },
    before: { type: 'boolean', default: false },
  },
});
const host = '127.0.0.1';

const options = buildOptions({ isBefore: values.before });
const building = await context({
  ...options,
  entryPoints: [...options.entryPoints, ...classicScripts],
  loader: { '.umd.js': 'copy' },
});
const { port } = await building.serve({ host, port: Number(values.port), servedir: directory });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => building.dispose());
for (const name of examples) console.log(`http://${host}:${port}/${name}/`);
