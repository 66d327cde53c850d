import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { pack } from '../../scripts/lib/pack.mjs';

/** A server on 127.0.0.1 from which npm installs a few packages, and no others. */
export class LocalPackages {
  #server = createServer((request, response) => this.#answer(request, response));
  #packages = new Map();
  /** The names that were asked for and are not here. */
  missing = [];

  /**
   * @param {string[]} directories of the packages
   * @param {string} scratch where their tarballs go
   */
  static async start(directories, scratch) {
    const packages = new LocalPackages();
    for (const directory of directories) await packages.#add(directory, scratch);
    await once(packages.#server.listen(0, '127.0.0.1'), 'listening');
    return packages;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}/`;
  }

  async #add(directory, scratch) {
    const manifest = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
    const { file } = pack(directory, scratch);
    this.#packages.set(manifest.name, { manifest, tarball: readFileSync(file) });
  }

  #answer({ url }, response) {
    const [name, isTarball] = decodeURIComponent(url.slice(1)).split('/-/');
    const known = this.#packages.get(name);
    if (known === undefined) {
      this.missing.push(name);
      response.writeHead(404).end('{}');
    } else if (isTarball) {
      response.end(known.tarball);
    } else {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(this.#describe(known)));
    }
  }

  #describe({ manifest, tarball }) {
    const { name, version } = manifest;
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const dist = { tarball: `${this.url}${name}/-/${version}.tgz`, integrity };
    return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
  }

  async stop() {
    this.#server.closeAllConnections();
    await once(this.#server.close(), 'close');
  }
}
