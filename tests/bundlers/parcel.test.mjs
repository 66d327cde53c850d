import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Parcel } from '@parcel/core';
import { forms, writeApplication } from '../package/application.mjs';
import { Stage } from '../package/stage.mjs';

const stage = new Stage();
const defaultConfig = createRequire(import.meta.url).resolve('@parcel/config-default');

for (const form of Object.keys(forms)) {
  test(`Parcel, ${form}`, { timeout: 180_000 }, async () => {
    const { project } = stage;
    writeApplication(project, form);
    await new Parcel({
      entries: project.path('index.html'),
      defaultConfig,
      mode: 'production',
      shouldDisableCache: true,
      defaultTargetOptions: { distDir: project.path(form), publicUrl: './' },
    }).run();
    const site = await stage.serve(form);
    await stage.assertHearsInParts(site);
    await stage.assertHears(site.url);
  });
}
