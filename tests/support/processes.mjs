import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:os';
import { familyEnvironment, killFamily, membersLeft, signalFamily } from './process-family.mjs';

const maxOutput = 4 * 1024 * 1024;
const running = new Set();

// Whatever ends this process, nothing that it started outlives it.
process.on('exit', () => {
  for (const program of running) killFamily(program.pid, program.mark);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => process.exit(128 + constants.signals[signal]));

/** A started program. Its output is kept, and can be waited for. */
export class ManagedProcess {
  #child;
  #output = '';
  #waiting = new Set();

  /** Resolves when the program ended and its output is complete: {code, signal}. */
  ended;
  hasEnded = false;

  constructor(command, mark, child) {
    this.command = command;
    this.mark = mark;
    this.#child = child;
    running.add(this);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => this.#take(text));
    }
    this.ended = new Promise((resolve) => {
      child.on('close', (code, signal) => {
        this.hasEnded = true;
        for (const check of this.#waiting) check();
        resolve({ code, signal });
      });
    });
  }

  get pid() {
    return this.#child.pid;
  }

  /** Standard output and error in the order they came, from the last 4 MiB. */
  get output() {
    return this.#output;
  }

  #take(text) {
    this.#output = (this.#output + text).slice(-maxOutput);
    for (const check of this.#waiting) check();
  }

  /**
   * Waits until the output matches.
   *
   * @param {RegExp} pattern
   * @param {{timeout?: number}} [options] timeout: ms
   * @returns {Promise<RegExpExecArray>} rejects when the program ends, or the time is over, before it does
   */
  waitForOutput(pattern, { timeout = 30_000 } = {}) {
    return new Promise((resolve, reject) => {
      const finish = (settle, value) => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        settle(value);
      };
      const refuse = (why) =>
        finish(reject, new Error(`${this.command} ${why}; its output:\n${this.#output}`));
      const timer = setTimeout(() => refuse(`did not print ${pattern} within ${timeout} ms`), timeout);
      const check = () => {
        const match = pattern.exec(this.#output);
        if (match) finish(resolve, match);
        else if (this.hasEnded) refuse(`ended before it printed ${pattern}`);
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Sends a signal to the program alone. */
  signal(signal) {
    if (!this.hasEnded) this.#child.kill(signal);
  }

  /** Its standard input goes on with this, or ends. */
  write(text) {
    this.#child.stdin.write(text);
  }

  endInput() {
    this.#child.stdin.end();
  }

  /** Nothing of it runs until `resume`, as while the machine sleeps. */
  suspend() {
    signalFamily(this.pid, this.mark, 'SIGSTOP');
  }

  resume() {
    signalFamily(this.pid, this.mark, 'SIGCONT');
  }

  /**
   * Asks the program to end, and kills it with all that it started when it does not within `grace` ms.
   * Rejects in that case, and where it left something running.
   *
   * @param {{signal?: NodeJS.Signals, grace?: number}} [options]
   * @returns {Promise<{code: number | null, signal: NodeJS.Signals | null}>}
   */
  async end({ signal = 'SIGTERM', grace = 10_000 } = {}) {
    let overdue = false;
    const timer = setTimeout(() => {
      overdue = true;
      killFamily(this.pid, this.mark);
    }, grace);
    this.signal(signal);
    const ending = await this.ended;
    clearTimeout(timer);
    const left = await membersLeft(this.pid, this.mark);
    killFamily(this.pid, this.mark);
    running.delete(this);
    if (overdue)
      throw new Error(`${this.command} ignored ${signal} for ${grace} ms; its output:\n${this.#output}`);
    if (left.length > 0) throw new Error(`${this.command} left processes behind: ${left.join(' ')}`);
    return ending;
  }

  /** Ends the program and all it started at once, as a crash would. */
  async kill() {
    killFamily(this.pid, this.mark);
    const ending = await this.ended;
    killFamily(this.pid, this.mark);
    running.delete(this);
    return ending;
  }
}

/**
 * Starts a program. It is ended when this process ends, whatever happens.
 *
 * @param {string} command
 * @param {string[]} [args]
 * @param {{env?: Record<string, string>, cwd?: string, input?: boolean}} [options] env: in addition to ours;
 *   input: whether there is something to read, until `endInput`
 * @returns {Promise<ManagedProcess>} rejects where the program can't be started
 */
export function startProcess(command, args = [], { env = {}, cwd, input = false } = {}) {
  const mark = randomUUID();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, ...familyEnvironment(mark) },
    stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(new ManagedProcess(command, mark, child)));
  });
}
