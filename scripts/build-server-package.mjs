// Makes the npm package hoofbeat-server, for this platform: build/packages/hoofbeat-server/, and its tarball beside it.

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cmakeBuild } from './lib/cmake.mjs';
import { newest } from './lib/files.mjs';
import { pack } from './lib/pack.mjs';
import { inRepository } from './lib/paths.mjs';
import { note } from './lib/say.mjs';

const packages = inRepository('build/packages');
const serverPackage = path.join(packages, 'hoofbeat-server');
const hoofbeat = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
// Both packages have the same.
const { version } = hoofbeat;
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
  const { license, repository, bugs, homepage, engines } = hoofbeat;
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
const tarball = path.join(packages, `hoofbeat-server-${version}.tgz`);

function build() {
  for (const name of existsSync(packages) ? readdirSync(packages) : [])
    if (name.startsWith('hoofbeat-server')) rmSync(path.join(packages, name), { recursive: true });
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
  const manifestText = `${JSON.stringify(manifest(), null, 2)}\n`;
  writeFileSync(path.join(serverPackage, 'package.json'), manifestText);
  // The last: its time is that of all.
  pack(serverPackage, packages);
}

await cmakeBuild('portable', { targets: ['hoofbeat-server'] });
const isUpToDate = existsSync(tarball) && Math.max(...inputs.map(newest)) <= newest(tarball);
if (!isUpToDate) build();
note(`${path.relative(process.cwd(), tarball)}: for ${platform}${isUpToDate ? ', up to date' : ''}`);
