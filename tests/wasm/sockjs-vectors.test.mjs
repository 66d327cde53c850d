import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeLooseText, errorTable, SockJSClientSession } from '../../build/testing/hoofbeat.js';
import { octetsOf, textOf, vectorFiles } from './support/octets.mjs';

// The codec's vectors through a session: frames as its server sends them, texts as it sends them, URLs as it uses them.

const files = new Map(vectorFiles('sockjs').map(([name, { vectors }]) => [name, vectors]));
const hex = (octets) => Buffer.from(octets).toString('hex');

class Recorder {
  sent = [];
  events = [];
  urls = [];
  openExchange({ url }) {
    this.urls.push(url);
  }
  sendText(_, text) {
    this.sent.push(text);
  }
  opened() {
    this.events.push(['open']);
  }
  message(text) {
    this.events.push(['message', hex(encodeLooseText(text))]);
  }
  heartbeat() {
    this.events.push(['heartbeat']);
  }
  closed({ code, reason, why }) {
    this.events.push(why < 0 ? ['close', code, hex(encodeLooseText(reason))] : ['error', errorTable[why][0]]);
  }
  endExchange() {}
  released() {}
}

/** Runs with a session whose WebSocket is open. */
function withSession({ maxMessages, isOpen = true }, run) {
  const recorder = new Recorder();
  const session = new SockJSClientSession(recorder, [1, 0]);
  try {
    session.setUrl('http://host/service');
    if (maxMessages !== undefined) session.setOption('maxMessagesPerFrame', maxMessages, 'max_messages');
    session.open(0);
    session.response(1, 200, 1);
    session.bytes(1, octetsOf('{}'), 1);
    session.ended(1, { complete: true }, 1);
    session.response(2, 101, 2);
    if (isOpen) session.message(2, 'o', 3);
    recorder.events = [];
    return run(session, recorder);
  } finally {
    session.dispose();
  }
}

function expectedEvents({ frame, error }) {
  if (error !== undefined) return [['error', error]];
  const [kind, ...details] = frame;
  if (kind === 'messages') return details[0].map((message) => ['message', hex(octetsOf(message))]);
  if (kind === 'close') return [['close', details[0], hex(octetsOf(details[1]))]];
  return [[kind]];
}

describe('frames', () => {
  for (const vector of files.get('frames.json')) {
    test(vector.name, () => {
      const octets = octetsOf(vector.server_frame);
      const isOpen = vector.frame?.[0] !== 'open';
      for (const message of [octets, textOf(octets) ?? octets]) {
        withSession({ maxMessages: vector.max_messages, isOpen }, (session, { events }) => {
          session.message(2, message, 4);
          // An empty one is none (protocol 0.3.3).
          assert.deepEqual(events, octets.length === 0 ? [] : expectedEvents(vector));
        });
      }
    });
  }
});

describe('texts as they are sent', () => {
  for (const { name, quote, quoted } of files
    .get('escapes.json')
    .filter((vector) => vector.quote !== undefined)) {
    const text = textOf(octetsOf(quote));
    if (text === undefined) continue;
    test(name, () => {
      withSession({}, (session, { sent }) => {
        session.send(text, 4);
        assert.deepEqual(sent, [`[${quoted}]`]);
      });
    });
  }

  test('every UTF-16 unit by itself comes out as it is', () => {
    withSession({}, (session, { sent }) => {
      for (let unit = 0; unit < 0x10000; unit++) session.send(String.fromCharCode(unit), 4);
      for (let unit = 0; unit < 0x10000; unit++) {
        assert.equal(JSON.parse(sent[unit])[0], String.fromCharCode(unit));
      }
    });
  });
});

describe('URLs', () => {
  for (const { name, url, refused, text, info } of files.get('urls.json')) {
    test(name, () => {
      const recorder = new Recorder();
      const session = new SockJSClientSession(recorder, [1, 0]);
      try {
        assert.equal(session.setUrl(url), refused ? undefined : text);
        if (refused) return;
        session.open(0);
        if (info !== undefined) assert.equal(recorder.urls[0].replace(/[?&]t=\w{8}$/, ''), info);
      } finally {
        session.dispose();
      }
    });
  }
});
