import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What a module of this directory prints as JSON, run in a process of its own. */
export async function resultOfChild(name, args, flags = []) {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const options = { maxBuffer: 64 << 20, timeout: 120_000 };
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, file, ...args], options);
  return JSON.parse(stdout);
}
