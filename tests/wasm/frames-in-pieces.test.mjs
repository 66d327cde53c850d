import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Client, FrameDecoder, memory, Parser } from '../../build/testing/hoofbeat.js';
import { heapInUse } from '../support/heap.mjs';
import { connect, connectedFrame, fakeConnections } from './support/fake-socket.mjs';
import { VirtualClock } from './support/virtual-clock.mjs';

// Large bodies that come in pieces are kept outside of the core, which would hold on to their memory for ever.

const mebi = 1 << 20;

const frameText = (id, body, command = 'MESSAGE') =>
  `${command}\nsubscription:s\nmessage-id:${id}\nreceipt-id:${id}\ncontent-length:${Buffer.byteLength(body)}\n\n${body}\0`;

/** Text in pieces of that many units; those of the tests cut no pair of surrogates. */
const textPieces = (text, size) =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));

const octetPieces = (text, size) => {
  const octets = Buffer.from(text);
  return Array.from({ length: Math.ceil(octets.length / size) }, (_, i) =>
    octets.subarray(i * size, (i + 1) * size),
  );
};

const mixedPieces = (text, size) =>
  textPieces(text, size).map((piece, i) => (i % 2 === 0 ? Buffer.from(piece) : piece));

/** Letters of several lengths, which differ everywhere. */
function bodyOf(units, seed = 1) {
  let text = '';
  for (let i = 0; text.length < units; i++) text += `${seed}:${i} é日 `;
  return text.slice(0, units);
}

/** Buffers are given back beside the program: what is in use once no more are. */
async function settledHeap() {
  let [last, now] = [heapInUse(), 0];
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    now = heapInUse();
    if (Math.abs(last - now) < 1000) return now;
    last = now;
  }
}

let clock;
let connections;
let client;
let socket;
let messages;
beforeEach(async () => {
  clock = new VirtualClock();
  connections = fakeConnections(Client, { reconnectDelay: 400 });
  client = connections.client;
  messages = [];
  client.onConnect = () => client.subscribe('/a', (message) => messages.push(message), { id: 's' });
  socket = await connect(connections);
});
afterEach(async () => {
  await client.deactivate({ force: true });
  clock.restore();
});

function assertBodies(...bodies) {
  assert.equal(messages.length, bodies.length);
  for (const [i, body] of bodies.entries()) {
    assert.ok(messages[i].body === body, `the body of message ${i}`);
    assert.ok(Buffer.from(body).equals(messages[i].binaryBody), `the octets of message ${i}`);
  }
}

describe('a large frame in pieces', () => {
  const long = bodyOf(300_000);
  const cuts = { text: textPieces, octets: octetPieces, both: mixedPieces };
  for (const [name, cut] of Object.entries(cuts)) {
    for (const size of [1, 999, 40_000, 65_536, 290_000]) {
      test(`of ${name}, ${size} long; others in front of it and behind it in the same pieces`, () => {
        const text = frameText(1, 'first') + frameText(2, long) + frameText(3, 'é') + frameText(4, long);
        for (const piece of cut(text, size)) socket.receive(piece);
        assertBodies('first', long, 'é', long);
        assert.deepEqual(
          messages.map(({ headers }) => headers['message-id']),
          ['1', '2', '3', '4'],
        );
      });
    }
  }

  test('without content-length', () => {
    const text = `MESSAGE\nsubscription:s\n\n${long}\0`;
    for (const cut of Object.values(cuts)) for (const piece of cut(text, 70_000)) socket.receive(piece);
    assertBodies(long, long, long);
  });

  test('headers that are not ASCII, and such that must be unescaped', () => {
    const text = `MESSAGE\nsubscription:s\ngröße:日\nk:a\\cb\n\n${long}\0`;
    for (const cut of Object.values(cuts)) for (const piece of cut(text, 70_000)) socket.receive(piece);
    for (const { headers } of messages)
      assert.deepEqual(headers, { subscription: 's', größe: '日', k: 'a:b' });
    assertBodies(long, long, long);
  });

  test('is kept and read when others have come, by a callback that is frozen out of changing it', () => {
    const bodies = Array.from({ length: 6 }, (_, i) => bodyOf(100_000 + i, i));
    for (const [i, body] of bodies.entries()) {
      const cut = Object.values(cuts)[i % 3];
      for (const piece of cut(frameText(i, body), 50_000)) socket.receive(piece);
      if (i % 2 === 0) Object.freeze(messages[i]);
    }
    assertBodies(...bodies);
  });

  test('from a socket that uses its buffer again', () => {
    const shared = Buffer.alloc(50_000);
    for (const piece of octetPieces(frameText(1, long), shared.length)) {
      shared.set(piece);
      socket.receive(shared.subarray(0, piece.length));
      shared.fill(0);
    }
    assertBodies(long);
  });

  test('through a Parser whose caller uses his buffer again', () => {
    const frames = [];
    const parser = new Parser(
      (frame) => frames.push(frame),
      () => {},
    );
    const shared = Buffer.alloc(50_000);
    for (const piece of octetPieces(frameText(1, long), shared.length)) {
      shared.set(piece);
      parser.parseChunk(shared.buffer.slice(0, 0));
      parser.parseChunk(shared.subarray(0, piece.length));
      shared.fill(0);
    }
    assert.equal(frames.length, 1);
    assert.ok(Buffer.from(long).equals(frames[0].binaryBody));
  });

  test('to many clients at once', async () => {
    const others = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const body = bodyOf(200_000 + i, i);
        const cut = Object.values(cuts)[i % 3];
        const each = fakeConnections(Client);
        const seen = [];
        each.client.onConnect = () =>
          each.client.subscribe('/a', (message) => seen.push(message), { id: 's' });
        const pieces = cut(frameText(i, body), 30_000 + i);
        return { body, seen, pieces, client: each.client, socket: await connect(each) };
      }),
    );
    for (let i = 0; others.some(({ pieces }) => i < pieces.length); i++) {
      for (const { pieces, socket } of others) if (i < pieces.length) socket.receive(pieces[i]);
    }
    for (const { seen, body, client } of others) {
      assert.equal(seen.length, 1);
      assert.ok(seen[0].body === body);
      await client.deactivate({ force: true });
    }
  });

  test('that two callbacks are told of: a RECEIPT that is watched for, and answers DISCONNECT', async () => {
    const told = [];
    client.watchForReceipt('bye', (frame) => told.push(['receipt', frame]));
    client.onDisconnect = (frame) => told.push(['disconnect', frame]);
    client.disconnectHeaders = { receipt: 'bye' };
    const done = client.deactivate();
    for (const piece of octetPieces(frameText('bye', long, 'RECEIPT'), 65_536)) socket.receive(piece);
    socket.closed(1000);
    await done;
    assert.deepEqual(
      told.map(([what]) => what),
      ['receipt', 'disconnect'],
    );
    for (const [, frame] of told) assert.ok(frame.body === long);
  });
});

describe('a large message in one piece', () => {
  test('of text, of any letters, and of octets: the body, and what is behind it', () => {
    const texts = [bodyOf(900_000), 'x'.repeat(900_000), 'é日'.repeat(300_000), '🐎'.repeat(300_000)];
    for (const body of texts) {
      for (const pad of ['', 'a', 'bc']) {
        const text = frameText(pad, `${pad}${body}`) + frameText(2, 'behind');
        for (const message of [text, Buffer.from(text)]) {
          messages = [];
          socket.receive(message);
          assertBodies(`${pad}${body}`, 'behind');
        }
      }
    }
  });

  test('of text that is more octets than there is room for, and fewer units', () => {
    const room = memory().inputCapacity;
    for (const [letter, octets] of [
      ['é', 2],
      ['日', 3],
      ['🐎', 4],
    ]) {
      for (const size of [room - 100, room, room + 100, 1.4 * room]) {
        const body = letter.repeat(size / octets);
        messages = [];
        socket.receive(frameText(1, body) + frameText(2, 'behind'));
        assertBodies(body, 'behind');
      }
    }
  });

  test('full of small frames, which are whole at each seam', () => {
    const bodies = Array.from({ length: 9000 }, (_, i) => bodyOf(i % 150, i));
    socket.receive(bodies.map((body, i) => frameText(i, body)).join(''));
    assertBodies(...bodies);
    messages = [];
    socket.receive(Buffer.from(bodies.map((body, i) => frameText(i, body)).join('')));
    assertBodies(...bodies);
  });

  test('leaves wasm memory as large as it is', () => {
    socket.receive(frameText(0, 'x'.repeat(100_000)));
    const size = memory().octets.length;
    const text = frameText(1, 'é'.repeat(8 * mebi));
    socket.receive(text);
    socket.receive(Buffer.from(text));
    for (const piece of octetPieces(text, 65_536)) socket.receive(piece);
    assert.equal(memory().octets.length, size);
    assert.deepEqual(
      messages.map(({ body }) => body.length),
      [100_000, ...Array(3).fill(8 * mebi)],
    );
  });

  test('is let go of where a frame is kept that is a small part of it', async () => {
    // In a function of its own, since a frame of the engine's holds on to values that it has done with.
    const receiveFrames = (encode) => {
      const frames = Array.from({ length: 60 }, (_, i) => frameText(i, 'x'.repeat(300_000)));
      socket.receive(encode(frames.join('')));
      messages = messages.slice(-2);
    };
    for (const encode of [String, Buffer.from]) {
      messages = [];
      const before = await settledHeap();
      receiveFrames(encode);
      const grown = (await settledHeap()) - before;
      assert.ok(grown < 2 * mebi, `two frames of 300 kB hold ${grown} octets`);
      assert.equal(messages[0].body.length, 300_000);
    }
  });
});

describe('memory', () => {
  const piece = 64 << 10;
  const half = 'x'.repeat(4 * mebi);

  function receiveHalf(how) {
    const frame = `MESSAGE\nsubscription:s\ncontent-length:${2 * half.length}\n\n${half}`;
    for (const each of how(frame, piece)) socket.receive(each);
  }

  const endings = {
    'the connection is lost': () => socket.closed(1006),
    'the connection is given up by force': () => client.forceDisconnect(),
    'the broker falls silent': () => clock.advance(30_000),
    'the client is deactivated': () => client.deactivate({ force: true }),
    'the frame turns out to be wrong': () => {
      for (let i = 0; i < 2 * half.length; i += mebi) socket.receive('y'.repeat(mebi));
    },
  };
  for (const [name, end] of Object.entries(endings)) {
    test(`is given back where ${name} in the middle of a frame`, async () => {
      await client.deactivate({ force: true });
      client.heartbeatIncoming = 10_000;
      socket = await connect(connections, '1.2', '10000,10000');
      receiveHalf(octetPieces);
      socket.closed(1006);
      await clock.advance(400);
      socket = connections.socket();
      socket.open();
      socket.receive(connectedFrame('1.2', '10000,10000'));
      connections.sockets.length = 0;
      const before = await settledHeap();
      receiveHalf((text, size) => textPieces(text, size).map((each) => Buffer.from(each)));
      assert.ok((await settledHeap()) - before > 3.9 * mebi, 'half of the frame is held');
      const wasm = memory().octets.length;
      await end();
      const held = (await settledHeap()) - before;
      assert.ok(held < mebi / 2, `${held} octets are held`);
      assert.equal(memory().octets.length, wasm);
    });
  }

  test('where much is announced, what has come is held', async () => {
    const before = await settledHeap();
    socket.receive('MESSAGE\nsubscription:s\ncontent-length:60000000\n\n');
    for (let i = 0; i < 40; i++) socket.receive('little'.repeat(i));
    socket.receive(Buffer.alloc(100_000));
    const held = (await settledHeap()) - before;
    assert.ok(held < mebi / 2, `${held} octets are held`);
  });

  test('of pieces of an octet each is that of the frame', async () => {
    const frame = Buffer.from(`MESSAGE\nsubscription:s\ncontent-length:${mebi}\n\n${'x'.repeat(mebi)}`);
    const before = await settledHeap();
    for (const octet of frame) socket.receive(Uint8Array.of(octet));
    const held = (await settledHeap()) - before;
    assert.ok(held < 1.5 * mebi, `${held} octets are held`);
    socket.receive('\0');
    assertBodies('x'.repeat(mebi));
  });

  test('of a frame of 16 MiB whose body is read: twice its size', async () => {
    const body = 'x'.repeat(16 * mebi);
    const pieces = octetPieces(frameText(1, body), piece);
    for (const made of [(octets) => Uint8Array.from(octets), (octets) => octets.toString('latin1')]) {
      messages = [];
      const before = await settledHeap();
      for (const each of pieces) socket.receive(made(each));
      assert.equal(messages[0].body.length, body.length);
      const peak = (await settledHeap()) - before;
      assert.ok(peak < 2.2 * body.length, `${peak} octets are held`);
      messages = [];
      const held = (await settledHeap()) - before;
      assert.ok(held < mebi / 2, `${held} octets are held afterwards`);
    }
  });
});

describe('limits are met by their octet, whatever has left the core', () => {
  const refusal = (pieces, limits) => {
    const decoder = new FrameDecoder('1.2', limits);
    const items = pieces.flatMap((each) => decoder.feed(each, false));
    decoder.dispose();
    assert.equal(items.length, 1);
    return [items[0].error.code, items[0].error.offset];
  };
  const x = (count) => 'x'.repeat(count);

  test('of a body', () => {
    const limits = { maxBodyBytes: 100_000 };
    assert.deepEqual(refusal(['M\n\n', x(99_999), 'yz'], limits), ['body_too_large', 100_003]);
    assert.deepEqual(refusal(['M\n\n', ...textPieces(x(100_001), 1)], limits), ['body_too_large', 100_003]);
    assert.deepEqual(refusal([`M\ncontent-length:100001\n\n${x(90_000)}`], limits), ['body_too_large', 17]);
  });

  test('of a frame', () => {
    const limits = { maxFrameBytes: 100_000 };
    assert.deepEqual(refusal(['M\n\n', x(99_997), 'y'], limits), ['frame_too_large', 100_000]);
    assert.deepEqual(refusal(['M\n\n', ...textPieces(x(99_998), 999)], limits), ['frame_too_large', 100_000]);
  });

  test('a NUL that is missing', () => {
    const pieces = [`M\ncontent-length:200000\n\n${x(90_000)}`, x(110_000), 'y'];
    assert.deepEqual(refusal(pieces), ['missing_nul', 200_025]);
  });
});
