// The parser that the package is held against has to be right, or the comparison means nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { CarefulParser } from '../bench/careful-parser.mjs';

const files = [
  'bodies',
  'content-length',
  'escaping',
  'headers',
  'line-ends',
  'precedence',
  'server-frames',
  'utf8',
];

function octetsOf(value) {
  if (Array.isArray(value)) return Buffer.concat(value.map(octetsOf));
  if (typeof value === 'string') return Buffer.from(value);
  if ('hex' in value) return Buffer.from(value.hex, 'hex');
  return Buffer.from(value.repeat.repeat(value.times));
}

function firstOfEach(headers) {
  const first = new Map();
  for (const [name, value] of headers) if (!first.has(name)) first.set(name, value);
  return [...first].sort();
}

// It tells neither heart-beats nor errors, but that there is one.
function expected(items) {
  return items
    .filter(({ frame }) => frame)
    .map(({ frame }) => [
      frame.command,
      firstOfEach(frame.headers),
      octetsOf(frame.body ?? '').toString('latin1'),
    ]);
}

function parsed(messages) {
  const frames = [];
  const parser = new CarefulParser(({ command, headers, body, binaryBody }) => {
    const octets = body === undefined ? Buffer.from(binaryBody) : Buffer.from(body);
    frames.push([command, Object.entries(headers).sort(), octets.toString('latin1')]);
  });
  let failed = false;
  try {
    for (const message of messages) parser.receive(message);
  } catch {
    failed = true;
  }
  return { frames, failed };
}

const asOctets = (octets) => Uint8Array.from(octets).buffer;

function vectorsOf(file) {
  const { vectors } = JSON.parse(readFileSync(inRepository(`tests/vectors/stomp/${file}.json`), 'utf8'));
  return vectors.filter(
    ({ decode, versions, limits, items }) =>
      decode !== undefined &&
      versions.includes('1.2') &&
      limits === undefined &&
      // The lengths of its input are what the engine bears.
      !items.some(({ error }) =>
        ['body_too_large', 'frame_too_large', 'line_too_long'].includes(error?.code),
      ),
  );
}

for (const file of files) {
  describe(`vectors of ${file}`, () => {
    for (const { name, decode, items } of vectorsOf(file)) {
      const octets = octetsOf(decode);
      const fails = items.some(({ error }) => error);

      test(`octets: ${name}`, () => {
        const { frames, failed } = parsed([asOctets(octets)]);
        assert.deepEqual(frames, expected(items));
        assert.equal(failed, fails);
      });

      const text = octets.toString();
      if (!Buffer.from(text).equals(octets) || fails) continue;
      test(`text, whole and cut in two anywhere: ${name}`, () => {
        for (let cut = 0; cut < Math.min(text.length, 100); cut++) {
          const pieces = [text.slice(0, cut), text.slice(cut)].filter((piece) => piece.isWellFormed());
          if (pieces.length === 2) assert.deepEqual(parsed(pieces).frames, expected(items), `cut at ${cut}`);
        }
      });
    }
  });
}
