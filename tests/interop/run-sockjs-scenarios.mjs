import { test } from 'node:test';
import { runScenario as runStomp, scenarios as stomp } from './scenarios.mjs';
import { deadlyScenarios, runScenario as runSockJs, scenarios as sockJs } from './sockjs-scenarios.mjs';

const timeout = 60_000;

/**
 * Registers a test for each SockJS scenario, run in Node.
 *
 * @param {() => {httpUrl: string, kill(): Promise<void>, restart(): Promise<void>}} server looked up when the test runs
 * @param {object} client of sockjs-clients.mjs
 * @param {{transport: string, only?: string[], without?: Record<string, string>}} options only: in place of all;
 *   without: what can't be had here, with the reason, beside the client's shortcomings
 */
export function testSockJsScenarios(
  server,
  { SockJS, options, shortcomings },
  { transport, only = Object.keys(sockJs), without = {} },
) {
  for (const name of only) {
    if (name in { ...without, ...shortcomings[transport] }) continue;
    test(name, { timeout }, async () => {
      const target = server();
      const how = { SockJS, baseUrl: target.httpUrl.replace(/\/$/, ''), transport, options };
      if (!deadlyScenarios.includes(name)) return runSockJs(name, how);
      try {
        await runSockJs(name, { ...how, killServer: () => target.kill() });
      } finally {
        await target.restart();
      }
    });
  }
}

// A message of SockJS is a string, so that a body has to be UTF-8.
const notOverSockJs = ['octets go there and back'];

/**
 * Registers a test for each STOMP scenario, run in Node over SockJS.
 *
 * @param {() => object} config how a client reaches the broker, looked up when the test runs
 * @param {{Client: Function, Versions: Function}} library
 * @param {{only?: string[], without?: Record<string, string>}} options as above
 */
export function testStompOverSockJs(
  config,
  { Client, Versions },
  { only = Object.keys(stomp), without = {} } = {},
) {
  for (const name of only) {
    if (name in without || notOverSockJs.includes(name)) continue;
    test(name, { timeout }, () => runStomp(name, { Client, Versions, config: config() }));
  }
}
