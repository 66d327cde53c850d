import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import webpack from 'webpack';
import { forms } from '../package/application.mjs';
import { installPackage } from '../package/installed-package.mjs';

// Who imports Client alone gets no SockJS until it is asked for, and nothing of the legacy interface.

const project = installPackage();

const bundlers = {
  async esbuild(entry, outdir) {
    await build({
      absWorkingDir: project.directory,
      entryPoints: { main: entry },
      bundle: true,
      splitting: true,
      minify: true,
      format: 'esm',
      outdir,
    });
  },
  async Rollup(entry, outdir) {
    const bundle = await rollup({ input: { main: project.path(entry) }, plugins: [nodeResolve()] });
    await bundle.write({ dir: project.path(outdir) });
    await bundle.close();
  },
  async webpack(entry, outdir) {
    const output = { path: project.path(outdir) };
    const compiler = webpack({ mode: 'production', context: project.directory, entry: `./${entry}`, output });
    const stats = await promisify((done) => compiler.run(done))();
    await promisify((done) => compiler.close(done))();
    assert.deepEqual(stats.toJson({ all: false, errors: true }).errors, []);
  },
};

// Texts of the source, which no minifier changes.
const marks = {
  SockJS: "Failed to construct 'SockJS",
  'Stomp and CompatClient': 'Stomp.over did not receive a factory',
  FrameImpl: 'fromRawFrame',
  Parser: 'parseChunk',
};
const uses = {
  Client: ["import { Client } from 'FORM'; globalThis.it = Client;", []],
  everything: [
    "import * as all from 'FORM'; globalThis.it = all;",
    ['Stomp and CompatClient', 'FrameImpl', 'Parser'],
  ],
  nothing: ["import 'FORM';", []],
};

/** The text of a bundle's first script, and of the others. */
function textsOf(outdir) {
  const files = readdirSync(project.path(outdir)).filter((file) => file.endsWith('.js'));
  const others = files.filter((file) => file !== 'main.js');
  return [project.textOf(`${outdir}/main.js`), others.map((file) => project.textOf(`${outdir}/${file}`))];
}

for (const [bundler, bundle] of Object.entries(bundlers)) {
  for (const form of Object.keys(forms)) {
    describe(`${bundler}, ${form}`, () => {
      for (const [name, [text, expected]] of Object.entries(uses)) {
        test(`${name} imported`, { timeout: 60_000 }, async () => {
          const outdir = `out/${bundler}/${form}/${name}`;
          project.write('use.js', text.replace('FORM', form));
          await bundle('use.js', outdir);
          const [main, others] = textsOf(outdir);
          const found = Object.keys(marks).filter((mark) => main.includes(marks[mark]));
          assert.deepEqual(found, expected);
          if (name !== 'nothing') {
            assert.ok(
              others.some((other) => other.includes(marks.SockJS)),
              'SockJS is a part of its own',
            );
          }
        });
      }
    });
  }
}
