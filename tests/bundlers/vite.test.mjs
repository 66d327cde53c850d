import { describe, test } from 'node:test';
import * as vite from 'vite';
import * as vite7 from 'vite-7';
import { forms, writeApplication } from '../package/application.mjs';
import { Stage } from '../package/stage.mjs';

const stage = new Stage();
const timeout = 120_000;

// Up to 7, what is bundled before for developing is not beside its files any more, and the answer is the page's HTML.
const keepInPlace = { optimizeDeps: { exclude: ['hoofbeat'] } };
const versions = { 'Vite 8': [vite, {}], 'Vite 7': [vite7, { 'hoofbeat/streaming': keepInPlace }] };

for (const [name, [{ build, createServer }, settings]] of Object.entries(versions)) {
  for (const form of Object.keys(forms)) {
    const inProject = () => ({ root: stage.project.directory, configFile: false, logLevel: 'error' });

    describe(`${name}, ${form}`, () => {
      test('built, with no setting', { timeout }, async () => {
        writeApplication(stage.project, form);
        await build(inProject());
        const site = await stage.serve('dist');
        await stage.assertHearsInParts(site);
        await stage.assertHears(site.url);
      });

      test('by the server for developing', { timeout }, async () => {
        writeApplication(stage.project, form);
        const listener = { server: { host: '127.0.0.1', port: 0 } };
        const server = await createServer({ ...inProject(), ...listener, ...settings[form] });
        try {
          await server.listen();
          await stage.assertHears(server.resolvedUrls.local[0]);
        } finally {
          await server.close();
        }
      });
    });
  }
}
