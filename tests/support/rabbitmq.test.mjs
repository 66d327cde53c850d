import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isListening } from './ports.mjs';
import { startRabbitMQ } from './rabbitmq.mjs';
import { connectStomp } from './stomp-socket.mjs';

const credentials = { login: 'guest', passcode: 'guest' };

for (const frame of ['text', 'binary']) {
  test(`a private RabbitMQ answers CONNECT in ${frame} messages, and stops without a trace`, async () => {
    const broker = await startRabbitMQ({ frame });
    const { socket, answer, isBinary } = await connectStomp(broker.webSocketUrl, credentials);
    assert.match(answer, /^CONNECTED\n/);
    assert.match(answer, /^server:RabbitMQ\//m);
    assert.equal(isBinary, frame === 'binary');
    assert.equal(await isListening(broker.stompPort), true);
    socket.terminate();
    // Rejects where a process of it stays.
    await broker.stop();
    assert.equal(await isListening(broker.stompPort), false);
  });
}

test('a RabbitMQ that is killed leaves nothing behind', async () => {
  const broker = await startRabbitMQ();
  await broker.kill();
  assert.equal(await isListening(broker.stompPort), false);
});
