// The package against @stomp/stompjs through the public Client, in one process, taking turns; each round's ratio is
// formed by itself, so that what disturbs the machine disturbs both.
import assert from 'node:assert/strict';
import * as stompjs from '@stomp/stompjs';
import * as hoofbeat from '../../dist/index.js';
import { BenchedLibrary } from './library.mjs';
import { publishCases, receiveCases } from './messages.mjs';

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
};

function summary(name, oursPerItem, theirsPerItem) {
  const ratios = theirsPerItem.map((theirs, i) => theirs / oursPerItem[i]);
  return {
    name,
    ours: median(oursPerItem),
    theirs: median(theirsPerItem),
    ratio: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
  };
}

function compare(name, items, rounds, ours, theirs, check) {
  const [oursPerItem, theirsPerItem] = [[], []];
  for (let round = -1; round < rounds; round++) {
    const oursTime = ours();
    const theirsTime = theirs();
    check();
    if (round < 0) continue; // the first warms up
    oursPerItem.push((oursTime / items) * 1000);
    theirsPerItem.push((theirsTime / items) * 1000);
  }
  return summary(name, oursPerItem, theirsPerItem);
}

/** Microseconds per message of each library, and ratios: theirs by ours. */
export async function benchCodec({ quick = false } = {}) {
  const rounds = quick ? 3 : 9;
  const share = quick ? 0.25 : 1;
  const ours = await BenchedLibrary.connect(hoofbeat.Client);
  const theirs = await BenchedLibrary.connect(stompjs.Client);
  const received = receiveCases.map(({ name, data, frames, repeats }) => {
    const times = Math.max(1, Math.round(repeats * share));
    const check = () => {
      const seen = ours.takeSeen();
      assert.deepEqual(seen, theirs.takeSeen());
      assert.equal(seen.messages, times * frames);
    };
    const run = (library) => () => library.receive(data, times);
    return compare(name, times * frames, rounds, run(ours), run(theirs), check);
  });
  ours.takeSentOctets();
  theirs.takeSentOctets();
  const published = publishCases.map(({ name, params, repeats }) => {
    const times = Math.max(1, Math.round(repeats * share));
    const check = () => assert.equal(ours.takeSentOctets(), theirs.takeSentOctets());
    const run = (library) => () => library.publish(params, times);
    return compare(name, times, rounds, run(ours), run(theirs), check);
  });
  await ours.close();
  await theirs.close();
  return { received, published };
}
