import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { floodBatch, floodChecksum, floodFrames } from '../bench/flood-frames.mjs';
import { goalChart } from '../bench/goal-chart.mjs';
import { growthChart } from '../bench/growth-chart.mjs';
import { readable, tableLines } from '../bench/report-table.mjs';
import { sections, serverRows } from '../bench/sections.mjs';
import { framesOf, textFrame } from '../bench/web-socket-frames.mjs';

const rows = [
  {
    name: 'a < b & "c"',
    unit: 'µs',
    ours: [1, 2],
    peer: [30, 20],
    peerName: 'them',
    figure: 'peer/ours',
    goal: { least: 15 },
  },
  { name: 'no goal', unit: 'ms', ours: [1, 2], figure: 'ours' },
  { name: 'kept', unit: 'MiB', ours: [0, 0], figure: 'ours', goal: { most: 1 } },
  { name: 'later', unit: 'ms', ours: [9], peer: [12], peerName: 'x', figure: 'ours-peer', goal: { most: 3 } },
];

const series = [
  {
    name: 'size',
    of: 'KiB',
    unit: 'µs',
    peerName: 'them',
    fit: 1,
    points: [
      { x: 1, ours: [2, 3], peer: [9, 9] },
      { x: 100, ours: [200, 300] },
    ],
  },
];

/** Throws where an element is not closed, or another one is; returns the names of all. */
function elementsOf(xml) {
  const open = [];
  const names = [];
  const tag = /<(\/?)([a-z]+)((?: [a-zA-Z0-9-]+="[^"<]*")*)(\/?)>/g;
  for (const [, closes, name, , isEmpty] of xml.matchAll(tag)) {
    if (closes) assert.equal(open.pop(), name);
    else names.push(name);
    if (!closes && !isEmpty) open.push(name);
  }
  assert.deepEqual(open, []);
  assert.doesNotMatch(xml.replace(tag, ''), /[<>]/);
  assert.doesNotMatch(xml, /&(?!(amp|lt|gt|quot);)/);
  assert.doesNotMatch(xml, /NaN|undefined|Infinity/);
  return names;
}

describe('the charts', () => {
  test('of goals: well-formed, with a bar for each row that has one', () => {
    const svg = goalChart(rows);
    assert.equal(elementsOf(svg).filter((name) => name === 'rect').length, 1 + 3);
    assert.match(svg, /a &lt; b &amp; &quot;c&quot;, against them/);
    assert.match(svg, /prefers-color-scheme: dark/);
  });

  test('of growth: well-formed, with a dot for each point', () => {
    const names = elementsOf(growthChart(series));
    assert.equal(names.filter((name) => name === 'circle').length, 3);
  });

  test('the check of what is well-formed finds what is not', () => {
    for (const broken of ['<a><b></a></b>', '<a>', '<a x="1 & 2"/>', '<a>1 < 2</a>'])
      assert.throws(() => elementsOf(broken), assert.AssertionError);
  });
});

describe('the table', () => {
  test('has a line for each row, and says what is reached', () => {
    const lines = tableLines(rows);
    assert.equal(lines.length, 1 + rows.length);
    assert.match(lines[1], /1\.50 µs +25\.0 µs +them +20\.0 × +15\.0 … 25\.0 +≥ 15\.0 × +reached$/);
    assert.match(lines[2], /1\.50 ms +1\.25 … 1\.75$/);
    assert.match(lines[4], /-3\.00 ms +-3\.00 … -3\.00 +≤ 3\.00 ms +reached$/);
  });

  test('has numbers as people read them', () => {
    const numbers = [1234567, 999.4, 12.34, 1.234, 0.01234, Number.NaN];
    assert.deepEqual(numbers.map(readable), ['1,234,567', '999', '12.3', '1.23', '0.012', '-']);
  });
});

test("the server's floor is its peer", () => {
  const [ratio, most] = serverRows([
    { name: 'a', unit: 's', ours: [2], floor: [1], goal: { ratio: 1.3 } },
    { name: 'b', unit: 'kB', ours: [8], goal: { most: 8 } },
  ]);
  assert.deepEqual([ratio.peer, ratio.figure, ratio.goal], [[1], 'ours/peer', { most: 1.3 }]);
  assert.deepEqual([most.peer, most.figure, most.goal], [undefined, 'ours', { most: 8 }]);
});

test('every section has its module', () => {
  for (const name of ['codec', 'garbage', 'memory', 'subscriptions', 'growth', 'page', 'start', 'sockjs'])
    assert.ok(name in sections, name);
});

test('the sum that a page has to come to is that of what is sent', () => {
  const bodies = floodFrames(100).map((frame) => frame.slice(frame.indexOf('\n\n') + 2, -1));
  assert.equal(bodies.length, floodBatch);
  assert.deepEqual(new Set(bodies.map(({ length }) => length)), new Set([100]));
  const sum = bodies.reduce((total, body) => total + body.length + body.charCodeAt(99), 0);
  assert.equal(floodChecksum(3 * floodBatch, 100), 3 * sum);
  const frames = floodFrames(100).reduce(
    (total, frame) => total + frame.length + frame.charCodeAt(frame.length - 2),
    0,
  );
  assert.equal(floodChecksum(2 * floodBatch, 100, true), 2 * frames);
});

describe('frames of WebSocket', () => {
  const masked = (text) => {
    const frame = textFrame(text);
    const head = frame.length - Buffer.byteLength(text);
    const key = Buffer.from([1, 2, 3, 4]);
    const payload = frame.subarray(head).map((octet, i) => octet ^ key[i % 4]);
    const start = Buffer.from(frame.subarray(0, head));
    start[1] |= 0x80;
    return Buffer.concat([start, key, payload]);
  };

  test('are read in whatever pieces they come', () => {
    const texts = ['', 'short', 'é'.repeat(100), 'x'.repeat(40_000)];
    const octets = Buffer.concat(texts.map(masked));
    const { messages, rest } = framesOf(octets);
    assert.deepEqual(
      messages.map(({ text }) => text),
      texts,
    );
    assert.equal(rest.length, 0);
    for (const cut of [1, 5, 7, 20, octets.length - 1]) {
      const first = framesOf(octets.subarray(0, cut));
      const second = framesOf(Buffer.concat([first.rest, octets.subarray(cut)]));
      const all = [...first.messages, ...second.messages].map(({ text }) => text);
      assert.deepEqual(all, texts);
    }
  });

  test('a close is told from a text', () => {
    const octets = masked('');
    octets[0] = 0x88;
    assert.equal(framesOf(octets).messages[0].isClose, true);
  });
});
