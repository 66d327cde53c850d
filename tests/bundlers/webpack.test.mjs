import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import webpack from 'webpack';
import { forms, page, writeApplication } from '../package/application.mjs';
import { Stage } from '../package/stage.mjs';

const stage = new Stage();

for (const form of Object.keys(forms)) {
  describe(`webpack, ${form}`, () => {
    for (const mode of ['production', 'development']) {
      test(mode, { timeout: 120_000 }, async () => {
        writeApplication(stage.project, form);
        const compiler = webpack({
          mode,
          context: stage.project.directory,
          entry: './src/main.js',
          output: { path: stage.project.path('dist') },
        });
        const stats = await promisify((done) => compiler.run(done))();
        await promisify((done) => compiler.close(done))();
        assert.deepEqual(stats.toJson({ all: false, errors: true }).errors, []);

        stage.project.write('dist/index.html', page('main.js'));
        const site = await stage.serve('dist');
        await stage.assertHearsInParts(site);
        await stage.assertHears(site.url);
      });
    }
  });
}
