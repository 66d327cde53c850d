import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeFrame } from '../../build/testing/hoofbeat.js';
import { decoderKeeping } from './support/kept-bodies.mjs';
import { octetsOf, textOf, vectorFiles } from './support/octets.mjs';

// The same vectors as the C++ tests', through the wasm build: whole, byte by byte, at every split, as octets and,
// where a WebSocket could deliver them so, as text; and all of it with bodies that leave the core as they come.

const limitNames = {
  max_frame_bytes: 'maxFrameBytes',
  max_body_bytes: 'maxBodyBytes',
  max_line_bytes: 'maxLineBytes',
  max_headers: 'maxHeaders',
};

function plain(item) {
  if (item.error) return { error: { code: item.error.code, offset: item.error.offset } };
  if (item.heartbeats) return { heartbeat: item.heartbeats };
  const { frame } = item;
  const body = Buffer.from(frame.binaryBody).toString('hex');
  return { frame: { command: frame.command, headers: frame.headerList(), body } };
}

function expected(item) {
  if (!item.frame) return item;
  return { frame: { ...item.frame, body: octetsOf(item.frame.body).toString('hex') } };
}

function withJoinedHeartbeats(items) {
  const joined = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (item.heartbeat && last?.heartbeat) last.heartbeat += item.heartbeat;
    else joined.push({ ...item });
  }
  return joined;
}

/** `messages`: lists of pieces; `kept`: see decoderKeeping. */
function decode(vector, version, messages, kept) {
  const limits = Object.entries(vector.limits ?? {}).map(([name, limit]) => [limitNames[name], limit]);
  const decoder = decoderKeeping(kept, version === 'none' ? '' : version, Object.fromEntries(limits));
  try {
    // Looked at when all have come: what a frame is made of must stay.
    const items = messages.flatMap((pieces) =>
      pieces.flatMap((piece, index) => decoder.feed(piece, index === pieces.length - 1)),
    );
    return withJoinedHeartbeats(items.map(plain));
  } finally {
    decoder.dispose();
  }
}

/** Where to split: everywhere in short messages; in long ones near the ends, and now and then. */
function splits(length) {
  const all = Array.from({ length: Math.max(0, length - 1) }, (_, i) => i + 1);
  return length <= 600 ? all : all.filter((at) => at < 50 || at > length - 50 || at % 997 === 0);
}

/** The text in pieces of these lengths in turn, no pair of surrogates cut. */
function* piecesOf(text, ...lengths) {
  const points = Array.from(text);
  for (let i = 0; points.length > 0; i++) yield points.splice(0, lengths[i % lengths.length]).join('');
}

/** Pieces as octets and as text in turn. */
const mixed = (pieces) => pieces.map((piece, i) => (i % 2 === 0 ? piece : Buffer.from(piece)));

function testDecoding(vector, version, kept) {
  const messages = (vector.messages ?? [vector.decode]).map(octetsOf);
  const wanted = withJoinedHeartbeats(vector.items.map(expected));
  const check = (pieces, how) => assert.deepEqual(decode(vector, version, pieces, kept), wanted, how);

  check(
    messages.map((octets) => [octets]),
    'whole',
  );
  const texts = messages.map(textOf);
  if (!texts.includes(undefined)) {
    const cut = (...lengths) => texts.map((text) => (text === '' ? [''] : [...piecesOf(text, ...lengths)]));
    check(cut(Number.POSITIVE_INFINITY), 'as text');
    check(cut(1), 'as text, character by character');
    check(cut(7, 1, 2), 'as text in pieces');
    check(cut(7, 1, 2).map(mixed), 'as text and octets in turn');
  }
  check(
    messages.map((octets) => Array.from(octets, (octet) => Buffer.of(octet))),
    'byte by byte',
  );
  for (const [index, octets] of messages.entries()) {
    for (const at of splits(octets.length)) {
      const split = messages.map((each, i) =>
        i === index ? [octets.subarray(0, at), octets.subarray(at)] : [each],
      );
      check(split, `message ${index} split at ${at}`);
    }
  }
}

function testEncoding(vector, version) {
  const { command, headers, body = '', content_length: contentLength = true } = vector.encode;
  const octets = octetsOf(body);
  const encode = (content) =>
    Buffer.from(
      encodeFrame(version === 'none' ? '' : version, { command, headers, body: content, contentLength }),
    );
  const bodies = textOf(octets) === undefined ? [octets] : [octets, textOf(octets)];
  for (const content of bodies) {
    if (vector.error) assert.throws(() => encode(content), { code: vector.error });
    else assert.equal(encode(content).toString('hex'), octetsOf(vector.octets).toString('hex'));
  }
}

for (const [file, { vectors }] of vectorFiles('stomp')) {
  describe(file, () => {
    for (const vector of vectors) {
      test(vector.name, () => {
        for (const version of vector.versions) {
          if (vector.encode) testEncoding(vector, version);
          else for (const kept of [undefined, 0, 5]) testDecoding(vector, version, kept);
        }
      });
    }
  });
}
