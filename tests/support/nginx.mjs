import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { freePort } from './ports.mjs';
import { startProcess } from './processes.mjs';
import { removeTemporaryDirectory, temporaryDirectory } from './temporary-directory.mjs';

// Not found by name: /usr/sbin is in the PATH of root alone.
const executable = process.env.NGINX ?? '/usr/sbin/nginx';
// Between choosing a free port and listening on it somebody else may take it.
const attempts = 3;
const temporaryPaths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

function replaceOnce(text, pattern, replacement) {
  const count = text.match(new RegExp(pattern, 'gm'))?.length ?? 0;
  if (count !== 1) throw new Error(`the configuration has ${count} times ${pattern}, not once`);
  return text.replace(new RegExp(pattern, 'm'), () => replacement);
}

/** The example with these two addresses in place of its own. */
function addressed(configuration, port, upstreamPort) {
  const listening = replaceOnce(configuration, 'listen 80;', `listen 127.0.0.1:${port};`);
  return replaceOnce(listening, 'server 127\\.0\\.0\\.1:8080;', `server 127.0.0.1:${upstreamPort};`);
}

/** What stands around the examples in the http context: everything in the private directory, logs of our own. */
function mainConfiguration() {
  return [
    'daemon off;',
    // The workers of a master that is root would become nobody, who may not read the private directory.
    ...(process.getuid() === 0 ? ['user root;'] : []),
    'worker_processes 1;',
    'pid nginx.pid;',
    'error_log stderr notice;',
    'events { worker_connections 1024; }',
    'http {',
    `log_format requests '$request_method $request_uri $status';`,
    'access_log requests.log requests;',
    ...temporaryPaths.map((name) => `${name}_temp_path temporary/${name};`),
    'include site.conf;',
    '}',
    '',
  ].join('\n');
}

/** A private nginx: its own directory and port, on 127.0.0.1. */
class Nginx {
  #directory = temporaryDirectory('nginx');
  #process;

  async start(configuration, upstreamPort) {
    try {
      this.port = await freePort();
      mkdirSync(this.#file('temporary'));
      writeFileSync(this.#file('nginx.conf'), mainConfiguration());
      writeFileSync(this.#file('site.conf'), addressed(configuration, this.port, upstreamPort));
      this.#process = await startProcess(executable, [
        '-e',
        'stderr',
        '-p',
        this.#directory,
        '-c',
        this.#file('nginx.conf'),
      ]);
      await this.#process.waitForOutput(/start worker process \d+/);
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  #file(name) {
    return path.join(this.#directory, name);
  }

  get httpUrl() {
    return `http://127.0.0.1:${this.port}/`;
  }

  get pid() {
    return this.#process.pid;
  }

  /** What it has printed so far: its error log. */
  get output() {
    return this.#process.output;
  }

  /** The requests that have ended so far: `method path status`, status 101 for WebSocket. */
  get requests() {
    return readFileSync(this.#file('requests.log'), 'utf8').split('\n').slice(0, -1);
  }

  /** A stop that closes all connections. Nothing of it is left running, nor on disk. */
  async stop() {
    try {
      await this.#process.end();
    } finally {
      removeTemporaryDirectory(this.#directory);
    }
  }

  /** Ends it as a crash would. */
  async kill() {
    await this.#process?.kill();
    removeTemporaryDirectory(this.#directory);
  }
}

/**
 * Starts an nginx of its own in front of a server.
 *
 * @param {{configuration: string, upstreamPort: number}} options configuration: the name of a file in examples/nginx,
 *   or a text of its kind; upstreamPort: of 127.0.0.1
 * @returns {Promise<Nginx>} httpUrl, port, requests, stop(), kill(), output
 */
export async function startNginx({ configuration, upstreamPort }) {
  if (!existsSync(executable)) throw new Error('nginx is missing: node scripts/setup.mjs test');
  const text = configuration.endsWith('.conf')
    ? readFileSync(inRepository('examples/nginx', configuration), 'utf8')
    : configuration;
  for (let attempt = 1; ; ++attempt) {
    const nginx = new Nginx();
    try {
      await nginx.start(text, upstreamPort);
      return nginx;
    } catch (error) {
      if (attempt === attempts || !/bind\(\) .*failed/.test(error.message)) throw error;
    }
  }
}
