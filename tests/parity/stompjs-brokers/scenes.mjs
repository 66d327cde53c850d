// What both libraries play to a broker. Each gets a Conversation; what it notes is what a user would see.

/** Publishes, and notes what arrives. */
async function throughTopic(conversation, publications) {
  const { client } = await conversation.open();
  const destination = conversation.destination('/topic/');
  const { messages } = await conversation.subscribe(client, destination);
  for (const publication of publications) client.publish({ destination, ...publication });
  for (const _ of publications) conversation.noteFrame('message', await messages.next());
}

export const scenes = {
  text: (conversation) =>
    throughTopic(conversation, [
      { body: 'hello' },
      { body: '' },
      {},
      { body: 'ünïcödé ✓ 😀' },
      { body: ' \r\n kept \r\n' },
      { body: 'x'.repeat(100_000) },
      { body: 'without', skipContentLengthHeader: true },
    ]),

  octets: async (conversation) => {
    const { client } = await conversation.open();
    const destination = conversation.destination('/topic/');
    const { messages } = await conversation.subscribe(client, destination);
    const binaryBody = Uint8Array.from({ length: 256 }, (_, i) => i);
    client.publish({ destination, binaryBody, headers: { 'content-type': 'application/octet-stream' } });
    const message = await messages.next();
    conversation.note([...message.binaryBody], message.headers['content-type']);
  },

  headers: (conversation) =>
    throughTopic(conversation, [
      { body: 'x', headers: { plain: 'value', colon: 'a:b', line: 'a\nb', umlaut: 'grün', empty: '' } },
      { body: '{}', headers: { 'content-type': 'application/json', priority: '3', 'correlation-id': 'c' } },
    ]),

  receipts: async (conversation) => {
    const { client } = await conversation.open();
    const destination = conversation.destination('/topic/');
    const { subscription } = await conversation.subscribe(client, destination);
    await conversation.receipted(client, (receipt) => {
      client.publish({ destination, body: 'x', headers: { receipt } });
    });
    await conversation.receipted(client, (receipt) => subscription.unsubscribe({ receipt }));
  },

  'frames as octets': async (conversation) => {
    const { client } = await conversation.open({ forceBinaryWSFrames: true });
    const destination = conversation.destination('/topic/');
    const { messages } = await conversation.subscribe(client, destination);
    client.publish({ destination, body: 'größer' });
    conversation.noteFrame('message', await messages.next());
  },

  'a transaction that is committed, and one that is not': async (conversation) => {
    const { client } = await conversation.open();
    const destination = conversation.destination('/queue/');
    const { messages } = await conversation.subscribe(client, destination);
    const dropped = client.begin();
    client.publish({ destination, body: 'dropped', headers: { transaction: dropped.id } });
    dropped.abort();
    const kept = client.begin('mine');
    client.publish({ destination, body: 'kept', headers: { transaction: kept.id } });
    client.publish({ destination, body: 'outside' });
    conversation.noteFrame('message', await messages.next());
    kept.commit();
    conversation.noteFrame('message', await messages.next());
  },

  'messages that are acknowledged one by one': async (conversation) => {
    const { client } = await conversation.open();
    const destination = conversation.destination('/queue/');
    const headers = { ack: 'client-individual', 'prefetch-count': '1' };
    const { messages, subscription } = await conversation.subscribe(client, destination, headers);
    for (const body of ['1', '2', '3']) client.publish({ destination, body });
    for (let i = 0; i < 3; ++i) {
      const message = await messages.next();
      conversation.noteFrame('message', message);
      message.ack();
    }
    await conversation.receipted(client, (receipt) => subscription.unsubscribe({ receipt }));
  },

  'messages that are acknowledged together': async (conversation) => {
    const { client } = await conversation.open();
    const destination = conversation.destination('/queue/');
    const { messages } = await conversation.subscribe(client, destination, { ack: 'client' });
    for (const body of ['1', '2', '3']) client.publish({ destination, body });
    for (let i = 0; i < 3; ++i) {
      const message = await messages.next();
      conversation.noteFrame('message', message);
      if (i === 2) await conversation.receipted(client, (receipt) => message.ack({ receipt }));
    }
  },

  'a message that is refused': async (conversation) => {
    const { client } = await conversation.open();
    const destination = conversation.destination('/queue/');
    const { messages } = await conversation.subscribe(client, destination, { ack: 'client-individual' });
    client.publish({ destination, body: 'work' });
    const message = await messages.next();
    conversation.noteFrame('message', message);
    await conversation.receipted(client, (receipt) => message.nack({ receipt }));
  },

  'after unsubscribe others get the messages': async (conversation) => {
    const { client } = await conversation.open();
    const destination = conversation.destination('/topic/');
    const first = await conversation.subscribe(client, destination);
    const second = await conversation.subscribe(client, destination, { id: 'own' });
    await conversation.receipted(client, (receipt) => first.subscription.unsubscribe({ receipt }));
    client.publish({ destination, body: 'x' });
    conversation.noteFrame('message', await second.messages.next());
  },

  'each version': async (conversation) => {
    for (const version of ['1.0', '1.1', '1.2']) {
      const stompVersions = new conversation.library.Versions([version]);
      const { client } = await conversation.open({ stompVersions });
      conversation.note(client.connectedVersion);
      const destination = conversation.destination(`/queue/${version}-`);
      const headers = { ack: version === '1.0' ? 'client' : 'client-individual' };
      const { messages } = await conversation.subscribe(client, destination, headers);
      client.publish({ destination, body: version });
      const message = await messages.next();
      conversation.noteFrame('message', message);
      await conversation.receipted(client, (receipt) => message.ack({ receipt }));
    }
  },

  'DISCONNECT and its RECEIPT': async (conversation) => {
    const { client, closed } = await conversation.open({ disconnectHeaders: { reason: 'done' } });
    client.onDisconnect = (frame) => conversation.noteFrame('onDisconnect', frame);
    await client.deactivate();
    await closed.next();
    conversation.note(client.active, client.connected, client.state);
  },

  'a destination that is refused': async (conversation) => {
    const { client, errors } = await conversation.open();
    client.publish({ destination: '/nowhere/at/all', body: 'x' });
    const { command, headers } = await errors.next();
    conversation.note('onStompError', command, headers.message);
  },

  'a login that is refused': async (conversation) => {
    const { client, errors } = conversation.client({
      connectHeaders: { login: 'guest', passcode: 'wrong' },
    });
    client.activate();
    conversation.noteFrame('onStompError', await errors.next());
    conversation.note(client.active, client.connected);
  },

  'a connection that was deactivated, activated again': async (conversation) => {
    const { client, connected } = await conversation.open();
    await client.deactivate();
    client.activate();
    conversation.noteFrame('onConnect', await connected.next());
    const destination = conversation.destination('/topic/');
    const { messages } = await conversation.subscribe(client, destination);
    client.publish({ destination, body: 'again' });
    conversation.noteFrame('message', await messages.next());
  },
};
