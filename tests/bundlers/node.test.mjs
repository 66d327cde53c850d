import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { conversation, forms } from '../package/application.mjs';
import { installPackage } from '../package/installed-package.mjs';
import { startServer } from '../support/server.mjs';

// In Node, whose own WebSocket is younger than the oldest Node that the package is for.

const project = installPackage();
let broker;
before(async () => {
  broker = await startServer({ args: ['--test-services'] });
});
after(() => broker?.stop());

const ws = pathToFileURL(inRepository('node_modules/ws/wrapper.mjs'));
// Node's own fetch is WebAssembly in part, which it compiles for the first request.
const deletion = 'await (await fetch(urls.http)).text(); delete globalThis.WebAssembly;';

/** Calls `hear` and `hearBySockJS`, and prints what they say. */
function talk(form) {
  const urls = { http: broker.httpUrl, ws: broker.webSocketUrl };
  return `
    const urls = ${JSON.stringify(urls)};
    ${form === 'hoofbeat/no-wasm' ? deletion : ''}
    const { default: WebSocket } = await import('${ws}');
    const webSocketFactory = () => new WebSocket(urls.ws, ['v12.stomp']);
    console.log(await hear({ brokerURL: urls.ws, webSocketFactory }));
    console.log(await hear({ brokerURL: urls.http + 'ws', sockjs: { transports: 'xhr-streaming' } }));
    console.log(await hearBySockJS(urls.http + 'echo'));
    console.log(typeof WebAssembly);`;
}

for (const form of Object.keys(forms)) {
  describe(`Node, ${form}`, () => {
    const said = ['by ws', 'by http', 'by SockJS', form === 'hoofbeat/no-wasm' ? 'undefined' : 'object'];

    test('as modules', async () => {
      project.write('conversation.mjs', conversation(form));
      const script = `import { hear, hearBySockJS } from './conversation.mjs';\n${talk(form)}`;
      assert.deepEqual((await project.runScript('use.mjs', script)).split('\n'), said);
    });

    test('by require()', async () => {
      const text = conversation(form)
        .replace(
          /^import \{(.*)\} from '(.*)';$/m,
          (_, names, from) => `const {${names}} = require('${from}');`,
        )
        .replace(/\{ default: SockJS(.*?) \} = await import\((.*)\)/, '{ SockJS$1 } = require($2)')
        .replaceAll('export async', 'async');
      const script = `${text}\n(async () => {${talk(form)}})();`;
      const oldNode = '--no-experimental-require-module';
      const flags = process.allowedNodeEnvironmentFlags.has('--experimental-require-module') ? [oldNode] : [];
      assert.deepEqual((await project.runScript('use.cjs', script, flags)).split('\n'), said);
    });
  });
}
