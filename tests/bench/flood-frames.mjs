import { bodyOf, messageFrame } from './messages.mjs';

// Several, so that a body that is delivered twice, or in place of another, changes the sum.
const distinct = 26;

function bodies(size) {
  const filler = bodyOf(size);
  return Array.from({ length: distinct }, (_, i) => filler.slice(0, size - 1) + String.fromCharCode(97 + i));
}

/** The STOMP frames that are sent over and over, in this order. */
export function floodFrames(size) {
  return bodies(size).map((body, i) => messageFrame(body, { id: 10 + i }));
}

/** What a page adds up of `count` bodies, a multiple of `floodBatch`, or of the frames around them. See flood-page.mjs. */
export function floodChecksum(count, size, ofFrames = false) {
  const texts = ofFrames ? floodFrames(size).map((frame) => frame.slice(0, -1)) : bodies(size);
  const ofBatch = texts.reduce((sum, text) => sum + text.length + text.charCodeAt(text.length - 1), 0);
  return ((ofBatch + (ofFrames ? distinct : 0)) * count) / distinct;
}

export const floodBatch = distinct;
