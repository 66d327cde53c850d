import { Client } from 'hoofbeat';
import SockJS from 'hoofbeat/sockjs';
import { describeClose } from './close-code.js';
import { cut } from './format.js';
import { negotiatedHeartbeat } from './heartbeat.js';
import { observeSocket } from './observed-socket.js';
import { StandingSubscription } from './standing-subscription.js';

/** Milliseconds, as the two that follow. */
const RECONNECT_DELAY = 1000;
const CONNECT_TIMEOUT = 10000;
const CLOSE_TIMEOUT = 3000;
/** Characters of an ERROR that are told; the log of frames has the rest. */
const MAX_REASON = 500;
const SUBPROTOCOLS = ['v12.stomp', 'v11.stomp', 'v10.stomp'];

/**
 * @typedef {object} Settings
 * @property {string} url ws: or wss:, or http: or https: for SockJS
 * @property {Record<string, string>} headers of CONNECT
 * @property {number} heartbeatIncoming ms, 0 for none
 * @property {number} heartbeatOutgoing ms, 0 for none
 */
/** @typedef {{incoming: number, outgoing: number}} Heartbeat as negotiated, ms, 0 for none */
/**
 * @typedef {{name: 'Disconnected' | 'Connecting' | 'Disconnecting'}
 *   | {name: 'Connected', version: string, server: string, heartbeat: Heartbeat}
 *   | {name: 'Reconnecting', attempt: number, due: number | undefined}} State
 * `due` is when the attempt begins, on the clock of `performance.now()`; undefined once it is under way
 */
/**
 * @typedef {object} Listener
 * @property {(state: State) => void} onState
 * @property {(traffic: import('./observed-socket.js').Traffic) => void} onTraffic
 * @property {(text: string, kind?: 'connection' | 'broker') => void} onTrouble
 */

/** The page's one connection: a client of the package, its state, and the subscriptions that outlive it. */
export class Connection {
  #listener;
  /** @type {Client | undefined} */
  #client;
  /** @type {State} */
  #state = { name: 'Disconnected' };
  /** @type {Set<StandingSubscription>} */
  #subscriptions = new Set();
  /** Whether CONNECTED came on the socket of now; the state may have moved on when its close is told. */
  #isUp = false;
  #wasConnected = false;
  #receipts = 0;
  #attempt = 0;
  #attemptAnnounced = false;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  get state() {
    return this.#state;
  }

  /** Whether the broker is known to listen: not so after an ERROR, until it shows that it goes on. */
  get isReady() {
    return this.#client?.connected ?? false;
  }

  /**
   * Connects, and stays connected until `disconnect`. A connection that stands is replaced.
   * @param {Settings} settings
   */
  connect(settings) {
    void this.#client?.deactivate();
    this.#lapseAll();
    this.#isUp = this.#wasConnected = false;
    this.#attempt = 0;
    const client = this.#makeClient(settings);
    this.#client = client;
    this.#setState({ name: 'Connecting' });
    client.activate();
  }

  /** Says goodbye to the broker and stops reconnecting; a broker that does not answer is left after 3 s. */
  async disconnect() {
    const client = this.#client;
    if (!client || this.#state.name === 'Disconnecting') return;
    this.#setState({ name: 'Disconnecting' });
    const timeout = after(CLOSE_TIMEOUT).then(() => client.deactivate({ force: true }));
    await Promise.race([client.deactivate(), timeout]);
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#lapseAll();
    this.#setState({ name: 'Disconnected' });
  }

  /**
   * @param {import('hoofbeat').IPublishParams} frame
   * @param {() => void} [onReceipt] asks for a RECEIPT and is called when it comes
   * @throws {Error} when not connected
   */
  publish(frame, onReceipt) {
    const client = this.#client;
    if (!client || this.#state.name !== 'Connected') {
      throw new Error('Not connected: nothing was sent. Press Connect first.');
    }
    if (!onReceipt) return client.publish(frame);
    this.#receipts += 1;
    const receipt = frame.headers?.receipt ?? `console-${this.#receipts}`;
    client.watchForReceipt(receipt, onReceipt);
    client.publish({ ...frame, headers: { ...frame.headers, receipt } });
  }

  /**
   * Subscribes now, or as soon as there is a connection, and again after every reconnect.
   * @param {string} destination
   * @param {(message: import('hoofbeat').IMessage) => void} onMessage
   * @param {Record<string, string>} [headers]
   */
  subscribe(destination, onMessage, headers = {}) {
    const forget = (/** @type {StandingSubscription} */ gone) => this.#subscriptions.delete(gone);
    const subscription = new StandingSubscription(destination, headers, onMessage, forget);
    if (this.#client && this.#state.name === 'Connected') subscription.establish(this.#client);
    this.#subscriptions.add(subscription);
    return subscription;
  }

  /** @param {Settings} settings @returns {Client} */
  #makeClient(settings) {
    /**
     * A replaced client goes on closing its socket; what it tells then is no longer of interest.
     * @param {(...values: any[]) => void} handle
     */
    const whileCurrent =
      (handle) =>
      (/** @type {any[]} */ ...values) => {
        if (this.#client === client) handle(...values);
      };
    const client = new Client({
      webSocketFactory: () => this.#openSocket(settings.url),
      connectHeaders: settings.headers,
      heartbeatIncoming: settings.heartbeatIncoming,
      heartbeatOutgoing: settings.heartbeatOutgoing,
      reconnectDelay: RECONNECT_DELAY,
      connectionTimeout: CONNECT_TIMEOUT,
      onConnect: whileCurrent((frame) => this.#connected(client, frame, settings)),
      onStompError: whileCurrent((frame) => this.#brokerError(frame)),
      onHeartbeatLost: whileCurrent(() => this.#heartbeatLost()),
      onWebSocketClose: whileCurrent((event) => this.#socketClosed(event, settings.url)),
    });
    return Object.assign(client, {
      onReconnecting: whileCurrent(({ attempt, delay }) => this.#waiting(attempt, delay)),
    });
  }

  /** @param {string} url */
  #openSocket(url) {
    this.#attemptAnnounced = false;
    if (this.#attempt > 0) this.#setState({ name: 'Reconnecting', attempt: this.#attempt, due: undefined });
    const socket = url.startsWith('http') ? new SockJS(url) : new WebSocket(url, SUBPROTOCOLS);
    observeSocket(socket, this.#listener.onTraffic);
    return socket;
  }

  /** @param {Client} client @param {import('hoofbeat').IFrame} frame @param {Settings} settings */
  #connected(client, frame, settings) {
    this.#isUp = this.#wasConnected = true;
    this.#attempt = 0;
    // Before the state is told: whoever subscribes on hearing of it must not be subscribed twice.
    for (const subscription of this.#subscriptions) this.#establish(subscription, client);
    this.#setState({
      name: 'Connected',
      version: client.connectedVersion ?? '1.0',
      server: frame.headers.server ?? '',
      heartbeat: negotiatedHeartbeat(client, frame.headers, settings),
    });
  }

  /**
   * One that cannot be made must not keep the others from it.
   * @param {StandingSubscription} subscription
   * @param {Client} client
   */
  #establish(subscription, client) {
    try {
      subscription.establish(client);
    } catch (error) {
      this.#listener.onTrouble(`Not subscribed to ${subscription.destination}: ${error}`, 'broker');
    }
  }

  /** @param {import('hoofbeat').IFrame} frame */
  #brokerError(frame) {
    const parts = [frame.headers.message, frame.body?.trim()].filter(Boolean);
    const refused = !this.#wasConnected;
    const advice = refused ? ' Not trying again: correct the settings and press Connect.' : '';
    const reason = cut(parts.join(' – '), MAX_REASON) || 'no reason given';
    this.#listener.onTrouble(`ERROR from the broker: ${reason}.${advice}`, 'broker');
    if (refused) void this.disconnect();
  }

  #heartbeatLost() {
    this.#listener.onTrouble('The broker stopped sending heartbeats.', 'connection');
  }

  /** @param {CloseEvent} event @param {string} url */
  #socketClosed(event, url) {
    this.#lapseAll();
    if (this.#state.name === 'Disconnecting') return;
    const text = this.#isUp
      ? `Connection lost: ${describeClose(event)}. Reconnecting by itself.`
      : `No connection to ${url}: ${describeClose(event)}. Is a STOMP server running there? Trying again.`;
    this.#isUp = false;
    this.#listener.onTrouble(text, 'connection');
    if (!this.#attemptAnnounced) this.#waiting(this.#attempt + 1, RECONNECT_DELAY);
  }

  /** @param {number} attempt @param {number} delay ms */
  #waiting(attempt, delay) {
    this.#attempt = attempt;
    this.#attemptAnnounced = true;
    this.#setState({ name: 'Reconnecting', attempt, due: performance.now() + delay });
  }

  #lapseAll() {
    for (const subscription of this.#subscriptions) subscription.lapse();
  }

  /** @param {State} state */
  #setState(state) {
    this.#state = state;
    this.#listener.onState(state);
  }
}

/** @param {number} ms @returns {Promise<void>} */
function after(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
