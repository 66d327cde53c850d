import { after, before, describe } from 'node:test';
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
  });
}
