import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { build } from 'esbuild';
import { buildOptions, directory, examples } from '../../examples/build.mjs';

// What tells an example of ours from the same one of the old libraries is an import line or two, and nothing else.

const exportLine = /^export \{ (.+) \} from '([^']+)';$/;
const packages = {
  libraries: ['hoofbeat', 'hoofbeat/sockjs'],
  'libraries.before': ['@stomp/stompjs', 'sockjs-client'],
};

/** The name that each line exports, and the package it comes from. */
function linesOf(example, file) {
  const text = readFileSync(path.join(directory, example, `${file}.js`), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, name, source] = exportLine.exec(line) ?? assert.fail(`not an import line: ${line}`);
      return { name, source };
    });
}

/** What goes into the example's page: its own modules, and the modules that those import by a package's name. */
async function inputsOf(example, isBefore) {
  const { metafile } = await build({ ...buildOptions({ isBefore, names: [example] }), metafile: true });
  const own = Object.keys(metafile.inputs).filter((file) => file.startsWith(`${example}/`));
  const imports = own.flatMap((file) =>
    metafile.inputs[file].imports.map(({ original }) => [file, original]),
  );
  return { own, foreign: imports.filter(([, specifier]) => !specifier.startsWith('.')) };
}

for (const example of examples) {
  describe(example, () => {
    test('the lines name the same things, of the one pair and of the other', () => {
      const [now, before] = Object.keys(packages).map((file) => linesOf(example, file));
      assert.deepEqual(
        now.map(({ name }) => name),
        before.map(({ name }) => name),
      );
      for (const [file, allowed] of Object.entries(packages))
        for (const { source } of linesOf(example, file)) assert.ok(allowed.includes(source), source);
    });

    test('all other sources are the same, and name no library', async () => {
      const now = await inputsOf(example, false);
      const before = await inputsOf(example, true);
      const others = ({ own }) => own.filter((file) => !/\/libraries(\.before)?\.js$/.test(file)).sort();
      assert.deepEqual(others(now), others(before));
      assert.ok(others(now).includes(`${example}/main.js`));
      for (const [{ foreign }, file] of [
        [now, 'libraries'],
        [before, 'libraries.before'],
      ])
        assert.deepEqual(
          foreign.sort(),
          linesOf(example, file)
            .map(({ source }) => [`${example}/${file}.js`, source])
            .sort(),
        );
    });
  });
}
