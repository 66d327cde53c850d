import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { serveDirectory } from '../browser/served-directory.mjs';
import { engines, openPage } from '../support/browser-engines.mjs';
import { InstalledPackage } from './installed-package.mjs';

// Old applications, with the one file for pages without modules out of the tarball.

const fill = async (directory) => {
  const project = new InstalledPackage('classic');
  await project.install();
  cpSync(project.installed('dist/umd/hoofbeat.umd.js'), path.join(directory, 'hoofbeat.umd.js'));
  project.remove();
  cpSync(inRepository('tests/package/classic-page'), directory, { recursive: true });
};
const served = serveDirectory('classic-page', fill, ['--test-services']);
const answers = {
  client: 'by a client',
  overSockJS: 'over SockJS',
  httpUrl: 'a SockJS: true',
  sockJS: 'by SockJS',
};

for (const { name: engine, launch } of engines) {
  describe(`a classic script in ${engine}`, () => {
    const place = openPage(launch);

    /** Runs `check` with a page on which the classic scripts were loaded. */
    async function onPage(check) {
      const page = await place.browser.newPage();
      try {
        await page.goto(served.server.httpUrl);
        await check(page);
        assert.deepEqual(await page.problems(), []);
      } finally {
        await page.close();
      }
    }

    for (const [name, answer] of Object.entries(answers)) {
      test(`${name}, on a page`, { timeout: 60_000 }, () =>
        onPage(async (page) => {
          assert.equal(await page.evaluate((it) => applications[it](), name), answer);
        }),
      );
    }

    for (const [name, answer] of Object.entries(answers)) {
      test(`${name}, in a worker`, { timeout: 60_000 }, () =>
        onPage(async (page) => {
          const ask = (it) =>
            new Promise((resolve, reject) => {
              const worker = new Worker('worker.js');
              worker.onmessage = ({ data }) => resolve(data);
              worker.onerror = ({ message }) => reject(new Error(message));
              worker.postMessage(it);
            });
          assert.deepEqual(await page.evaluate(ask, name), { body: answer });
        }),
      );
    }

    test('its globals are hoofbeat, StompJs and SockJS, and no others', () =>
      onPage(async (page) => {
        const added = await page.evaluate(async () => {
          const frame = document.body.appendChild(document.createElement('iframe'));
          const before = new Set(Object.getOwnPropertyNames(frame.contentWindow));
          const script = frame.contentDocument.createElement('script');
          script.src = '/hoofbeat.umd.js';
          const loaded = new Promise((resolve) => {
            script.onload = resolve;
          });
          frame.contentDocument.head.append(script);
          await loaded;
          return Object.getOwnPropertyNames(frame.contentWindow).filter((name) => !before.has(name));
        });
        assert.deepEqual(added.sort(), ['SockJS', 'StompJs', 'hoofbeat']);
      }));
  });
}
