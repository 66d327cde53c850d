import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

// A program and all that it started, daemons and new sessions included: they share a process group or,
// where they left it, an entry of their environment.

const markName = 'HOOFBEAT_FAMILY';

/**
 * The environment that marks a family.
 *
 * @param {string} mark unique
 */
export function familyEnvironment(mark) {
  return { [markName]: mark };
}

function readProcess(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch (error) {
    // Ended meanwhile, or of another user's.
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(error.code)) return '';
    throw error;
  }
}

// Undefined where it ended, even if its parent has not noticed yet.
function groupOfRunning(pid) {
  const stat = readProcess(pid, 'stat');
  // The name, in parentheses, may hold spaces and parentheses itself.
  const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' || state === 'Z' || state === 'X' ? undefined : Number(group);
}

/** Does this process run? */
export function isRunning(pid) {
  return groupOfRunning(pid) !== undefined;
}

function isMember(pid, leader, mark) {
  const group = groupOfRunning(pid);
  if (group === undefined) return false;
  return group === leader || readProcess(pid, 'environ').split('\0').includes(`${markName}=${mark}`);
}

/**
 * The pids of a family, without those that ended and wait to be noticed.
 *
 * @param {number} leader the pid of the program; it leads a process group
 * @param {string} mark
 * @returns {number[]}
 */
export function familyMembers(leader, mark) {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => isMember(pid, leader, mark));
}

/** Sends a signal to all of the family. */
export function signalFamily(leader, mark, signal) {
  for (const pid of familyMembers(leader, mark)) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

/** Kills the family. */
export function killFamily(leader, mark) {
  signalFamily(leader, mark, 'SIGKILL');
}

/**
 * The pids that are left when those who notice that their parent ended have had time to.
 *
 * @param {number} leader
 * @param {string} mark
 * @param {number} [patience] ms
 * @returns {Promise<number[]>}
 */
export async function membersLeft(leader, mark, patience = 2000) {
  const end = performance.now() + patience;
  for (;;) {
    const members = familyMembers(leader, mark);
    if (members.length === 0 || performance.now() > end) return members;
    await delay(10);
  }
}
