import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import vm from 'node:vm';
import * as esbuild from 'esbuild';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { complaintsAbout } from './compiler.mjs';
import { installPackage } from './installed-package.mjs';

// The code of MIGRATION.md and README.md, block by block, with the installed package.

const project = installPackage();
const { version, devDependencies } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));

/** [{language, code, title}] */
function blocksOf(file) {
  const text = readFileSync(inRepository(file), 'utf8');
  const found = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  return found.map(([, language, code], index) => {
    const title = `${file}, block ${index + 1}`;
    return language === 'diff' ? { language: 'ts', code: addedBy(code), title } : { language, code, title };
  });
}
const addedBy = (diff) => diff.replace(/^-.*\n/gm, '').replace(/^\+/gm, '');
const blocks = ['MIGRATION.md', 'README.md'].flatMap(blocksOf);
const blocksIn = (...languages) => blocks.filter(({ language }) => languages.includes(language));
const isCommonJS = ({ code }) => code.includes('require(');

test('the blocks are of languages that are looked at', () => {
  const languages = new Set(blocks.map(({ language }) => language));
  assert.deepEqual([...languages].sort(), ['html', 'js', 'json', 'sh', 'ts']);
});

test('code compiles strictly', async () => {
  const options = { module: 'NodeNext', moduleResolution: 'NodeNext', allowJs: true, checkJs: true };
  // TypeScript has it from the types of Node, which a page does not have.
  project.write('require.d.cts', 'declare function require(name: string): any;');
  const sources = blocksIn('js', 'ts').map((block) => {
    const name = block.title.replace(/[ .,]+/g, '-');
    // Only files of JavaScript know require().
    if (isCommonJS(block)) return [`${name}.cjs`, block.code];
    const isWhole = /^(import|export) /m.test(block.code);
    // What is no whole module goes on from the block before it.
    return [`${name}.mts`, isWhole ? block.code : `import { Client } from 'hoofbeat';\n${block.code}`];
  });
  assert.ok(sources.length > 6);
  assert.equal(await complaintsAbout(project, Object.fromEntries(sources), options), '');
});

describe('code runs', () => {
  // Those that connect are run in pages, by the tests of the browser.
  const passive = blocksIn('js', 'ts').filter(
    ({ code }) => /\b(import|export|require)\b/.test(code) && !/activate\(|new SockJS\(/.test(code),
  );
  test('there are some', () => assert.ok(passive.length >= 4));
  for (const block of passive) {
    test(block.title, async () => {
      const { code } = esbuild.transformSync(block.code, { loader: 'ts', tsconfigRaw: '{}' });
      const name = isCommonJS(block) ? 'run.cjs' : 'run.mjs';
      assert.equal(await project.runScript(name, `${code}\nconsole.log('done');`), 'done');
    });
  }
});

for (const { code, title } of blocksIn('html')) {
  test(`${title}: the script is in the package, and the page's code runs behind it`, () => {
    const [, copied] = /<!-- a copy of node_modules\/hoofbeat\/(\S+) -->/.exec(code);
    const [script] = /[^/"]+(?="><\/script>)/.exec(code);
    assert.ok(copied.endsWith(`/${script}`));
    const context = vm.createContext({});
    vm.runInContext(project.read(copied), context);
    const [, own] = /<script>\n(.*?)<\/script>/s.exec(code);
    const made = vm.runInContext(`${own}; [client, legacy, StompJs.Client, StompJs.CompatClient]`, context);
    const [client, legacy, Client, CompatClient] = made;
    assert.ok(client instanceof Client && legacy instanceof CompatClient);
  });
}

for (const { code, title } of blocksIn('json')) {
  test(`${title}: tells this version, by the names of packages that are tested`, () => {
    const { dependencies, overrides } = JSON.parse(code);
    assert.deepEqual(overrides, { '@stomp/stompjs': `npm:hoofbeat@${version}` });
    for (const [name, range] of Object.entries(dependencies)) {
      const [major, minor] = devDependencies[name].split('.');
      assert.equal(range, `^${major}.${minor}.0`, name);
    }
  });
}

test('a bundler’s alias takes sockjs-client to ours', async () => {
  project.write('alias.mjs', "import SockJS from 'sockjs-client';\nconsole.log(SockJS.version);");
  project.write('alias.cjs', "console.log(require('sockjs-client').version);");
  for (const name of ['alias.mjs', 'alias.cjs']) {
    const alias = { 'sockjs-client': 'hoofbeat/sockjs' };
    const bundle = { bundle: true, write: false, format: 'cjs', absWorkingDir: project.directory, alias };
    const { outputFiles } = await esbuild.build({ ...bundle, entryPoints: [project.path(name)] });
    assert.equal(await project.runScript('aliased.cjs', outputFiles[0].text), version);
  }
});

describe('what is told to be installed, run or served', () => {
  test('is the version that is compared with', () => {
    const commands = blocksIn('sh').flatMap(({ code }) => code.match(/[@\w/-]+@\d[\d.]*/g) ?? []);
    assert.ok(commands.length >= 3);
    for (const command of commands) {
      const at = command.lastIndexOf('@');
      assert.equal(command.slice(at + 1), devDependencies[command.slice(0, at)], command);
    }
  });

  test('is a script of this repository', () => {
    const { scripts } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
    const readme = readFileSync(inRepository('README.md'), 'utf8');
    const named = Array.from(readme.matchAll(/npm run ([\w:-]+)/g), ([, name]) => name);
    assert.ok(named.length >= 3);
    for (const name of named) assert.ok(name in scripts, name);
    for (const [, file] of readme.matchAll(/^node (\S+)/gm)) assert.ok(existsSync(inRepository(file)), file);
  });
});

describe('links', () => {
  const anchorOf = (heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-');
  for (const file of ['MIGRATION.md', 'README.md', 'ARCHITECTURE.md']) {
    test(`${file}: what it links is there`, () => {
      const text = readFileSync(inRepository(file), 'utf8');
      const anchors = Array.from(text.matchAll(/^#+ (.*)$/gm), ([, heading]) => anchorOf(heading));
      const targets = Array.from(text.matchAll(/\]\(([^)]+)\)/g), ([, target]) => target);
      assert.ok(targets.length > 1);
      for (const target of targets.filter((it) => !it.startsWith('http'))) {
        if (target.startsWith('#')) assert.ok(anchors.includes(target.slice(1)), target);
        else assert.ok(existsSync(inRepository(target)), target);
      }
    });
  }

  test('MIGRATION.md is in the package', () => assert.ok(existsSync(project.installed('MIGRATION.md'))));
});
