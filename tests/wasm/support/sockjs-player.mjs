import assert from 'node:assert/strict';
import {
  decodeLooseText,
  encodeLooseText,
  errorTable,
  SockJSClientSession,
} from '../../../build/testing/hoofbeat.js';
import { octetsOf, textOf as utf8TextOf } from './octets.mjs';

const transports = ['websocket', 'xhr-streaming', 'eventsource', 'xhr-polling'];
const kinds = ['info', 'web_socket', 'stream', 'poll', 'event_source', 'send', 'last_words', 'probe'];
const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
const rounded = (time) => Math.round(time * 1000) / 1000;
const setOf = (names) => names.reduce((set, name) => set | (1 << transports.indexOf(name)), 0);

// Ill-formed octets, which no text of JavaScript's can become, are replaced as the core replaces them.
function textOf(octets) {
  try {
    return decodeLooseText(octets);
  } catch {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets);
  }
}

/** A text as the transcripts' octets, in hexadecimal. */
const hex = (text) => Buffer.from(encodeLooseText(text)).toString('hex');
const hexOf = (value) => octetsOf(value).toString('hex');

/** What chance has chosen becomes a placeholder, where it is as it should be; see the README of the transcripts. */
class Placeholders {
  #server;
  #sessions = new Map();

  constructor({ server = '', supplies_session_ids = false, session_id_length = 8 }) {
    this.#isServerChosen = server === '';
    this.#session = supplies_session_ids ? undefined : new RegExp(`^[a-z0-5]{${session_id_length}}$`);
  }
  #isServerChosen;
  #session;

  in(kind, url) {
    if (kind === 'info' || kind === 'probe') return url.replace(/([?&]t=)[a-z0-9]{8}$/, '$1{t}');
    const [, base, server, session, end] = /^([^?]*)\/([^/?]*)\/([^/?]*)(\/[^/?]*(?:\?.*)?)$/.exec(url);
    return `${base}/${this.#serverName(server)}/${this.#sessionName(session)}${end}`;
  }
  #serverName(server) {
    if (!this.#isServerChosen || !/^\d{3}$/.test(server)) return server;
    this.#server ??= server;
    return server === this.#server ? '{server}' : server;
  }
  #sessionName(session) {
    if (!this.#session?.test(session)) return session;
    if (!this.#sessions.has(session)) this.#sessions.set(session, `{session ${this.#sessions.size + 1}}`);
    return this.#sessions.get(session);
  }
}

/** Notes outputs as the transcripts write them, octets in hexadecimal. */
class Recorder {
  outputs = [];

  constructor(placeholders) {
    this.placeholders = placeholders;
  }

  openExchange({ id, kind, url, body }) {
    const name = kinds[kind];
    const output = ['open_exchange', id, name, this.placeholders.in(name, url)];
    this.outputs.push(body === '' ? output : [...output, hex(body)]);
  }
  sendText(id, text) {
    this.outputs.push(['send_text', id, hex(text)]);
  }
  endExchange(id, code) {
    this.outputs.push(['end_exchange', id, code]);
  }
  sessionIdWanted() {
    this.outputs.push(['session_id_wanted']);
  }
  released() {
    this.outputs.push(['released']);
  }
  opened(transport) {
    this.outputs.push(['opened', transports[transport]]);
  }
  message(text) {
    this.outputs.push(['message', hex(text)]);
  }
  heartbeat() {
    this.outputs.push(['heartbeat']);
  }
  passedOver(transport, why, code) {
    this.outputs.push(['passed_over', transports[transport], errorTable[why][0], code]);
  }
  closed({ code, reason, wasClean, why, status, unconfirmed, whileFetchingInfo }) {
    const more = {
      ...(why < 0 ? {} : { why: errorTable[why][0] }),
      ...(status === 0 ? {} : { status }),
      ...(unconfirmed === 0 ? {} : { unconfirmed }),
      ...(whileFetchingInfo ? { while_fetching_info: true } : {}),
    };
    const output = ['closed', code, hex(reason), wasClean];
    this.outputs.push(Object.keys(more).length === 0 ? output : [...output, more]);
  }
}

/** An expected output with its octets in hexadecimal. */
function normalised([kind, ...details]) {
  if (kind === 'message') return [kind, hexOf(details[0])];
  if (kind === 'send_text') return [kind, details[0], hexOf(details[1])];
  if (kind === 'closed') return [kind, details[0], hexOf(details[1]), ...details.slice(2)];
  if (kind !== 'open_exchange') return [kind, ...details];
  const [id, exchange, url, body] = details;
  const output = [kind, id, exchange, octetsOf(url).toString()];
  return body === undefined ? output : [...output, hexOf(body)];
}

/**
 * Plays a transcript of the SockJS session; responses are handed over whole and messages as text, or responses cut into
 * pieces of so many octets and messages as octets.
 */
export class SockJSPlayer {
  #recorder;
  #session;
  #pieceLength;

  constructor({ options = {} }, pieceLength) {
    this.#recorder = new Recorder(new Placeholders(options));
    this.#session = new SockJSClientSession(this.#recorder, [1, 0]);
    this.#pieceLength = pieceLength;
    this.#setOptions(options);
  }
  dispose() {
    this.#session.dispose();
  }

  #setOptions({ url = 'http://host/service', server, transports: selected, supported, ...numbers }) {
    const session = this.#session;
    assert.ok(session.setUrl(url), url);
    if (server !== undefined) session.setServer(server);
    if (selected) session.setOption('selected', setOf(selected), 'transports');
    if (supported) session.setOption('supported', setOf(supported), 'supported');
    for (const [name, value] of Object.entries(numbers)) session.setOption(camel(name), Number(value), name);
  }

  /** Without looking at what comes of it. */
  pass({ at, input }) {
    this.#input(at, ...input);
    this.#recorder.outputs = [];
  }

  play({ at, input, result, outputs = [], deadline, buffered }, index) {
    const where = `step ${index}: ${JSON.stringify(input).slice(0, 200)}`;
    let answer;
    try {
      this.#input(at, ...input);
    } catch (error) {
      assert.ok(error.code, error.stack);
      answer = error.code;
    }
    assert.deepEqual(answer, result, `${where}: result`);
    assert.deepEqual(this.#recorder.outputs, outputs.map(normalised), `${where}: outputs`);
    this.#recorder.outputs = [];
    if (deadline !== undefined) {
      const { deadline: due, deadlineReason: reason } = this.#session;
      const actual = due === Number.POSITIVE_INFINITY ? null : [rounded(due), reason];
      assert.deepEqual(actual, deadline && [rounded(deadline[0]), deadline[1]], `${where}: deadline`);
    }
    if (buffered !== undefined) assert.equal(this.#session.buffered, buffered, `${where}: buffered`);
  }

  #input(now, kind, ...args) {
    const session = this.#session;
    const text = (index) => textOf(octetsOf(args[index] ?? ''));
    switch (kind) {
      case 'open':
        return session.open(now);
      case 'timeout':
        return session.timeout(now);
      case 'hide_page':
        return session.hidePage();
      case 'expect_no_heartbeats':
        return session.expectNoHeartbeats();
      case 'supply_session_id':
        return session.supplySessionId(text(0), now);
      case 'send':
        return session.send(text(0), now);
      case 'close':
        return session.close(args[0], text(1), now);
      case 'response':
        return session.response(args[0], args[1], now);
      case 'bytes':
        return this.#bytes(args[0], octetsOf(args[1]), now);
      case 'message':
        return session.message(args[0], this.#messageOf(octetsOf(args[1])), now);
      case 'ended':
      case 'failed':
        return session.ended(
          args[0],
          { complete: kind === 'ended', code: args[1] ?? 0, reason: text(2) },
          now,
        );
      default:
        throw new Error(`an input that is unknown here: ${kind}`);
    }
  }

  // As a browser's socket would deliver it, and once more as octets.
  #messageOf(octets) {
    return this.#pieceLength === undefined ? (utf8TextOf(octets) ?? octets) : octets;
  }

  #bytes(id, octets, now) {
    const length = this.#pieceLength ?? Math.max(1, octets.length);
    for (let at = 0; at < octets.length; at += length) {
      this.#session.bytes(id, octets.subarray(at, at + length), now);
    }
  }
}
