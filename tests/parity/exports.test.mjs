import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { libraries } from './support/stage.mjs';

// What can be imported: names, values, defaults, members.

const { theirs, ours } = libraries;
// By its declarations, which JavaScript does not know.
const declaredPrivate = new Set([
  'scheduleReconnect',
  'serializeCmdAndHeaders',
  'isBodyEmpty',
  'bodyLength',
  'toUnit8Array',
]);
const isPublic = (name) => !name.startsWith('_') && !declaredPrivate.has(name);

describe('what can be imported', () => {
  test('every name, and as the same kind of thing', () => {
    const names = Object.keys(theirs).sort();
    assert.equal(names.length, 12);
    for (const name of names) assert.equal(typeof ours[name], typeof theirs[name], name);
  });

  test('enums, with their reverse maps', () => {
    for (const name of ['ActivationState', 'StompSocketState', 'ReconnectionTimeMode', 'TickerStrategy']) {
      assert.deepEqual({ ...ours[name] }, { ...theirs[name] }, name);
    }
  });

  test('Versions', () => {
    for (const list of [['1.2'], ['1.2', '1.1', '1.0'], []]) {
      const [our, their] = [new ours.Versions(list), new theirs.Versions(list)];
      assert.deepEqual(our.versions, their.versions);
      assert.equal(our.supportedVersions(), their.supportedVersions());
      assert.deepEqual(our.protocolVersions(), their.protocolVersions());
    }
    assert.deepEqual({ ...ours.Versions, default: 0 }, { ...theirs.Versions, default: 0 });
    assert.equal(ours.Versions.default.supportedVersions(), theirs.Versions.default.supportedVersions());
  });

  test('StompConfig and StompHeaders are empty', () => {
    for (const name of ['StompConfig', 'StompHeaders']) {
      assert.deepEqual(Object.keys(new ours[name]()), Object.keys(new theirs[name]()), name);
    }
  });

  for (const name of ['Client', 'CompatClient', 'FrameImpl', 'Parser', 'Stomp', 'Versions']) {
    test(`members and statics of ${name}`, () => {
      const [their, our] = [theirs[name], ours[name]];
      for (const member of Object.getOwnPropertyNames(their).filter(isPublic))
        assert.ok(member in our, member);
      // Some are fields here.
      const made = new our(name === 'FrameImpl' ? { command: 'SEND' } : []);
      const members = Object.getOwnPropertyNames(their.prototype).filter(isPublic);
      for (const member of members) assert.ok(member in made, member);
    });
  }
});

describe('a new Client', () => {
  const [our, their] = [new ours.Client(), new theirs.Client()];
  const names = [...Object.keys(their).filter(isPublic), 'disconnectHeaders'];

  for (const name of names) {
    test(`${name} has its default`, () => {
      if (name === 'stompVersions') assert.equal(our.stompVersions, ours.Versions.default);
      else if (typeof their[name] === 'function') assert.equal(our[name](), undefined);
      else assert.deepEqual(our[name], their[name]);
    });
  }

  test('is configured by its argument, and by configure', () => {
    const options = { brokerURL: 'ws://a.test', reconnectDelay: 7, connectHeaders: { a: 'b' } };
    for (const { Client } of [theirs, ours]) {
      const client = new Client(options);
      client.configure({ reconnectDelay: 8 });
      assert.deepEqual(
        [client.brokerURL, client.reconnectDelay, client.connectHeaders],
        ['ws://a.test', 8, options.connectHeaders],
      );
    }
  });
});
