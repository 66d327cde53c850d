// Declarations of what can be reached from the entries; the others are of no use to anybody. They are there twice,
// since their directory tells TypeScript whether they are of modules or of CommonJS.
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { writeIfChanged } from '../files.mjs';
import { inRepository } from '../paths.mjs';
import { run } from '../run.mjs';
import { forms } from './forms.mjs';

const dist = inRepository('dist');
const commonJS = join(dist, 'cjs');
const compiled = inRepository('build/types');

function reachedFromEntries() {
  const reached = new Set();
  const visit = (file) => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']*)\.js'/g)) {
      visit(resolve(dirname(file), `${specifier}.d.ts`));
    }
  };
  for (const entry of forms.flatMap((form) => Object.values(form.entries))) {
    visit(join(compiled, relative('web/src', entry)).replace(/\.ts$/, '.d.ts'));
  }
  return reached;
}

// Of scripts that export the constructor itself.
function writeSockJSOfCommonJS() {
  const text = readFileSync(inRepository('web/src/sockjs-commonjs.d.ts'), 'utf8');
  writeIfChanged(Buffer.from(text), join(commonJS, 'sockjs.d.ts'));

  const changes = [
    [
      "'./sockjs/sockjs.js';",
      "'../sockjs/sockjs.js';\nimport type * as streaming from './sockjs-module.js';",
    ],
    ['typeof module;', 'typeof module & typeof streaming;'],
    [
      '  export type Web',
      "  export type ModuleSource = import('./module-source.js').ModuleSource;\n  export type Web",
    ],
    ['export as namespace SockJS;\n', ''],
  ];
  const withLoad = changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`web/src/sockjs-commonjs.d.ts holds no ${from}`);
    return changed.replace(from, to);
  }, text);
  writeIfChanged(Buffer.from(withLoad), join(commonJS, 'streaming/sockjs.d.ts'));
}

function writeThoseOfClassicScript() {
  const ofAll = readFileSync(join(compiled, 'classic.d.ts'), 'utf8').replaceAll("'./", "'../cjs/");
  const globals = 'export as namespace hoofbeat;\nexport as namespace StompJs;\n';
  writeIfChanged(Buffer.from(ofAll + globals), join(dist, 'umd/hoofbeat.umd.d.ts'));
}

/** Writes all of them into dist/. */
export async function writeDeclarations() {
  rmSync(compiled, { recursive: true, force: true });
  const compiler = inRepository('node_modules/typescript/bin/tsc');
  await run(process.execPath, [compiler, '-p', inRepository('tsconfig.json'), '--outDir', compiled]);
  for (const file of reachedFromEntries()) {
    for (const directory of [dist, commonJS]) {
      writeIfChanged(readFileSync(file), join(directory, relative(compiled, file)));
    }
  }
  writeSockJSOfCommonJS();
  writeThoseOfClassicScript();
}
