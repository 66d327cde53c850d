import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CoreSession, errorTable, ReceivedFrame, versions } from '../../build/testing/hoofbeat.js';
import { octetsOf, textOf, vectorFiles } from './support/octets.mjs';

// The same transcripts as the C++ tests', through the wasm build; messages go in as octets, and once more as text.

const optionNames = {
  heart_beat_tolerance: 'heartBeatTolerance',
  connection_timeout: 'connectionTimeout',
  connected_timeout: 'connectedTimeout',
  receipt_timeout: 'receiptTimeout',
  disconnect_timeout: 'disconnectTimeout',
  close_timeout: 'closeTimeout',
  error_timeout: 'errorTimeout',
  wake_grace: 'wakeGrace',
  nul_may_be_missing: 'nulMayBeMissing',
  reconnect_delay: 'reconnectDelay',
  max_reconnect_delay: 'reconnectMaxDelay',
  reconnect_jitter: 'reconnectJitter',
  max_reconnect_attempts: 'reconnectMaxAttempts',
  max_frame_bytes: 'maxFrameBytes',
  max_body_bytes: 'maxBodyBytes',
  max_line_bytes: 'maxLineBytes',
  max_headers: 'maxHeaders',
  max_subscriptions: 'maxSubscriptions',
  max_receipts: 'maxReceipts',
};

const hex = (octets) => Buffer.from(octets).toString('hex');
const rounded = (time) => Math.round(time * 1000) / 1000;

function frameOf(frame) {
  return { command: frame.command, headers: frame.headerList(), body: hex(frame.binaryBody) };
}

/** Notes outputs as the transcripts write them, octets in hexadecimal. */
class Recorder {
  outputs = [];
  body = Buffer.alloc(0);

  openTransport(id) {
    this.outputs.push(['open_transport', id]);
  }
  transmit(id, head, body) {
    const octets =
      body === 0 ? Buffer.from(head) : Buffer.concat([Buffer.from(head), this.body, Buffer.of(0)]);
    this.outputs.push(['transmit', id, hex(octets)]);
  }
  closeTransport(id, code) {
    this.outputs.push(['close_transport', id, code]);
  }
  abandonTransport(id) {
    this.outputs.push(['abandon_transport', id]);
  }
  activationChanged(activation) {
    this.outputs.push(['activation_changed', ['active', 'deactivating', 'inactive'][activation]]);
  }
  connected(frame, version, outgoing, incoming) {
    this.outputs.push(['connected', frameOf(frame), versions[version], [outgoing, incoming]]);
  }
  message(content, token, ackHeader) {
    const frame = new ReceivedFrame('MESSAGE', content);
    this.outputs.push([
      'message',
      frameOf(frame),
      token,
      ackHeader < 0 ? null : frame.headerValue(ackHeader),
    ]);
  }
  unhandledMessage(content, ackHeader) {
    const frame = new ReceivedFrame('MESSAGE', content);
    const ack = ackHeader < 0 ? null : frame.headerValue(ackHeader);
    this.outputs.push(['unhandled_message', frameOf(frame), ack]);
  }
  receipt(frame, token) {
    this.outputs.push(['receipt', frameOf(frame), token]);
  }
  unhandledReceipt(frame) {
    this.outputs.push(['unhandled_receipt', frameOf(frame)]);
  }
  receiptLost(token, id, why) {
    this.outputs.push(['receipt_lost', token, id, errorTable[why][0]]);
  }
  brokerError(frame) {
    this.outputs.push(['broker_error', frameOf(frame)]);
  }
  unhandledFrame(frame) {
    this.outputs.push(['unhandled_frame', frameOf(frame)]);
  }
  heartBeatReceived() {
    this.outputs.push(['heart_beat_received']);
  }
  heartBeatLost() {
    this.outputs.push(['heart_beat_lost']);
  }
  disconnected(frame) {
    this.outputs.push(['disconnected', frameOf(frame)]);
  }
  failed(code, offset) {
    this.outputs.push(['failed', errorTable[code][0], offset]);
  }
  connectionEnded(id) {
    this.outputs.push(['connection_ended', id]);
  }
  reconnecting(attempt, delay) {
    this.outputs.push(['reconnecting', attempt, rounded(delay)]);
  }
}

/** An expected output with its octets in hexadecimal. */
function normalised([kind, ...details]) {
  const plain = details.map((detail) =>
    detail?.command === undefined ? detail : { ...detail, body: hex(octetsOf(detail.body)) },
  );
  if (kind === 'transmit') plain[1] = hex(octetsOf(plain[1]));
  if (kind === 'reconnecting') plain[1] = rounded(plain[1]);
  return [kind, ...plain];
}

class Player {
  #recorder = new Recorder();
  #session;
  #deliver;

  constructor({ options = {}, seed = 1 }, asText) {
    const seed64 = BigInt(seed);
    const words = [Number(seed64 & 0xffffffffn), Number(seed64 >> 32n)];
    this.#session = new CoreSession(this.#recorder, words);
    this.#deliver = asText ? this.#deliverText : this.#deliverOctets;
    this.#setOptions(options);
  }
  dispose() {
    this.#session.dispose();
  }

  #setOptions({ versions: offered, host, connect_headers, heart_beat, reconnect_growth, ...numbers }) {
    const session = this.#session;
    if (offered) session.setVersions(offered.join(','));
    if (host !== undefined) session.setHost(host);
    if (connect_headers) session.setConnectHeaders(connect_headers);
    if (heart_beat) {
      session.setOption('heartBeatOutgoing', heart_beat[0], 'heart_beat');
      session.setOption('heartBeatIncoming', heart_beat[1], 'heart_beat');
    }
    if (reconnect_growth) {
      session.setOption('reconnectGrowth', Number(reconnect_growth === 'exponential'), 'reconnect_growth');
    }
    for (const [name, value] of Object.entries(numbers)) {
      assert.ok(optionNames[name], `an option that is unknown here: ${name}`);
      session.setOption(optionNames[name], Number(value), name);
    }
  }

  #deliverOctets(id, octets, now, isWhole) {
    this.#session.octets(id, octets, now, isWhole);
  }
  #deliverText(id, octets, now, isWhole) {
    const text = textOf(octets);
    if (text === undefined) this.#deliverOctets(id, octets, now, isWhole);
    else this.#session.text(id, text, now, isWhole);
  }

  play({ at, input, result, outputs = [], deadline }, index) {
    const where = `step ${index}: ${JSON.stringify(input).slice(0, 200)}`;
    let answer;
    try {
      answer = this.#input(at, ...input);
    } catch (error) {
      assert.ok(error.code, error.stack);
      answer = error.code;
    }
    assert.deepEqual(answer, result, `${where}: result`);
    assert.deepEqual(this.#recorder.outputs, outputs.map(normalised), `${where}: outputs`);
    this.#recorder.outputs = [];
    if (deadline === undefined) return;
    const { deadline: due, deadlineReason: reason } = this.#session;
    const actual = due === Number.POSITIVE_INFINITY ? null : [rounded(due), reason];
    assert.deepEqual(actual, deadline && [rounded(deadline[0]), deadline[1]], `${where}: deadline`);
  }

  #input(now, kind, ...args) {
    const session = this.#session;
    switch (kind) {
      case 'activate':
        return session.activate(now);
      case 'retry_now':
        return session.retryNow(now);
      case 'wake':
        return session.wake(now);
      case 'force_disconnect':
        return session.forceDisconnect(now);
      case 'timeout':
        return session.timeout(now);
      case 'deactivate':
        return session.deactivate(args[0], args[1], now);
      case 'transport_started':
        return session.started(args[0], now);
      case 'transport_opened':
        return session.opened(args[0], now);
      case 'transport_closed':
        return session.closed(args[0], now);
      case 'message':
        return this.#deliver(args[0], octetsOf(args[1]), now, true);
      case 'piece':
        return this.#deliver(args[0], octetsOf(args[1]), now, false);
      case 'publish':
        return this.#publish(args[0], octetsOf(args[1]), args[2]?.content_length !== false, now);
      case 'subscribe': {
        const { token, id } = session.subscribe(args[0], now);
        return [token, id];
      }
      case 'unsubscribe':
        return session.unsubscribe(args[0], args[1], now);
      case 'ack':
      case 'nack':
        return session.acknowledge(kind, args[0], args[1], args[2], now);
      case 'begin':
        return ['id', session.begin(args[0], args[1], now)];
      case 'commit':
      case 'abort':
        return session.endTransaction(kind, args[0], args[1], now);
      case 'watch_receipt':
        return session.watchReceipt(args[0], now);
      default:
        throw new Error(`an input that is unknown here: ${kind}`);
    }
  }

  #publish(headers, body, hasContentLength, now) {
    this.#recorder.body = body;
    const flags = hasContentLength ? 0 : 1 + (body.includes(0) ? 2 : 0);
    this.#session.publish(headers, { size: body.length, flags }, now);
  }
}

for (const [file, { transcripts }] of vectorFiles('session')) {
  describe(file, () => {
    for (const transcript of transcripts) {
      for (const [how, asText] of [
        ['as octets', false],
        ['as text', true],
      ]) {
        test(`${transcript.name}, ${how}`, () => {
          const player = new Player(transcript, asText);
          try {
            for (const [index, step] of transcript.steps.entries()) player.play(step, index);
          } finally {
            player.dispose();
          }
        });
      }
    }
  });
}
