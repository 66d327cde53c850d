import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { CommandFailed, run } from './run.mjs';
import { note } from './say.mjs';

/** What is installed for what: package name to reason. */
export const packageGroups = {
  build: {
    'g++': 'compiles the server',
    cmake: 'configures the builds',
    'ninja-build': 'runs the builds',
    emscripten: 'compiles the core to WebAssembly',
    'libboost1.81-dev': 'Beast and Asio: HTTP, WebSocket and TCP of the server',
    'nlohmann-json3-dev': 'reads the settings of the server',
    'libcli11-dev': 'reads the command line of the server',
    'libspdlog-dev': 'writes the logs of the server',
    'libssl-dev': 'SHA-1 and TLS',
  },
  test: {
    catch2: 'runs the C++ tests',
    'clang-format': 'checks the formatting of C++',
    chromium: 'runs the browser tests',
    'firefox-esr': 'runs them too',
    'webkit2gtk-driver': 'runs them too, with WebKitGTK',
    xvfb: 'is the screen that WebKitGTK draws on',
    'rabbitmq-server': 'is one of the brokers that the tests talk to',
    nginx: 'is the proxy in front of the server in some tests',
    valgrind: 'counts instructions',
  },
  bench: {
    'libbenchmark-dev': 'runs the native benchmarks',
  },
  lint: {
    'clang-tidy': 'looks for mistakes in C++',
  },
  fuzz: {
    'clang-16': 'compiles the fuzzers',
    'libclang-rt-16-dev': 'is libFuzzer and the sanitizers',
  },
};

const policyFile = '/usr/sbin/policy-rc.d';

function isInstalled(name) {
  const query = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], {
    encoding: 'utf8',
  });
  return query.status === 0 && query.stdout === 'installed';
}

/** [name, reason] of the packages of these groups that are not installed. */
export function missingPackages(groupNames) {
  return groupNames
    .flatMap((group) => Object.entries(packageGroups[group]))
    .filter(([name]) => !isInstalled(name));
}

function asRoot(command, args) {
  if (process.getuid() === 0) return [command, args];
  if (spawnSync('sudo', ['--version']).status !== 0)
    throw new CommandFailed(command, 'needs root: run this as root, or install sudo');
  return ['sudo', ['--preserve-env=DEBIAN_FRONTEND', command, ...args]];
}

// Some packages (rabbitmq-server, nginx) start a service when they are installed, which nobody asked for.
// policy-rc.d is Debian's way to forbid it; one that the machine has already is left to decide.
async function withoutStartingServices(action) {
  if (existsSync(policyFile)) return action();
  const policy = '#!/bin/sh\nexit 101\n';
  if (process.getuid() === 0) writeFileSync(policyFile, policy, { mode: 0o755 });
  else await run(...asRoot('sh', ['-c', `printf '${policy}' > ${policyFile} && chmod 755 ${policyFile}`]));
  try {
    return await action();
  } finally {
    if (process.getuid() === 0) rmSync(policyFile);
    else await run(...asRoot('rm', ['-f', policyFile]));
  }
}

/**
 * Installs what is missing of the named groups, telling what and why.
 *
 * @param {string[]} groupNames keys of `packageGroups`
 * @param {{dryRun?: boolean}} [options] dryRun: only tell
 */
export async function installPackages(groupNames, { dryRun = false } = {}) {
  if (spawnSync('dpkg-query', ['--version']).status !== 0) {
    const names = groupNames.flatMap((group) => Object.keys(packageGroups[group]));
    note(`not a Debian system: what these packages hold must be there already: ${names.join(' ')}`);
    return;
  }
  const missing = missingPackages(groupNames);
  if (missing.length === 0) return;
  console.log('Debian packages to install:');
  for (const [name, reason] of missing) console.log(`   ${name.padEnd(20)} ${reason}`);
  if (dryRun) return;

  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const names = missing.map(([name]) => name);
  // Another apt-get may be at work.
  const patience = ['-o', 'DPkg::Lock::Timeout=300'];
  await run(...asRoot('apt-get', ['update', '-q', ...patience]), { env });
  const install = [
    'install',
    '-q',
    '-y',
    '--no-install-recommends',
    '-o',
    'Dpkg::Use-Pty=0',
    ...patience,
    ...names,
  ];
  await withoutStartingServices(() => run(...asRoot('apt-get', install), { env }));
}
