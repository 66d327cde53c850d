import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { forms } from './application.mjs';
import { Stage } from './stage.mjs';

// What a Content-Security-Policy has to allow, in Chromium, with the package as it is in the tarball and no bundler.

const stage = new Stage();
const timeout = 60_000;

/** Serves an application with this policy. */
function serve(form, policy) {
  const { host } = new URL(stage.broker.httpUrl);
  const connections = `connect-src 'self' http://${host} ws://${host}`;
  const whole = `default-src 'none'; img-src data:; ${connections}; ${policy}`;
  stage.writeUnbundled(form);
  return stage.serve('.', { headers: { 'content-security-policy': whole } });
}

const withWasm = "script-src 'self' 'wasm-unsafe-eval'";
const without = "script-src 'self'";

describe('a Content-Security-Policy', () => {
  for (const form of Object.keys(forms)) {
    const policy = form === 'hoofbeat/no-wasm' ? without : withWasm;
    test(`${form} needs no more than ${policy}`, { timeout }, async () => {
      const site = await serve(form, policy);
      await stage.assertHearsInParts(site);
      await stage.assertHears(site.url);
    });
  }

  // The one that streams looks whether anything would be compiled.
  const refusals = { hoofbeat: 1, 'hoofbeat/streaming': 2 };
  for (const [form, count] of Object.entries(refusals)) {
    test(`${form} tells what it needs where it is refused`, { timeout }, async () => {
      const site = await serve(form, without);
      const use = async (tab) => {
        const error = await tab.evaluate(async (config) => {
          try {
            return await window.application.hear(config);
          } catch ({ name, code, condition, message }) {
            return { name, code, condition, message };
          }
        }, stage.configs[0]);
        const { message, ...rest } = error;
        assert.deepEqual(rest, { name: 'HoofbeatError', code: 'wasm_refused', condition: 'misuse' });
        assert.match(message, /Content-Security-Policy.*script-src.*'wasm-unsafe-eval'.*hoofbeat\/no-wasm/);
      };
      await stage.visit(site.url, use, { violations: Array(count).fill('script-src wasm-eval') });
    });
  }
});
