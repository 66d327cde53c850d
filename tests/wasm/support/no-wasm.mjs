// Preloaded by the suite no-wasm: what the tests import is the core as JavaScript, and there is no WebAssembly.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { inRepository } from '../../../scripts/lib/paths.mjs';

const urlOf = (file) => pathToFileURL(inRepository(file)).href;
const instead = {
  [urlOf('build/testing/hoofbeat.js')]: urlOf('build/testing/no-wasm.js'),
  [urlOf('dist/index.js')]: urlOf('dist/no-wasm/index.js'),
  [urlOf('dist/sockjs.js')]: urlOf('dist/no-wasm/sockjs.js'),
};
const resolver = `const instead = ${JSON.stringify(instead)};
export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  return { ...resolved, url: instead[resolved.url] ?? resolved.url };
}`;
register(`data:text/javascript,${encodeURIComponent(resolver)}`);

// Node's own fetch is WebAssembly in part, which it compiles for the first request.
const server = createServer((_, response) => response.end());
await once(server.listen(0, '127.0.0.1'), 'listening');
await (await fetch(`http://127.0.0.1:${server.address().port}/`)).text();
server.closeAllConnections();
server.close();
delete globalThis.WebAssembly;
