import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServerWith } from '../server-io/settings-file.mjs';
import { startRabbitMQ } from '../support/rabbitmq.mjs';
import { scenes } from './stompjs-brokers/scenes.mjs';
import { Conversation } from './support/conversation.mjs';
import { libraries } from './support/stage.mjs';

// The same calls with both libraries, against real brokers: what goes out and what comes of it is equal, but for ids
// that brokers make up.

const connectHeaders = { login: 'guest', passcode: 'guest' };
const brokers = {
  'our server': () => startServerWith({ users: [connectHeaders] }),
  RabbitMQ: () => startRabbitMQ(),
  'RabbitMQ with binary frames': () => startRabbitMQ({ frame: 'binary' }),
};
// A text message can not carry any octets (RFC 6455, section 5.6): what RabbitMQ makes of them is an invalid one.
const without = { RabbitMQ: ['octets'] };

async function transcriptOf(library, broker, scene) {
  const conversation = new Conversation(library, broker);
  try {
    await scene(conversation);
  } finally {
    await conversation.end();
  }
  return conversation.lines;
}

for (const [name, start] of Object.entries(brokers)) {
  describe(name, () => {
    let running;
    before(async () => {
      running = await start();
    });
    after(() => running?.stop());

    for (const [title, scene] of Object.entries(scenes)) {
      if (without[name]?.includes(title)) continue;
      test(title, { timeout: 60_000 }, async () => {
        const broker = { webSocketUrl: running.webSocketUrl, connectHeaders };
        const theirs = await transcriptOf(libraries.theirs, broker, scene);
        const ours = await transcriptOf(libraries.ours, broker, scene);
        assert.deepEqual(ours, theirs);
        assert.match(theirs[0], /^sent (octets )?CONNECT/);
      });
    }
  });
}
