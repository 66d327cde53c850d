import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Room } from '../../examples/chat/room.js';
import { testExample } from './stage.mjs';

const timeout = 90_000;

testExample('chat', (stage) => {
  async function join(name, room = 'general') {
    const visitor = await stage.open(`${stage.server.httpUrl}ws`);
    await visitor.fill('#name', name);
    await visitor.page.$eval(
      '#first-room',
      (field, chosen) => {
        field.value = chosen;
      },
      room,
    );
    await visitor.pressKey('#name', 'Enter');
    await visitor.waitForText('#status', '^Connected$');
    return visitor;
  }

  async function say(visitor, text) {
    await visitor.fill('#text', text);
    await visitor.pressKey('#text', 'Enter');
  }

  const messagesOf = (visitor) =>
    visitor.page.$$eval('#messages li', (items) =>
      items.map((item) => `${item.querySelector('b').textContent}: ${item.lastChild.textContent}`),
    );

  test('two people see each other come, talk and go', { timeout }, async () => {
    const ann = await join('Ann');
    await ann.waitForText('#people', '^Ann$');
    const bob = await join('Bob');
    await ann.waitForText('#people', '^AnnBob$');
    await bob.waitForText('#people', '^AnnBob$');

    await say(ann, 'Hello <i>Bob</i>, ünï');
    await bob.waitForText('#messages', 'Hello <i>Bob</i>, ünï$');
    await ann.waitForText('#messages .own .mark', 'delivered$');
    await say(bob, 'Hello Ann');
    await ann.waitForText('#messages', 'Hello Ann$');
    await ann.screenshot(stage.screenshotName('chat'));
    assert.equal(await ann.overflowsWhenNarrow(), false);
    assert.deepEqual(await messagesOf(ann), ['Ann: Hello <i>Bob</i>, ünï', 'Bob: Hello Ann']);
    assert.deepEqual(await messagesOf(bob), await messagesOf(ann));

    await bob.press('#leave');
    await ann.waitForText('#people', '^Ann$');
    await bob.fill('#name', 'Bert');
    await bob.pressKey('#name', 'Enter');
    await ann.waitForText('#people', '^AnnBert$');
    await bob.waitForText('#status', '^Connected$');
    assert.deepEqual(await messagesOf(bob), []);
    assert.deepEqual(await ann.page.problems(), []);
  });

  test('rooms have messages and people of their own', { timeout }, async () => {
    const ann = await join('Ann', 'help');
    await say(ann, 'Anybody there?');
    await ann.waitForText('#messages .own .mark', 'sent$');
    const bob = await join('Bob', 'horses');
    await bob.waitForText('#people', '^Bob$');
    await ann.press('#rooms [value="horses"]');
    await ann.waitForText('#people', '^AnnBob$');
    assert.deepEqual(await messagesOf(ann), []);

    await ann.press('#rooms [value="help"]');
    await ann.waitForText('#messages', 'Anybody there\\?$');
    await say(bob, 'Look, a foal');
    await ann.waitForText('#rooms [value="horses"]', '1 new$');
    await ann.press('#rooms [value="horses"]');
    await ann.waitForText('#messages', 'Look, a foal$');
    await ann.waitForText('#rooms [value="horses"]', 'horses$');
    await bob.waitForText('#messages .own .mark', 'delivered$');
    assert.deepEqual(await ann.page.problems(), []);
  });

  test('the server is killed and comes back: all are there again, and what was said meanwhile is sent', {
    timeout,
  }, async () => {
    const ann = await join('Ann');
    const bob = await join('Bob');
    await say(ann, 'before');
    await bob.waitForText('#messages', 'before$');
    await ann.waitForText('#messages .own .mark', 'delivered$');
    await stage.server.kill();
    try {
      await ann.waitForText('#status', '^Connection lost');
      await bob.waitForText('#status', '^Connection lost');
      await say(ann, 'meanwhile');
      await ann.waitForText('#messages .own:last-child .mark', 'sending$');
      await ann.screenshot(stage.screenshotName('chat-lost'));
    } finally {
      await stage.server.restart();
    }
    for (const visitor of [ann, bob]) {
      await visitor.waitForText('#status', '^Connected$');
      await visitor.waitForText('#people', '^AnnBob$');
    }
    await ann.waitForText('#messages .own:last-child .mark', '(sent|delivered)$');
    await say(ann, 'after');
    await bob.waitForText('#messages', 'after$');
    const said = await messagesOf(bob);
    assert.deepEqual(
      said.filter((line) => !line.endsWith('meanwhile')),
      ['Ann: before', 'Ann: after'],
    );
  });
});

test('a message that comes twice is shown once, and its mark never goes back', () => {
  const room = new Room('general');
  const said = { type: 'message', page: 'bob', from: 'Bob', id: '1', text: 'hello' };
  assert.equal(room.take(said, 'ann'), true);
  assert.equal(room.take(said, 'ann'), false);
  room.add({ id: '2', from: 'Ann', text: 'hello' }, { isOwn: true });
  room.take({ type: 'received', page: 'bob', from: 'Bob', id: '2' }, 'ann');
  room.message('2').advance('sent');
  assert.deepEqual(
    room.messages.map(({ id, mark, isOwn }) => [id, isOwn ? mark : undefined]),
    [
      ['1', undefined],
      ['2', 'delivered'],
    ],
  );
});
