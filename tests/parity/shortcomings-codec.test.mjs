import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { headOf, message, shortcoming, subscribed } from './support/shortcoming.mjs';

const arrayBuffer = (text) => new TextEncoder().encode(text).buffer;

/** The connection is given up: what came can't be trusted, nor what comes behind it. */
function assertGivenUp({ socket, messages }, count = 0) {
  assert.equal(messages.length, count, 'messages that were delivered');
  assert.equal(socket.closes.length, 1, 'the socket is told to close');
}

describe('escaping', () => {
  shortcoming('C:\\new\\cat survives', 'it comes back with a line feed', async (stage) => {
    const { messages, socket } = await subscribed(stage);
    socket.receive(message('path:C\\c\\\\new\\\\cat\n'));
    assert.equal(messages[0].headers.path, 'C:\\new\\cat');
  });

  shortcoming('an undefined escape is fatal in 1.2', 'it passes', async (stage) => {
    const scene = await subscribed(stage);
    scene.socket.receive(message('a:x\\ty\n'));
    assertGivenUp(scene);
  });

  shortcoming('a name can not inject a header', 'it does', async (stage) => {
    const { client, socket } = await subscribed(stage);
    client.publish({ destination: '/a', headers: { 'x:1\nevil': 'y' } });
    assert.ok(!headOf(socket.takeSent()[0]).some((line) => line.startsWith('evil')));
  });

  shortcoming('names are unescaped', 'they are not', async (stage) => {
    const { messages, socket } = await subscribed(stage);
    socket.receive(message('a\\cb:x\n'));
    assert.equal(messages[0].headers['a:b'], 'x');
  });

  shortcoming('a value can not inject a header in 1.1', 'it does', async (stage) => {
    const { client, socket } = await subscribed(stage, '1.1');
    client.publish({ destination: '/a', headers: { x: 'y\nevil:1' } });
    assert.ok(!headOf(socket.takeSent()[0]).includes('evil:1'));
  });

  shortcoming('values are unescaped in 1.1', 'they are not', async (stage) => {
    const { messages, socket } = await subscribed(stage, '1.1');
    socket.receive(message('a:x\\cy\n'));
    assert.equal(messages[0].headers.a, 'x:y');
  });

  const injection = { connectHeaders: { login: 'x\nevil:1' } };
  const refusal = async (stage) => {
    stage.attempt(() => stage.client.activate());
    await stage.settled();
    stage.socket?.open();
    const sent = stage.socket?.takeSent() ?? [];
    assert.ok(!sent.flatMap(headOf).includes('evil:1'));
  };
  shortcoming("a value can't inject a header into CONNECT", 'it does', refusal, injection);
});

describe('headers', () => {
  const check = async (stage) => {
    await stage.open();
    assert.ok(headOf(stage.socket.sent[0]).includes('host:/'));
  };
  shortcoming('CONNECT has a host', 'it has none, which 1.1 and 1.2 require', check, { host: undefined });

  shortcoming('values keep their white space', 'they are trimmed', async (stage) => {
    const { messages, socket } = await subscribed(stage);
    socket.receive(message('a: b \n'));
    assert.equal(messages[0].headers.a, ' b ');
  });

  shortcoming('a value full of white space costs linear time', 'quadratic', async (stage) => {
    const { messages, socket } = await subscribed(stage);
    const start = performance.now();
    socket.receive(message(`a:x${' '.repeat(15_000)}x\n`));
    assert.equal(messages[0].headers.a.length, 15_002);
    assert.ok(performance.now() - start < 30);
  });

  shortcoming('CR in a command is no line ending', 'it is dropped', async (stage) => {
    const { messages, socket } = await subscribed(stage);
    socket.receive(message().replace('MESSAGE', 'MES\rSAGE'));
    assert.equal(messages.length, 0);
  });

  shortcoming('CR in a value is not dropped', 'it is', async (stage) => {
    const { messages, socket } = await subscribed(stage);
    socket.receive(message('a:x\ry\n'));
    assert.notEqual(messages[0]?.headers.a, 'xy');
  });

  shortcoming('a line without a colon is an error', 'it swallows the next frame', async (stage) => {
    const scene = await subscribed(stage);
    scene.socket.receive(message('no colon\n') + message('', 'next'));
    assertGivenUp(scene);
  });

  shortcoming("the user's own content-length is sent once", 'twice', async (stage) => {
    const { client, socket } = await subscribed(stage);
    client.publish({ destination: '/a', body: 'abc', headers: { 'content-length': '3' } });
    const lines = headOf(socket.takeSent()[0]).filter((line) => line.startsWith('content-length'));
    assert.deepEqual(lines, ['content-length:3']);
  });

  shortcoming('undefined and null are left out', 'they become text', async (stage) => {
    const { client, socket } = await subscribed(stage);
    client.publish({ destination: '/a', headers: { u: undefined, n: null, x: 'y' } });
    assert.deepEqual(headOf(socket.takeSent()[0]), ['SEND', 'destination:/a', 'x:y']);
  });

  shortcoming('a header named __proto__ is one', 'it is lost', async (stage) => {
    const { messages, socket } = await subscribed(stage);
    socket.receive(message('__proto__:x\n'));
    assert.ok(Object.hasOwn(messages[0].headers, '__proto__'));
  });

  for (const name of ['toString', '__proto__']) {
    shortcoming(`a MESSAGE for a subscription ${name} that is none is told`, 'it is lost', async (stage) => {
      const { socket } = await subscribed(stage);
      stage.lines.length = 0;
      socket.receive(`MESSAGE\nsubscription:${name}\nmessage-id:1\n\nx\0`);
      assert.match(stage.lines.join(), /onUnhandledMessage/);
    });

    shortcoming(`a RECEIPT ${name} that nobody watches for is told`, 'it is lost', async (stage) => {
      const { socket } = await subscribed(stage);
      stage.lines.length = 0;
      socket.receive(`RECEIPT\nreceipt-id:${name}\n\n\0`);
      assert.match(stage.lines.join(), /onUnhandledReceipt/);
    });
  }
});

describe('bodies', () => {
  for (const length of ['abc', '-1', '2x']) {
    const reality = length === '2x' ? 'it is accepted' : 'it swallows all later input';
    shortcoming(`content-length:${length} is an error`, reality, async (stage) => {
      const scene = await subscribed(stage);
      scene.socket.receive(message(`content-length:${length}\n`, 'ab') + message('', 'next'));
      assertGivenUp(scene);
    });
  }

  shortcoming('behind a counted body there must be NUL', 'any octet will do', async (stage) => {
    const scene = await subscribed(stage);
    scene.socket.receive(message('content-length:2\n', 'abc'));
    assertGivenUp(scene);
  });

  const endless = (size) => async (stage) => {
    const scene = await subscribed(stage);
    scene.socket.receive(message().slice(0, -1));
    for (let sent = 0; sent < size; sent += 2 ** 16) scene.socket.receive('x'.repeat(2 ** 16));
    return scene;
  };
  const bounded = async (stage) => assertGivenUp(await endless(2 ** 20)(stage));
  const limits = { limits: { maxBodyBytes: 2 ** 19 } };
  shortcoming('a body without an end has a limit', 'it grows until the process aborts', bounded, limits);

  shortcoming('a body in pieces takes its size in memory', 'ten times as much', async (stage) => {
    const size = 2 ** 22;
    const used = () => {
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const before = used();
    const { socket } = await endless(size)(stage);
    assert.ok(used() - before < 4 * size, `${Math.round((used() - before) / size)} times the body`);
    assert.equal(socket.closes.length, 0);
  });

  shortcoming('a BOM belongs to the body', 'it is stripped', async (stage) => {
    const { messages, socket } = await subscribed(stage);
    socket.receive(arrayBuffer(message('', '\ufeffx')));
    assert.equal(messages[0].body, '\ufeffx');
  });

  shortcoming('a body that is not UTF-8 is no text', 'its octets are replaced silently', async (stage) => {
    const { messages, socket } = await subscribed(stage);
    const octets = Buffer.from(message('', '#'));
    octets[octets.length - 2] = 0xff;
    socket.receive(new Uint8Array(octets).buffer);
    assert.throws(() => messages[0].body, { code: 'invalid_utf8' });
    assert.deepEqual([...messages[0].binaryBody], [0xff]);
  });

  shortcoming('a Blob is read', 'no frame comes of it, and no error', async (stage) => {
    const { messages, socket } = await subscribed(stage);
    const blob = new Blob([message('', 'from a blob')]);
    socket.receive(blob);
    await blob.arrayBuffer();
    await stage.settled();
    assert.equal(messages[0]?.body, 'from a blob');
  });

  const inPieces = async (stage) => {
    const { client, socket } = await subscribed(stage);
    client.publish({ destination: '/a', body: '😀'.repeat(20) });
    client.publish({ destination: '/a', body: `x${'😀'.repeat(20)}` });
    assert.ok(socket.sent.length > 6);
    for (const piece of socket.sent) assert.equal(Buffer.from(piece).toString(), piece);
  };
  const small = { splitLargeFrames: true, maxWebSocketChunkSize: 20 };
  shortcoming('pieces of a large frame are whole text', 'surrogate pairs are cut', inPieces, small);
});
