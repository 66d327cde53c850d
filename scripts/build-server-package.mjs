// Makes the npm package hoofbeat-server, for this platform: build/packages/hoofbeat-server/, which `npm pack` takes.

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cmakeBuild } from './lib/cmake.mjs';
import { inRepository } from './lib/paths.mjs';
import { note } from './lib/say.mjs';

const serverPackage = inRepository('build/packages/hoofbeat-server');
const platform = `${process.platform}-${process.arch}`;

// What is linked into the program, by the Debian package whose copyright file has its licence.
const linked = [
  'libboost1.81-dev',
  'libcli11-dev',
  'libfmt-dev',
  'libspdlog-dev',
  'libssl-dev',
  'libstdc++-12-dev',
  'nlohmann-json3-dev',
];

function manifest() {
  const { version, license, repository, bugs, homepage, engines } = JSON.parse(
    readFileSync(inRepository('package.json'), 'utf8'),
  );
  return {
    name: 'hoofbeat-server',
    version,
    description: 'A STOMP broker for developing front ends: WebSocket, SockJS and TCP, with a console page',
    keywords: ['stomp', 'websocket', 'sockjs', 'broker', 'development'],
    license,
    repository,
    bugs,
    homepage,
    type: 'module',
    engines,
    bin: { 'hoofbeat-server': 'hoofbeat-server.mjs' },
    exports: { './package.json': './package.json' },
  };
}

/** A module of the npm package, and what it loads, at once or later. */
function modulesFrom(entry, found = new Set()) {
  if (found.has(entry)) return found;
  found.add(entry);
  const code = readFileSync(inRepository('dist', entry), 'utf8');
  for (const [, name] of code.matchAll(/\b(?:from|import) ?\(?"\.\/([^"]*\.js)"/g)) modulesFrom(name, found);
  return found;
}

function take(from, to) {
  cpSync(inRepository(from), path.join(serverPackage, to), { recursive: true });
}

function newest(file) {
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(...readdirSync(file).map((name) => newest(path.join(file, name))));
}

const inputs = [
  'build/portable/bin/hoofbeat-server',
  'dist',
  'native-server/npm',
  'native-server/console',
  'native-server/settings.example.json',
  'package.json',
  'CHANGELOG.md',
  'LICENSE',
  'scripts/build-server-package.mjs',
].map((name) => inRepository(name));
const manifestFile = path.join(serverPackage, 'package.json');

function build() {
  rmSync(serverPackage, { recursive: true, force: true });
  mkdirSync(path.join(serverPackage, 'licenses'), { recursive: true });
  take('build/portable/bin/hoofbeat-server', `${platform}/hoofbeat-server`);
  take('native-server/npm/hoofbeat-server.mjs', 'hoofbeat-server.mjs');
  chmodSync(path.join(serverPackage, 'hoofbeat-server.mjs'), 0o755);
  take('native-server/npm/README.md', 'README.md');
  for (const name of ['CHANGELOG.md', 'LICENSE']) take(name, name);
  take('native-server/settings.example.json', 'settings.example.json');
  // Where the program looks for them: share/ beside its directory (native-server/installed_files.cpp).
  take('native-server/console', 'share/hoofbeat/console');
  for (const file of modulesFrom('index.js')) take(`dist/${file}`, `share/hoofbeat/dist/${file}`);
  for (const name of linked) {
    const text = readFileSync(`/usr/share/doc/${name}/copyright`);
    writeFileSync(path.join(serverPackage, 'licenses', `${name}.txt`), text);
  }
  // The last: its time is that of all.
  writeFileSync(manifestFile, `${JSON.stringify(manifest(), null, 2)}\n`);
}

await cmakeBuild('portable', { targets: ['hoofbeat-server'] });
const isUpToDate =
  existsSync(manifestFile) && Math.max(...inputs.map(newest)) <= statSync(manifestFile).mtimeMs;
if (!isUpToDate) build();
note(`${path.relative(process.cwd(), serverPackage)}: for ${platform}${isUpToDate ? ', up to date' : ''}`);
