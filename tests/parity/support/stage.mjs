import * as stompjs from '@stomp/stompjs';
import * as hoofbeat from '../../../build/testing/hoofbeat.js';
import { connectedFrame, FakeSocket } from '../../wasm/support/fake-socket.mjs';
import { settled, VirtualClock } from '../../wasm/support/virtual-clock.mjs';
import { takeOverGlobals } from './virtual-globals.mjs';

/** The two that are held against each other. */
export const libraries = { theirs: stompjs, ours: hoofbeat };

const callbacks = [
  'onChangeState',
  'onConnect',
  'onDisconnect',
  'onStompError',
  'onWebSocketClose',
  'onWebSocketError',
  'onUnhandledMessage',
  'onUnhandledReceipt',
  'onUnhandledFrame',
  'onHeartbeatReceived',
  'onHeartbeatLost',
];

const asText = (message) =>
  typeof message === 'string' ? message : `octets ${Buffer.from(message).toString('latin1')}`;

// Theirs has them back to front, which a case of its own shows.
const sorted = (headers) => JSON.stringify(Object.fromEntries(Object.entries(headers).sort()));

/** What a callback was given, in words that are the same for both. */
function described(argument, { ActivationState }) {
  if (argument === undefined) return '';
  if (typeof argument === 'number') return ` ${ActivationState[argument]}`;
  // A close event that stands in for the socket's has no type in theirs.
  if (argument.command === undefined) return ` ${argument.code ?? argument.type}`;
  return ` ${argument.command} ${sorted(argument.headers)} ${argument.body}`;
}

/** A client on a fake network in virtual time, and the transcript of what it does: `<ms> <what>`, line by line. */
export class Stage {
  lines = [];
  sockets = [];
  clock = new VirtualClock();
  #start = this.clock.now();
  #restoreGlobals = takeOverGlobals(this.clock);
  #reportError = globalThis.reportError;

  constructor(library, config = {}) {
    this.library = library;
    globalThis.reportError = (error) => this.note('reported', error.message);
    const values = typeof config === 'function' ? config(library, this) : config;
    this.client = new library.Client({
      webSocketFactory: () => this.makeSocket(),
      heartbeatIncoming: 0,
      heartbeatOutgoing: 0,
      // Theirs knows no such option; a case of its own shows it.
      host: null,
      ...values,
    });
    for (const name of callbacks) this.record(this.client, name);
  }

  /** Has calls of a callback written down, with the client's state at that time. */
  record(client, name) {
    const original = client[name];
    client[name] = (...args) => {
      const { connected, state } = client;
      const about = name === 'onChangeState' ? '' : ` while ${this.library.ActivationState[state]}`;
      this.note(`${name}${described(args[0], this.library)}${about}${connected ? ', connected' : ''}`);
      return original?.apply(client, args);
    };
  }

  /** For notes: an object's entries by their names. */
  sorted = sorted;

  note(...words) {
    const text = words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word))).join(' ');
    this.lines.push(`${this.clock.now() - this.#start} ${text.replaceAll('\0', '^@')}`);
  }

  /** What `call` throws, written down. */
  attempt(call) {
    try {
      return call();
    } catch (error) {
      this.note('thrown', error.constructor.name, error.message);
    }
  }

  makeSocket(properties = {}) {
    const socket = Object.assign(new FakeSocket(), properties);
    const send = socket.send.bind(socket);
    // Behind its close a WebSocket drops what it is given, and says nothing (HTML, "send()").
    socket.send = (message) => {
      if (socket.readyState <= 1) send(message);
    };
    this.sockets.push(socket);
    this.note(`socket ${this.sockets.length} made`);
    socket.whenSent = (message) => this.note('sent', asText(message));
    socket.whenClosed = () => this.note('close');
    return socket;
  }

  /** The socket that was made last. */
  get socket() {
    return this.sockets.at(-1);
  }

  // ---- What cases do all the time

  /** Until the socket is open. */
  async open() {
    this.client.activate();
    await settled();
    this.socket.open();
  }

  /** Until the client is connected. */
  async connect(version = '1.2', heartBeat = '0,0') {
    await this.open();
    this.socket.receive(connectedFrame(version, heartBeat));
  }

  /** The broker's end: the socket closes as the client has asked for. */
  async closed(code = 1000) {
    this.socket.closed(code);
    await settled();
  }

  advance(milliseconds) {
    return this.clock.advance(milliseconds);
  }
  settled() {
    return settled();
  }

  /** Ends what still runs, unheard, and gives the platform back. */
  async strike() {
    const { length } = this.lines;
    for (const name of [...callbacks, 'debug']) this.client[name] = () => {};
    this.client.deactivate({ force: true }).catch(() => {});
    await settled();
    this.lines.length = length;
    this.#restoreGlobals();
    this.clock.restore();
    globalThis.reportError = this.#reportError;
  }
}

/** Plays a case to one library, and returns its transcript. */
export async function transcriptOf(library, { config, play }) {
  const stage = new Stage(library, config);
  try {
    await play(stage);
    await settled();
  } finally {
    await stage.strike();
  }
  return stage.lines;
}
