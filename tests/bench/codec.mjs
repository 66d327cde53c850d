// The package against @stomp/stompjs through the public Client, in one process, taking turns; each round's ratio is
// formed by itself, so that what disturbs the machine disturbs both.
import assert from 'node:assert/strict';
import * as stompjs from '@stomp/stompjs';
import * as hoofbeat from '../../dist/index.js';
import { BenchedLibrary } from './library.mjs';
import { publishCases, receiveCases } from './messages.mjs';
import { summary } from './statistics.mjs';

// Compilers of engines take their time, more so on a machine that has other things to do.
const warmUp = 400; // milliseconds

/** `ours`, `theirs`: run a round and return how long it took. `take`: what both did since the last time. */
function compare({ name, items, rounds, ours, theirs, take }) {
  const [oursPerItem, theirsPerItem] = [[], []];
  for (const run of [ours, theirs]) for (let spent = 0; spent < warmUp; spent += run());
  take();
  for (let round = 0; round < rounds; round++) {
    const oursTime = ours();
    const theirsTime = theirs();
    const [oursDid, theirsDid] = take();
    assert.deepEqual(oursDid, theirsDid);
    assert.equal(oursDid.count, items);
    oursPerItem.push((oursTime / items) * 1000);
    theirsPerItem.push((theirsTime / items) * 1000);
  }
  return summary(name, oursPerItem, theirsPerItem);
}

/** Microseconds per message of each library, and ratios: theirs by ours. */
export async function benchCodec({ quick = false } = {}) {
  const rounds = quick ? 3 : 15;
  const share = quick ? 0.25 : 1;
  const ours = await BenchedLibrary.connect(hoofbeat.Client);
  const theirs = await BenchedLibrary.connect(stompjs.Client);
  const bench = (take, frames, { name, repeats }, round) => {
    const times = Math.max(1, Math.round(repeats * share));
    const runs = { ours: () => round(ours, times), theirs: () => round(theirs, times) };
    return compare({ name, items: times * frames, rounds, ...runs, take: () => [take(ours), take(theirs)] });
  };
  const received = receiveCases.map((each) =>
    bench(
      (library) => library.takeSeen(),
      each.frames,
      each,
      (library, times) => library.receive(each.data, times),
    ),
  );
  const published = publishCases.map((each) =>
    bench(
      (library) => library.takeSent(),
      1,
      each,
      (library, times) => library.publish(each.params, times),
    ),
  );
  await ours.close();
  await theirs.close();
  return { received, published };
}
