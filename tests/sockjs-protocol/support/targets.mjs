import assert from 'node:assert/strict';
import process from 'node:process';
import { after, before, describe } from 'node:test';
import { startServerWith } from '../../server-io/settings-file.mjs';
import { Connection } from './connection.mjs';
import { deviations } from './deviations.mjs';
import { startNpmSockjs } from './npm-sockjs.mjs';
import { startNpmWs } from './npm-ws.mjs';

function startHoofbeat({ heartbeat = 25_000, sessionExpiry = 5_000, args, settings, testServices = true }) {
  const sockjs = { heartbeat, session_expiry: sessionExpiry, ...settings?.sockjs };
  const services = testServices ? ['--test-services'] : [];
  return startServerWith({ ...settings, sockjs }, [...services, ...(args ?? [])]);
}

const starters = { 'npm sockjs': startNpmSockjs, 'npm ws': startNpmWs, 'hoofbeat-server': startHoofbeat };
const sockjsServers = ['npm sockjs', 'hoofbeat-server'];

/** A server under test. */
class Target {
  #server;
  #endings = [];

  constructor(name) {
    this.name = name;
  }

  async start(options) {
    this.#server = await starters[this.name](options);
  }

  async stop() {
    for (const end of this.#endings) end();
    await this.#server.stop();
  }

  get port() {
    return this.#server.port;
  }

  /** What this target has to do: what the protocol says, or what the table of deviations says instead. */
  expects(what, standard) {
    const deviation = deviations[this.name]?.[what];
    if (deviation === undefined) return standard;
    assert.notDeepEqual(deviation.instead, standard, `${this.name} does not deviate: ${what}`);
    return deviation.instead;
  }

  /** What must be ended before the server is. */
  onStop(end) {
    this.#endings.push(end);
  }

  /** A connection that is gone at the latest when the target stops. */
  async connect() {
    const connection = await Connection.open(this.port);
    this.onStop(() => connection.destroy());
    return connection;
  }

  /** Sends a request on a connection of its own; resolves with the head of the response. */
  async open(method, path, options) {
    const connection = await this.connect();
    connection.request(method, path, options);
    return connection.response({ method });
  }

  /** The same; resolves with the response when its body, in the member `text`, is complete. */
  async exchange(method, path, options) {
    const response = await this.open(method, path, options);
    response.text = await response.body();
    response.connection.destroy();
    return response;
  }

  get(path, options) {
    return this.exchange('GET', path, options);
  }

  post(path, body = '', options = {}) {
    return this.exchange('POST', path, { body, ...options });
  }
}

/**
 * Defines tests for every target. The environment variable SOCKJS_TARGETS (`npm sockjs,hoofbeat-server`) leaves out others.
 *
 * @param {(target: Target) => void} define
 * @param {{targets?: string[], heartbeat?: number, sessionExpiry?: number, args?: string[],
 *   settings?: object, testServices?: boolean}} [options] heartbeat, sessionExpiry: ms; args, settings: more of them,
 *   for hoofbeat-server alone; testServices: whether it offers them (true)
 */
export function forEachTarget(define, { targets = sockjsServers, ...options } = {}) {
  const chosen = process.env.SOCKJS_TARGETS?.split(',') ?? targets;
  for (const name of targets.filter((name) => chosen.includes(name)))
    describe(name, () => {
      const target = new Target(name);
      before(() => target.start(options));
      after(() => target.stop());
      define(target);
    });
}
