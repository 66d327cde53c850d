import { after, before } from 'node:test';
import { startServer } from '../support/server.mjs';
import { removeTemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.mjs';

/**
 * For all tests of a file: a directory that our server serves together with the package.
 *
 * @param {string} purpose becomes part of the directory's name
 * @param {(directory: string) => void | Promise<void>} [fill] puts into it what is there from the start
 * @param {string[]} [args] further ones of the server
 * @returns {{directory: string, server: object}} set before the first test runs
 */
export function serveDirectory(purpose, fill = () => {}, args = []) {
  const served = {};
  before(async () => {
    served.directory = temporaryDirectory(purpose);
    await fill(served.directory);
    served.server = await startServer({ args: ['--console', served.directory, ...args] });
  });
  after(async () => {
    await served.server?.stop();
    removeTemporaryDirectory(served.directory);
  });
  return served;
}
