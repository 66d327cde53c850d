// node --expose-gc memory-child.mjs <library> text|octets: prints what a large frame in pieces holds, in octets.
import assert from 'node:assert/strict';
import process from 'node:process';
import { clientOf } from './clients.mjs';
import { BenchedLibrary } from './library.mjs';
import { bodyOf, flat, messageFrame } from './messages.mjs';
import { standInForWebSocket } from './quiet-socket.mjs';
import { wasmOctets, watchWasmMemories } from './wasm-memories.mjs';

const [, , name, kind] = process.argv;
const size = 16 << 20;
const pieceSize = 64 << 10;
const warmUpSize = 1000;
const collectAfter = 16; // pieces

/** What is held, when everything is collected that is not. `external` has the memories of wasm in it. */
function held() {
  // Buffers are given back beside the program; the second time waits for those of the first.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  assert.ok(external >= wasmOctets());
  return heapUsed + external;
}

// By itself, so that nothing holds the texts that it is made of.
function makeFrame() {
  return Buffer.from(messageFrame(bodyOf(size)));
}

// A socket makes each piece anew, and keeps none. What they are made of lies outside of what is counted.
function* piecesOf(frame) {
  for (let at = 0; at < frame.length; at += pieceSize) {
    const piece = Buffer.from(frame.subarray(at, at + pieceSize));
    yield kind === 'text' ? piece.toString('latin1') : Uint8Array.from(piece).buffer;
  }
}

standInForWebSocket();
watchWasmMemories();
const library = await BenchedLibrary.connect(await clientOf(name));
const small = flat(messageFrame(bodyOf(warmUpSize)));
library.receive([small], 100);
library.takeSeen();

const frame = makeFrame();
const before = held();
let peak = 0;
let characters = 0;
library.onMessage = (message) => {
  characters = message.body.length;
  peak = Math.max(peak, held());
};
let count = 0;
for (const piece of piecesOf(frame)) {
  library.receive([piece], 1);
  if (++count % collectAfter === 0) peak = Math.max(peak, held());
}
assert.equal(characters, size);
library.onMessage = undefined;
library.receive([small], 100);
const remains = held() - before;
await library.close();
console.log(JSON.stringify({ size: frame.length, peak: peak - before, remains, wasm: wasmOctets() }));
