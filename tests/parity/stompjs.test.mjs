import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deviations } from './deviations.mjs';
import { connecting } from './stompjs/connecting.mjs';
import { deactivating } from './stompjs/deactivating.mjs';
import { frames } from './stompjs/frames.mjs';
import { heartbeats } from './stompjs/heartbeats.mjs';
import { legacy } from './stompjs/legacy.mjs';
import { log } from './stompjs/log.mjs';
import { oddities } from './stompjs/oddities.mjs';
import { receiving } from './stompjs/receiving.mjs';
import { reconnecting } from './stompjs/reconnecting.mjs';
import { sending } from './stompjs/sending.mjs';
import { sockets } from './stompjs/sockets.mjs';
import { stores } from './stompjs/stores.mjs';
import { transporting } from './stompjs/transporting.mjs';
import { difference } from './support/difference.mjs';
import { libraries, transcriptOf } from './support/stage.mjs';

// Each case is played to @stomp/stompjs and to ours: the transcripts of what they send and what they call, with its
// time, are equal but for what deviations.mjs says of the case.

const topics = {
  connecting,
  sockets,
  sending,
  receiving,
  stores,
  transporting,
  heartbeats,
  reconnecting,
  deactivating,
  log,
  legacy,
  frames,
  oddities,
};

for (const [topic, cases] of Object.entries(topics)) {
  describe(topic, () => {
    for (const [name, scene] of Object.entries(cases)) {
      const { theirs = [], ours = [] } = deviations[name] ?? {};
      test(deviations[name] === undefined ? name : `${name}, otherwise on purpose`, async () => {
        const transcripts = {};
        for (const side of ['theirs', 'ours']) {
          const play = typeof scene === 'function' ? { play: scene } : scene;
          transcripts[side] = await transcriptOf(libraries[side], play);
        }
        assert.ok(transcripts.theirs.length > 0, 'a case has something to compare');
        assert.deepEqual(difference(transcripts.theirs, transcripts.ours), { theirs, ours });
      });
    }
  });
}

test('each deviation is of a case, and has its reason', () => {
  const names = new Set(Object.values(topics).flatMap((cases) => Object.keys(cases)));
  for (const [name, { why, theirs = [], ours = [] }] of Object.entries(deviations)) {
    assert.ok(names.has(name), name);
    assert.ok(why.length > 10, name);
    assert.ok(theirs.length + ours.length > 0, name);
  }
});
