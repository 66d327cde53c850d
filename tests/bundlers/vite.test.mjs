import { describe, test } from 'node:test';
import { build, createServer } from 'vite';
import { forms, writeApplication } from '../package/application.mjs';
import { Stage } from '../package/stage.mjs';

const stage = new Stage();
const inProject = () => ({ root: stage.project.directory, configFile: false, logLevel: 'error' });

for (const form of Object.keys(forms)) {
  describe(`Vite, ${form}`, () => {
    test('built', { timeout: 120_000 }, async () => {
      writeApplication(stage.project, form);
      await build(inProject());
      const site = await stage.serve('dist');
      await stage.assertHearsInParts(site);
      await stage.assertHears(site.url);
    });

    test('by the server for developing, which bundles dependencies before', {
      timeout: 120_000,
    }, async () => {
      writeApplication(stage.project, form);
      const server = await createServer({ ...inProject(), server: { host: '127.0.0.1', port: 0 } });
      try {
        await server.listen();
        await stage.assertHears(server.resolvedUrls.local[0]);
      } finally {
        await server.close();
      }
    });
  });
}
