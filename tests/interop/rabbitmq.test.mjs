import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { Client, Versions } from '../../dist/index.js';
import { startRabbitMQ } from '../support/rabbitmq.mjs';
import { testScenarios } from './run-scenarios.mjs';

const without = {
  // RabbitMQ puts any body into a text message, which must be UTF-8 (RFC 6455, section 5.6).
  text: { 'octets go there and back': 'a text message can not carry them' },
  binary: {},
};

for (const frame of ['text', 'binary']) {
  describe(`our client in Node, RabbitMQ with ${frame} frames`, () => {
    let broker;
    before(async () => {
      broker = await startRabbitMQ({ frame });
    });
    after(() => broker?.stop());
    const connectHeaders = { login: 'guest', passcode: 'guest' };
    testScenarios(() => broker, { Client, Versions }, { connectHeaders, without: without[frame] });
    test('a login that is refused: the broker’s words, its ERROR, and no password', async () => {
      const client = new Client({
        webSocketFactory: () => new WebSocket(broker.webSocketUrl, ['v12.stomp']),
        connectHeaders: { login: 'nobody', passcode: 'pass-1815' },
        reconnectDelay: 0,
      });
      const error = await new Promise((resolve) => {
        client.onError = resolve;
        client.activate();
      });
      await client.deactivate({ force: true });
      assert.deepEqual(
        [error.code, error.url, error.frame.headers.message],
        ['connection_refused_by_broker', broker.webSocketUrl, 'Bad CONNECT'],
      );
      assert.match(error.message, /Access refused for user 'nobody'/);
      assert.doesNotMatch(error.message, /1815/);
    });
  });
}
