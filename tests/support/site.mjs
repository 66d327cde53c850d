import { once } from 'node:events';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.wasm': 'application/wasm',
};

/** Serves a directory as it is, and knows what was asked for. */
export class Site {
  #server = createServer((request, response) => this.#answer(request, response));
  #directory;
  #headers;
  #types;
  /** Paths, in the order in which they were asked for. */
  requests = [];

  /**
   * @param {string} directory
   * @param {{headers?: Record<string, string>, types?: Record<string, string>}} [options] headers: of each answer;
   *   types: by extension, in place of the right ones
   */
  constructor(directory, options = {}) {
    this.#directory = directory;
    this.#headers = options.headers ?? {};
    this.#types = { ...types, ...options.types };
  }

  static async start(directory, options) {
    const site = new Site(directory, options);
    await once(site.#server.listen(0, '127.0.0.1'), 'listening');
    return site;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}/`;
  }

  #answer({ url }, response) {
    const { pathname } = new URL(url, this.url);
    this.requests.push(pathname);
    const file = path.join(this.#directory, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such file');
      return;
    }
    response.writeHead(200, { 'content-type': this.#types[path.extname(file)], ...this.#headers });
    createReadStream(file).pipe(response);
  }

  async stop() {
    this.#server.closeAllConnections();
    await once(this.#server.close(), 'close');
  }
}
