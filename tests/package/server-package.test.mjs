import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { InstalledServer, platform } from './installed-server.mjs';

// What is in the tarball of hoofbeat-server, and what its program needs of the machine that it runs on.

const project = new InstalledServer();
before(() => project.install());
after(() => project.remove());

const program = () => project.installed(platform, 'hoofbeat-server');
const readelf = (option) => execFileSync('readelf', [option, program()], { encoding: 'utf8' });

describe('the tarball', () => {
  test('holds the program, the console page with its modules, settings, and licences', () => {
    const files = readdirSync(project.installed(), { recursive: true });
    const licences = ['boost1.81', 'cli11', 'fmt', 'spdlog', 'ssl', 'stdc++-12'].map(
      (name) => `lib${name}-dev`,
    );
    for (const file of [
      `${platform}/hoofbeat-server`,
      'hoofbeat-server.mjs',
      'settings.example.json',
      'share/hoofbeat/console/index.html',
      'share/hoofbeat/dist/index.js',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      ...[...licences, 'nlohmann-json3-dev'].map((name) => `licenses/${name}.txt`),
    ])
      assert.ok(files.includes(file), file);
    assert.ok(!files.some((file) => /\.(map|d\.ts|cpp)$/.test(file)));
  });

  test('has the version of the package that it goes with, needs no other, and runs nothing when installed', () => {
    const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
    const manifest = read(project.installed('package.json'));
    assert.equal(manifest.version, read(inRepository('package.json')).version);
    assert.deepEqual(
      [manifest.dependencies, manifest.optionalDependencies, manifest.scripts],
      Array(3).fill(undefined),
    );
  });
});

describe('the program', () => {
  test('needs the C library alone', () => {
    const needed = Array.from(readelf('--dynamic').matchAll(/\(NEEDED\).*\[(.*)\]/g), ([, name]) => name);
    assert.ok(needed.length > 0);
    assert.deepEqual(
      needed.filter((name) => !/^(libc|libm|ld-linux-x86-64)\.so\.\d$/.test(name)),
      [],
    );
  });

  test('needs none later than that of Ubuntu 22.04', () => {
    const minors = Array.from(readelf('--version-info').matchAll(/GLIBC_2\.(\d+)/g), ([, minor]) =>
      Number(minor),
    );
    assert.ok(minors.length > 0 && Math.max(...minors) <= 35, `glibc 2.${Math.max(...minors)}`);
  });
});
