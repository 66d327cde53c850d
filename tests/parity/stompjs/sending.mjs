const octets = (...values) => Uint8Array.from(values);

/** A case on a connection of this version. */
const connected = (play, { version = '1.2', config } = {}) => ({
  config,
  async play(stage) {
    await stage.connect(version);
    stage.lines.length = 0;
    await play(stage.client, stage);
  },
});

const acknowledgements = (client, stage) => {
  client.subscribe('/a', (message) => {
    message.ack();
    message.nack({ receipt: 'r' });
    message.ack({ transaction: 't', id: 'mine', 'message-id': 'mine', subscription: 'mine' });
  });
  stage.socket.receive('MESSAGE\nsubscription:sub-0\nmessage-id:m\nack:k\ndestination:/a\n\n\0');
  client.ack('m', 's');
  client.nack('m', 's', { more: 'x' });
  client.ack('m', 's', { id: 'mine', x: 'y' });
};

const everyFrame = (client) => {
  client.publish({ destination: '/a', body: 'b', headers: { x: 'y' } });
  client.subscribe('/a', () => {}, { ack: 'client' }).unsubscribe({ receipt: 'r' });
  const { id } = client.begin();
  client.publish({ destination: '/a', headers: { transaction: id } });
  client.commit(id);
  client.abort('t');
};

/** What an application has got hold of on a connection; returns how to use all of it. */
function heldHandles(client, stage) {
  const messages = [];
  const subscription = client.subscribe('/a', (message) => messages.push(message), { ack: 'client' });
  const [kept, dropped] = [client.begin(), client.begin()];
  stage.socket.receive('MESSAGE\nsubscription:sub-0\nmessage-id:m\nack:k\n\n\0');
  const uses = {
    ack: () => messages[0].ack(),
    nack: () => messages[0].nack(),
    unsubscribe: () => subscription.unsubscribe(),
    commit: () => kept.commit(),
    abort: () => dropped.abort(),
  };
  return (when) => {
    for (const [name, use] of Object.entries(uses)) {
      stage.note(when, name);
      stage.attempt(use);
    }
  };
}

export const sending = {
  'publish: destination, the headers of the user, content-length': connected((client) => {
    client.publish({ destination: '/a', body: 'text é', headers: { b: '1', a: '2' } });
  }),
  'publish: without a body there is no content-length': connected((client) => {
    client.publish({ destination: '/a' });
    client.publish({ destination: '/a', body: '' });
    client.publish({ destination: '/a', body: '', headers: {} });
  }),
  'publish: a destination among the headers wins': connected((client) => {
    client.publish({ destination: '/a', headers: { x: '1', destination: '/b' } });
  }),
  'publish: skipContentLengthHeader': connected((client) => {
    client.publish({ destination: '/a', body: 'x', skipContentLengthHeader: true });
    client.publish({ destination: '/a', skipContentLengthHeader: true });
  }),
  'publish: a content-length of the user, skipped': connected((client) => {
    client.publish({
      destination: '/a',
      body: 'x',
      headers: { 'content-length': '7' },
      skipContentLengthHeader: true,
    });
  }),
  'publish: binaryBody goes out as octets, always with content-length': connected((client) => {
    client.publish({ destination: '/a', binaryBody: octets(65, 0, 255) });
    client.publish({ destination: '/a', binaryBody: octets() });
    client.publish({ destination: '/ä', binaryBody: octets(66) });
    client.publish({ destination: '/a', body: 'text', binaryBody: octets(66) });
  }),
  'publish: binaryBody with skipContentLengthHeader': connected((client) => {
    client.publish({ destination: '/a', binaryBody: octets(65), skipContentLengthHeader: true });
  }),
  'publish: binaryBody may be a view of a larger buffer, or a Buffer': connected((client) => {
    client.publish({ destination: '/a', binaryBody: octets(1, 65, 66, 2).subarray(1, 3) });
    client.publish({ destination: '/a', binaryBody: Buffer.from('BC') });
  }),
  'publish: a body of any length, NUL in it': connected((client) => {
    client.publish({ destination: '/a', body: 'a\0b' });
    client.publish({ destination: '/a', body: '😀é'.repeat(5000) });
  }),
  'publish: half a surrogate pair': connected((client) => {
    client.publish({ destination: '/a', body: 'a\ud800' });
  }),
  'publish: numbers and booleans in headers': connected((client) => {
    client.publish({ destination: '/a', headers: { n: 5, t: true, f: false, z: 0, e: '' } });
  }),
  'publish: a body that is a number': connected((client) => {
    client.publish({ destination: '/a', body: 7 });
  }),
  'publish: undefined and null in headers': connected((client) => {
    client.publish({ destination: '/a', headers: { u: undefined, n: null, x: 'y' } });
  }),
  'publish: values are escaped in 1.2': connected((client) => {
    client.publish({ destination: '/a:b', headers: { x: 'a:b\\c\nd\r' }, body: 'a:b\\c\nd\r' });
  }),
  'publish: names are escaped in 1.2': connected((client) => {
    client.publish({ destination: '/a', headers: { 'a:b': 'x', 'back\\slash': 'y' } });
  }),
  'publish: values in 1.1': connected(
    (client) => {
      client.publish({ destination: '/a', headers: { x: 'a:b\\c' } });
    },
    { version: '1.1' },
  ),
  'publish: values in 1.0': connected(
    (client) => {
      client.publish({ destination: '/a', headers: { x: 'a:b\\c' } });
    },
    { version: '1.0' },
  ),
  'publish: the headers object is left as it was': connected((client, stage) => {
    const headers = Object.freeze({ a: '1' });
    client.publish({ destination: '/a', body: 'x', headers });
    client.subscribe('/a', () => {}, headers);
    client.unsubscribe('sub-0', headers);
    client.ack('m', 's', headers);
    stage.note(headers);
  }),
  'publish: inherited headers are not sent': connected((client) => {
    client.publish({ destination: '/a', headers: Object.create({ inherited: 'x' }) });
  }),
  'publish: names that are integers come first, as objects have it': connected((client) => {
    client.publish({ destination: '/a', headers: { b: '1', 7: '2' } });
  }),
  'publish: without a destination': connected((client, stage) => {
    stage.attempt(() => client.publish({ body: 'x' }));
  }),
  'publish: inside the call, before it returns': connected((client, stage) => {
    stage.note('before');
    client.publish({ destination: '/a' });
    stage.note('after');
  }),

  'SUBSCRIBE: the order of its headers': connected((client) => {
    client.subscribe('/a', () => {});
    client.subscribe('/b', () => {}, { ack: 'client', selector: 'a > 1' });
    client.subscribe('/c', () => {}, { id: 'own', ack: 'client' });
    client.subscribe('/d', () => {}, { destination: '/other', x: 'y' });
  }),
  'UNSUBSCRIBE: the order of its headers': connected((client) => {
    client.subscribe('/a', () => {}).unsubscribe();
    client.subscribe('/a', () => {}).unsubscribe({ receipt: 'r', id: 'mine' });
    client.subscribe('/a', () => {}, { id: 'own' });
    client.unsubscribe('own', { x: 'y' });
    client.unsubscribe('never-subscribed');
  }),
  'one counter for subscriptions and transactions': connected((client, stage) => {
    const ids = [
      client.subscribe('/a', () => {}).id,
      client.begin().id,
      client.subscribe('/a', () => {}, { id: 'own' }).id,
      client.subscribe('/a', () => {}).id,
      client.begin('t').id,
      client.begin('').id,
      client.begin().id,
    ];
    stage.note(ids);
  }),
  'the counter goes on with DISCONNECT': connected(async (client, stage) => {
    client.subscribe('/a', () => {});
    client.begin();
    client.deactivate();
    await stage.settled();
  }),
  'the counter starts anew with each connection': connected(
    async (client, stage) => {
      client.subscribe('/a', () => {});
      client.begin();
      stage.socket.closed();
      await stage.advance(10);
      stage.socket.open();
      stage.socket.receive('CONNECTED\nversion:1.2\n\n\0');
      client.subscribe('/a', () => {});
    },
    { config: { reconnectDelay: 10 } },
  ),
  'transactions: commit and abort by their object and by their id': connected((client) => {
    const one = client.begin();
    one.commit();
    const { id, abort } = client.begin('mine');
    abort();
    client.commit(id);
    client.abort(id);
  }),
  'every frame in 1.0': connected(everyFrame, { version: '1.0' }),
  'every frame in 1.1': connected(everyFrame, { version: '1.1' }),
  'every frame in 1.2': connected(everyFrame, { version: '1.2' }),
  'every frame, as octets': connected(everyFrame, { config: { forceBinaryWSFrames: true } }),

  'ACK and NACK in 1.0': connected(acknowledgements, { version: '1.0' }),
  'ACK and NACK in 1.1': connected(acknowledgements, { version: '1.1' }),
  'ACK and NACK in 1.2': connected(acknowledgements, { version: '1.2' }),
  'a message without the header that names it can not be acknowledged': connected((client, stage) => {
    client.subscribe('/a', (message) => {
      stage.attempt(() => message.ack());
      stage.note('went on');
    });
    stage.socket.receive('MESSAGE\nsubscription:sub-0\nmessage-id:m\n\n\0');
    stage.socket.receive('MESSAGE\nsubscription:sub-0\n\n\0');
  }),
  'ack and nack may be handed around without their message': connected((client, stage) => {
    client.subscribe('/a', ({ ack, nack }) => {
      ack();
      nack();
    });
    stage.socket.receive('MESSAGE\nsubscription:sub-0\nmessage-id:m\nack:k\n\n\0');
  }),
  'handles do not go through methods that a class has made its own': connected((client, stage) => {
    const { id, unsubscribe } = client.subscribe('/a', () => {});
    const [kept, dropped] = [client.begin(), client.begin()];
    for (const name of ['unsubscribe', 'commit', 'abort'])
      client[name] = () => stage.note('overridden', name);
    unsubscribe({ receipt: id });
    kept.commit();
    dropped.abort();
  }),
  'handles of a connection that breaks as they are made': connected(
    (client, stage) => {
      stage.socket.send = () => {
        stage.socket.readyState = 3;
        throw new Error('broken');
      };
      const subscription = stage.attempt(() => client.subscribe('/a', () => {}));
      stage.socket.send = () => {};
      stage.attempt(() => subscription?.unsubscribe());
    },
    { config: { reconnectDelay: 0 } },
  ),
  'handles of a connection that has gone': connected(
    async (client, stage) => {
      const useAll = heldHandles(client, stage);
      stage.socket.closed();
      useAll('without a connection');
      await stage.advance(10);
      stage.socket.open();
      stage.socket.receive('CONNECTED\nversion:1.2\n\n\0');
      useAll('in the next connection');
    },
    { config: { reconnectDelay: 10 } },
  ),
  'handles behind deactivate and activate': connected(async (client, stage) => {
    const useAll = heldHandles(client, stage);
    client.deactivate({ force: true });
    client.activate();
    await stage.settled();
    useAll('before the next connection');
    stage.socket.open();
    stage.socket.receive('CONNECTED\nversion:1.2\n\n\0');
    useAll('in the next connection');
  }),
  'handles behind deactivate': connected((client, stage) => {
    const useAll = heldHandles(client, stage);
    client.deactivate();
    useAll('deactivating');
    stage.socket.closed();
    useAll('inactive');
  }),
  'a watcher for a receipt that is watched for': connected((client, stage) => {
    client.watchForReceipt('r', () => stage.note('the first'));
    stage.attempt(() => client.watchForReceipt('r', () => stage.note('the second')));
    stage.socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
    client.watchForReceipt('r', () => stage.note('the third'));
    stage.socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
  }),
  'a receipt is asked for by a header': connected((client, stage) => {
    client.watchForReceipt('r', (frame) => stage.note('receipt', frame.command, frame.headers));
    client.publish({ destination: '/a', headers: { receipt: 'r' } });
    stage.socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
    stage.socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
  }),
};
