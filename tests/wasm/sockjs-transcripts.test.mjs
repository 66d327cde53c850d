import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { vectorFiles } from './support/octets.mjs';
import { SockJSPlayer } from './support/sockjs-player.mjs';

// The same transcripts as the C++ tests', through the wasm build.

const files = vectorFiles('sockjs/session');
const byName = new Map(files.flatMap(([, { transcripts }]) => transcripts.map((it) => [it.name, it])));

/** With the options and, as `before`, the steps of the one that it goes on from. */
function complete(transcript) {
  if (transcript.after === undefined) return { ...transcript, before: [] };
  const last = complete(byName.get(transcript.after));
  return {
    options: { ...last.options, ...transcript.options },
    before: [...last.before, ...last.steps],
    steps: transcript.steps,
  };
}

test('there are transcripts', () => assert.ok(byName.size >= 100));

for (const [file, { transcripts }] of files) {
  describe(file, () => {
    for (const transcript of transcripts) {
      for (const [how, pieceLength] of [
        ['responses whole', undefined],
        ['octet by octet', 1],
        ['in pieces of seven', 7],
      ]) {
        test(`${transcript.name}, ${how}`, () => {
          const whole = complete(transcript);
          const player = new SockJSPlayer(whole, pieceLength);
          try {
            for (const step of whole.before) player.pass(step);
            for (const [index, step] of whole.steps.entries()) player.play(step, index);
          } finally {
            player.dispose();
          }
        });
      }
    }
  });
}
