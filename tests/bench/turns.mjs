import assert from 'node:assert/strict';
import process from 'node:process';

/** CPU time of this process in microseconds, with what its engine does on threads beside. */
export function cpuTime() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** How long each is measured: CPU time in microseconds. */
export function pace(quick) {
  return quick
    ? { rounds: 3, warmUp: 150_000, share: 4_000 }
    : { rounds: 15, warmUp: 400_000, share: 20_000 };
}

function timeOf(party, times) {
  const before = cpuTime();
  party.run(times);
  return cpuTime() - before;
}

// Compilers of engines take their time. Returns how often a run is to be repeated to take its share.
function warmUpOf(party, { warmUp, share }) {
  let [spent, times, perRun] = [0, 1, 0];
  while (spent < warmUp) {
    const took = timeOf(party, times);
    spent += took;
    perRun = Math.max(took / times, 0.01);
    times = Math.max(1, Math.round(share / perRun));
  }
  party.take();
  return times;
}

const perRun = (did, times) =>
  Object.fromEntries(Object.entries(did).map(([what, sum]) => [what, sum / times]));

/**
 * Has parties do the same in turns, each as often as fits its share, and checks that they did.
 *
 * @typedef {object} Party
 * @property {(times: number) => void} run
 * @property {() => Record<string, number>} take sums of what it did since the last time
 * @param {Record<string, Party>} parties
 * @param {ReturnType<typeof pace>} pace
 * @returns {Record<string, number[]>} for each party the CPU time of a run in each round, in microseconds
 */
export function takeTurns(parties, pace) {
  const names = Object.keys(parties);
  const times = names.map((name) => warmUpOf(parties[name], pace));
  const values = names.map(() => []);
  for (let round = 0; round < pace.rounds; round++) {
    const did = [];
    for (let turn = 0; turn < names.length; turn++) {
      const which = (round + turn) % names.length;
      const party = parties[names[which]];
      values[which].push(timeOf(party, times[which]) / times[which]);
      did[which] = perRun(party.take(), times[which]);
    }
    for (const other of did) assert.deepEqual(other, did[0], `one of ${names} did something else`);
  }
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}
