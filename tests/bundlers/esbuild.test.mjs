import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { build } from 'esbuild';
import { forms, page, writeApplication } from '../package/application.mjs';
import { Stage } from '../package/stage.mjs';

const stage = new Stage();

function bundle(outdir, options) {
  const { project } = stage;
  project.write(`${outdir}/index.html`, page('main.js'));
  return build({
    absWorkingDir: project.directory,
    entryPoints: ['src/main.js'],
    bundle: true,
    format: 'esm',
    outdir,
    logLevel: 'silent',
    ...options,
  });
}

for (const [form, { load }] of Object.entries(forms)) {
  describe(`esbuild, ${form}`, () => {
    for (const splitting of [true, false]) {
      test(splitting ? 'in parts' : 'in one file', { timeout: 60_000 }, async () => {
        writeApplication(stage.project, form);
        const outdir = `${form}-${splitting}`;
        await bundle(outdir, { splitting, minify: !splitting });
        // It leaves new URL(…, import.meta.url) as it is: the files belong beside what it writes.
        for (const name of load ? ['hoofbeat.wasm', 'hoofbeat-sockjs.wasm'] : []) {
          copyFileSync(stage.project.installed('dist/streaming', name), stage.project.path(outdir, name));
        }
        const site = await stage.serve(outdir);
        if (splitting) await stage.assertHearsInParts(site);
        await stage.assertHears(site.url);
      });
    }
  });
}

test('esbuild, hoofbeat/streaming with the files that its loader names', { timeout: 60_000 }, async () => {
  const { project } = stage;
  const url = (name) =>
    `import ${name} from 'hoofbeat/streaming/hoofbeat${name === 'sockjs' ? '-sockjs' : ''}.wasm';`;
  writeApplication(project, 'hoofbeat/streaming', { source: 'stomp', sockjsSource: 'sockjs' });
  project.write(
    'src/conversation.js',
    [url('stomp'), url('sockjs'), project.textOf('src/conversation.js')].join('\n'),
  );
  await bundle('named', { splitting: true, loader: { '.wasm': 'file' } });
  const site = await stage.serve('named');
  await stage.visit(site.url, async (tab) => {
    const [overWebSocket, overSockJS] = stage.configs;
    const hear = (config) => tab.evaluate((it) => window.application.hear(it), config);
    assert.equal(await hear(overWebSocket), 'by ws');
    const bySockJS = (it) => window.application.hearBySockJS(it);
    assert.equal(await tab.evaluate(bySockJS, stage.echoUrl), 'by SockJS');
    // Its module is loaded now, for the client too.
    assert.equal(await hear(overSockJS), 'by http');
  });
});
