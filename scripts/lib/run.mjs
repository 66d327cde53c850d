import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';

/** A command that could not be started, or ended in anything but exit code 0. */
export class CommandFailed extends Error {
  constructor(command, ending) {
    super(`${command} ${ending}`);
    this.name = 'CommandFailed';
  }
}

const groups = new Set();
let interruption;
// What tests have started in groups of their own ends only where they are told to.
const graceOfOverdue = 20_000;

// Each command has a process group of its own, so that one that hangs can be ended with all it started.
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interruption = 128 + constants.signals[signal];
    for (const pid of groups) signalGroup(pid, signal);
    if (groups.size === 0) process.exit(interruption);
  });
}
process.on('exit', () => {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
});

/**
 * Runs a command to its end, its output going to ours.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: object, cwd?: string, timeout?: number, onStdout?: (text: string) => void}} [options]
 *   env: in addition to ours; timeout: ms until the command is ended;
 *   onStdout: sees standard output as it passes.
 * @returns {Promise<number>} the exit code; 128 + n after signal n
 */
export function runToEnd(command, args, { env = {}, cwd = root, timeout = 0, onStdout } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', onStdout ? 'pipe' : 'inherit', 'inherit'],
      detached: true,
    });
    child.on('error', (error) =>
      reject(new CommandFailed(command, `could not be started: ${error.message}`)),
    );
    if (child.pid === undefined) return;
    groups.add(child.pid);
    child.stdout?.on('data', (chunk) => {
      process.stdout.write(chunk);
      onStdout(String(chunk));
    });
    let killTimer;
    const timer =
      timeout > 0 &&
      setTimeout(() => {
        console.error(`${command} took longer than ${timeout / 1000} s: ending it`);
        signalGroup(child.pid, 'SIGTERM');
        killTimer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceOfOverdue);
      }, timeout);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      clearTimeout(killTimer);
      groups.delete(child.pid);
      // Whoever interrupts one command does not want the next to begin.
      if (interruption !== undefined) process.exit(interruption);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** Like `runToEnd`, and rejects with CommandFailed unless the exit code is 0. */
export async function run(command, args, options) {
  const code = await runToEnd(command, args, options);
  if (code !== 0) throw new CommandFailed([command, ...args].join(' '), `ended with exit code ${code}`);
}
