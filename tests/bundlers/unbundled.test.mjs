import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { conversation, forms, main, page } from '../package/application.mjs';
import { Stage } from '../package/stage.mjs';

const stage = new Stage();
const timeout = 60_000;

const importMap = {
  imports: { hoofbeat: '/node_modules/hoofbeat/dist/index.js', 'hoofbeat/': '/node_modules/hoofbeat/dist/' },
};
const inWorker = `import { hear, hearBySockJS } from './conversation.js';

const answer = async ({ config, url }) => (config ? hear(config) : hearBySockJS(url));
const listen = (port) => {
  port.onmessage = async ({ data }) => port.postMessage(await answer(data));
};
if ('onconnect' in globalThis) globalThis.onconnect = ({ ports }) => listen(ports[0]);
else listen(globalThis);
`;
// On a page: the same application as elsewhere, which asks the worker.
const asking = {
  Worker: "const port = new Worker('/worker.js', { type: 'module' });",
  SharedWorker: "const { port } = new SharedWorker('/worker.js', { type: 'module' });",
};
const ask = `const ask = (question) => new Promise((resolve) => {
  port.onmessage = ({ data }) => resolve(data);
  port.postMessage(question);
});
window.application = { hear: (config) => ask({ config }), hearBySockJS: (url) => ask({ url }) };
`;
// With the globals of the classic script.
const classic = `window.application = {
  hear: (config) => new Promise((resolve) => {
    const client = new hoofbeat.Client(config);
    client.onConnect = () => {
      client.subscribe('/topic/classic', ({ body }) => {
        resolve(body);
        client.deactivate();
      });
      client.publish({ destination: '/topic/classic', body: 'by ' + config.brokerURL.split(':')[0] });
    };
    client.activate();
  }),
  hearBySockJS: (url) => new Promise((resolve) => {
    const socket = new SockJS(url, null, { transports: 'xhr-streaming' });
    socket.onopen = () => socket.send('by SockJS');
    socket.onmessage = ({ data }) => {
      resolve(data);
      socket.close();
    };
  }),
};
`;

for (const form of Object.keys(forms)) {
  describe(`with no bundler, ${form}`, () => {
    test('a module by its path', { timeout }, async () => {
      stage.writeUnbundled(form);
      const site = await stage.serve('.');
      await stage.assertHearsInParts(site);
      await stage.assertHears(site.url);
    });

    test('a module by an import map', { timeout }, async () => {
      const file = (name) => (form === 'hoofbeat' ? `hoofbeat/${name}.js` : `${form}/${name}.js`);
      const from = form === 'hoofbeat' ? form : file('index');
      stage.project.write('conversation.js', conversation(form, { from, sockjs: file('sockjs') }));
      stage.project.write('main.js', main);
      const map = `<script type="importmap">${JSON.stringify(importMap)}</script>`;
      stage.project.write('index.html', page('/main.js').replace('    <script', `    ${map}\n    <script`));
      const site = await stage.serve('.');
      await stage.assertHearsInParts(site);
      await stage.assertHears(site.url);
    });

    for (const [kind, making] of Object.entries(asking)) {
      test(`a ${kind}`, { timeout }, async () => {
        stage.writeUnbundled(form);
        stage.project.write('worker.js', inWorker);
        stage.project.write('main.js', making + ask);
        await stage.assertHears((await stage.serve('.')).url);
      });
    }
  });
}

test('with no bundler, a classic script', { timeout }, async () => {
  const scripts = ['/node_modules/hoofbeat/dist/umd/hoofbeat.umd.js', '/main.js'];
  const tags = scripts.map((src) => `<script src="${src}"></script>`).join('');
  stage.project.write('main.js', classic);
  stage.project.write('index.html', page('').replace(/<script.*<\/script>/, tags));
  const site = await stage.serve('.');
  await stage.assertHears(site.url);
  assert.equal(site.requests.filter((path) => path.startsWith('/node_modules/')).length, 1);
});
