import { test } from 'node:test';
import WebSocket from 'ws';
import { runScenario, scenarios } from './scenarios.mjs';

const subprotocols = ['v12.stomp', 'v11.stomp', 'v10.stomp'];

/**
 * Registers a test for each scenario, run in Node.
 *
 * @param {() => {webSocketUrl: string}} broker looked up when the test runs
 * @param {{Client: Function, Versions: Function}} library
 * @param {{connectHeaders?: object, without?: Record<string, string>}} [options] without: what can't be had with this
 *   pair, with the reason, which is printed
 */
export function testScenarios(broker, { Client, Versions }, { connectHeaders = {}, without = {} } = {}) {
  for (const name of Object.keys(scenarios)) {
    if (name in without) continue;
    test(name, { timeout: 60_000 }, async () => {
      const { webSocketUrl } = broker();
      const config = { webSocketFactory: () => new WebSocket(webSocketUrl, subprotocols), connectHeaders };
      await runScenario(name, { Client, Versions, config });
    });
  }
}
