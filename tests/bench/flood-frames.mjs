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

/** What a page adds up of `count` bodies, a multiple of `floodBatch`: see flood-page.mjs. */
export function floodChecksum(count, size) {
  const ofBatch = bodies(size).reduce((sum, body) => sum + body.length + body.charCodeAt(size - 1), 0);
  return (ofBatch * count) / distinct;
}

export const floodBatch = distinct;
