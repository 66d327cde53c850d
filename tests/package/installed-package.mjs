import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before } from 'node:test';
import { promisify } from 'node:util';
import { pack } from '../../scripts/lib/pack.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { removeTemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.mjs';

const run = promisify(execFile);

/** A directory with nothing but a package.json. */
export class EmptyProject {
  constructor(purpose, manifest = {}) {
    this.directory = temporaryDirectory(purpose);
    this.write(
      'package.json',
      JSON.stringify({ name: 'empty', version: '1.0.0', private: true, ...manifest }),
    );
  }

  path(...parts) {
    return path.join(this.directory, ...parts);
  }

  write(name, text) {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  textOf(name) {
    return readFileSync(this.path(name), 'utf8');
  }

  npm(...args) {
    return run('npm', [...args, '--no-audit', '--no-fund', '--no-update-notifier'], { cwd: this.directory });
  }

  /** Runs a program there; returns what it printed. */
  async run(program, args) {
    const { stdout } = await run(program, args, { cwd: this.directory });
    return stdout.trim();
  }

  /** Writes a script and runs it by Node; returns what it printed. */
  runScript(name, text, flags = []) {
    this.write(name, text);
    return this.run(process.execPath, [...flags, name]);
  }

  remove() {
    removeTemporaryDirectory(this.directory);
  }
}

/** An empty project in which the tarball that would be published is installed. */
export class InstalledPackage extends EmptyProject {
  /** Paths in the tarball, sorted. */
  files = [];

  async install() {
    const { file, paths } = pack(root, this.directory);
    this.files = paths;
    await this.npm('install', '--offline', file);
  }

  /** The path of a file of the installed package. */
  installed(...parts) {
    return this.path('node_modules', 'hoofbeat', ...parts);
  }

  read(...parts) {
    return readFileSync(this.installed(...parts), 'utf8');
  }
}

/** For all tests of a file; it is there before the first test runs. */
export function installPackage() {
  const project = new InstalledPackage('package');
  before(() => project.install());
  after(() => project.remove());
  return project;
}
