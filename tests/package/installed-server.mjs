import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { startProcess } from '../support/processes.mjs';
import { EmptyProject } from './installed-package.mjs';

export const platform = `${process.platform}-${process.arch}`;

const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));

/** The tarball that would be published. */
export const serverTarball = inRepository(`build/packages/hoofbeat-server-${version}.tgz`);

/** An empty project, its path with a space, in which hoofbeat-server is installed from its tarball and nothing else. */
export class InstalledServer extends EmptyProject {
  constructor() {
    super('server package');
  }

  install() {
    return this.npm('install', '--offline', '--cache', this.path('.cache'), serverTarball);
  }

  /** The path of a file of the installed package. */
  installed(...parts) {
    return this.path('node_modules/hoofbeat-server', ...parts);
  }

  /** Starts it by npx. */
  start(args) {
    return startProcess('npx', ['hoofbeat-server', ...args], { cwd: this.directory });
  }

  /** Starts it without npm. */
  launch(args) {
    return startProcess(process.execPath, [this.installed('hoofbeat-server.mjs'), ...args]);
  }

  /** Runs a program there to its end, npx hoofbeat-server unless told; returns its status and output. */
  ended(args, { command = 'npx', before = ['hoofbeat-server'] } = {}) {
    const options = { cwd: this.directory, encoding: 'utf8', timeout: 20_000 };
    const { status, stdout, stderr } = spawnSync(command, [...before, ...args], options);
    return { status, stdout, stderr };
  }
}
