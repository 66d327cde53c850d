import { copyFileSync } from 'node:fs';
import { test } from 'node:test';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { forms, page, writeApplication } from '../package/application.mjs';
import { Stage } from '../package/stage.mjs';

const stage = new Stage();

for (const [form, { load }] of Object.entries(forms)) {
  test(`Rollup, ${form}`, { timeout: 120_000 }, async () => {
    const { project } = stage;
    writeApplication(project, form);
    const bundle = await rollup({ input: project.path('src/main.js'), plugins: [nodeResolve()] });
    await bundle.write({ dir: project.path(form) });
    await bundle.close();
    // It leaves new URL(…, import.meta.url) as it is: the files belong beside what it writes.
    for (const name of load ? ['hoofbeat.wasm', 'hoofbeat-sockjs.wasm'] : []) {
      copyFileSync(project.installed('dist/streaming', name), project.path(form, name));
    }
    project.write(`${form}/index.html`, page('main.js'));
    const site = await stage.serve(form);
    await stage.assertHearsInParts(site);
    await stage.assertHears(site.url);
  });
}
