import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import * as stompjs from '@stomp/stompjs';
import OldSockJS from 'sockjs-client';
import * as hoofbeat from '../../dist/index.js';
import { SockJS } from '../../dist/sockjs.js';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { deviations } from './deviations.mjs';
import { deviations as ofSockJS } from './sockjs-deviations.mjs';
import { message } from './support/shortcoming.mjs';
import { libraries, Stage } from './support/stage.mjs';

// MIGRATION.md against what it tells of: each deviation that the other tests here assert has a row there, and what is
// new is what our classes have beyond theirs.

const sections = sectionsOf(readFileSync(inRepository('MIGRATION.md'), 'utf8'));

/** {heading of the second level: the text behind it} */
function sectionsOf(text) {
  const [, ...parts] = text.split(/^## /m);
  return Object.fromEntries(parts.map((part) => [part.slice(0, part.indexOf('\n')), part]));
}

/** The cells of all rows of the tables in a text; heads of tables have none to begin with. */
function rowsOf(text) {
  const lines = text.split('\n').filter((line) => /^\| (?!\|)/.test(line));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

describe('every difference on purpose', () => {
  const differences = rowsOf(sections['Every difference on purpose']);
  const subjects = differences.map(([subject]) => subject.replaceAll('`', ''));
  const tables = { stompjs: deviations, ...ofSockJS };
  for (const [table, entries] of Object.entries(tables)) {
    test(`has a row: ${table}`, () => {
      assert.ok(Object.keys(entries).length > 0);
      for (const [name, { told }] of Object.entries(entries))
        assert.ok(subjects.includes(told), `${name}: ${told}`);
    });
  }

  test('has what was before, what is now, and why', () => {
    assert.ok(differences.length > 50);
    for (const cells of differences) {
      assert.equal(cells.length, 4, cells.join());
      for (const cell of cells) assert.ok(cell.length > 0, cells.join());
    }
    assert.equal(new Set(subjects).size, subjects.length, 'a subject stands there once');
  });
});

describe('rows that no other test here shows', () => {
  /** What `see` makes of a stage with each of the two. */
  async function onBoth(see, config) {
    const seen = {};
    for (const [side, library] of Object.entries(libraries)) {
      const stage = new Stage(library, config);
      try {
        seen[side] = await see(stage);
      } finally {
        await stage.strike();
      }
    }
    return seen;
  }

  test('{...message}', async () => {
    const copied = ['headers', 'ack', 'nack'];
    const seen = await onBoth(async (stage) => {
      const copies = [];
      await stage.connect();
      stage.client.subscribe('/a', (it) => copies.push({ ...it }));
      stage.socket.receive(message());
      return copies.map((copy) => copied.filter((name) => name in copy));
    });
    assert.deepEqual(seen, { theirs: [copied], ours: [[]] });
  });

  for (const [option, error] of [
    [{ reconnectDelay: Number.NaN }, 'TypeError'],
    [{ heartbeatIncoming: 'soon' }, 'TypeError'],
  ]) {
    test(`options that are no numbers: ${JSON.stringify(option)}`, async () => {
      const activate = (stage) => {
        stage.attempt(() => stage.client.activate());
        return stage.lines.filter((line) => line.includes(' thrown ')).map((line) => line.split(' ')[2]);
      };
      assert.deepEqual(await onBoth(activate, option), { theirs: [], ours: [error] });
    });
  }

  test('headers that can’t be written, of CONNECT', async () => {
    const sent = (stage) => stage.open().then(() => stage.socket.takeSent().length);
    const seen = await onBoth(sent, { connectHeaders: { login: 'a\nb:c' } });
    assert.deepEqual(seen, { theirs: 1, ours: 0 });
  });

  for (const [receiptTimeout, ours] of [
    [undefined, ['onUnhandledReceipt']],
    [0, ['watcher']],
  ]) {
    test(`a RECEIPT that takes longer than 30 s, receiptTimeout ${receiptTimeout}`, async () => {
      const watch = async (stage) => {
        const heard = [];
        await stage.connect();
        stage.client.onUnhandledReceipt = () => heard.push('onUnhandledReceipt');
        stage.client.watchForReceipt('r', () => heard.push('watcher'));
        stage.client.publish({ destination: '/a', headers: { receipt: 'r' } });
        await stage.advance(31_000);
        stage.socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
        return heard;
      };
      assert.deepEqual(await onBoth(watch, { receiptTimeout }), { theirs: ['watcher'], ours });
    });
  }

  test('callbacks that throw', async () => {
    const { log } = console;
    const logged = [];
    console.log = (...words) => logged.push(words.join(' '));
    try {
      const reported = (stage) => stage.lines.filter((line) => line.includes(' reported '));
      const fail = () => {
        throw new Error('mine');
      };
      const seen = await onBoth((stage) => stage.connect().then(() => reported(stage)), { onConnect: fail });
      assert.deepEqual(seen, { theirs: [], ours: ['0 reported mine'] });
    } finally {
      console.log = log;
    }
    assert.equal(logged.length, 1);
    assert.match(logged[0], /^Ignoring an exception .*mine/s);
  });

  test('import and require() in one process', () => {
    const require = createRequire(import.meta.url);
    for (const [name, modules] of [
      ['@stomp/stompjs', stompjs],
      ['../../dist/cjs/index.js', hoofbeat],
    ]) {
      const common = require(name);
      assert.notEqual(common.Client, modules.Client);
      assert.deepEqual(common.ActivationState, modules.ActivationState);
    }
  });
});

describe('what is new', () => {
  /** The names that a table begins its rows with. */
  function namesIn(title) {
    const [, behind] = sections['What is new, and optional'].split(`| of \`${title}\` |`);
    const rows = rowsOf(behind.split('\n\n')[0]);
    return rows.flatMap(([subject]) => Array.from(subject.matchAll(/`(\w+)/g), ([, name]) => name));
  }

  /** Names of what an object has, its own and its classes'. */
  function namesOf(object) {
    const names = new Set();
    for (let at = object; at !== Object.prototype && at !== null; at = Object.getPrototypeOf(at))
      for (const name of Object.getOwnPropertyNames(at)) if (!name.startsWith('_')) names.add(name);
    return names;
  }
  const beyond = (ours, theirs) => [...namesOf(ours)].filter((name) => !namesOf(theirs).has(name));

  // Theirs has no such fields until they are set.
  const none = ['brokerURL', 'webSocketFactory'];
  const moreArguments = ['watchForReceipt', 'begin'];
  // Their argument may be left out, or is within another: tests/wasm/body-codec.test.mjs.
  const withCodec = ['subscribe', 'publish'];

  test('of Client: each name, and no other', () => {
    const added = beyond(new hoofbeat.Client(), new stompjs.Client()).filter((name) => !none.includes(name));
    assert.ok(added.length > 10);
    assert.deepEqual(namesIn('Client').sort(), [...added, ...moreArguments, ...withCodec].sort());
  });

  test('of Client: calls with more arguments', () => {
    const counts = (library) => moreArguments.map((name) => library.Client.prototype[name].length);
    assert.deepEqual(
      [counts(stompjs), counts(hoofbeat)],
      [
        [2, 1],
        [3, 2],
      ],
    );
  });

  test('of SockJS: each option and each member', () => {
    const types = readFileSync(inRepository('dist/sockjs/types.d.ts'), 'utf8');
    const optionsOf = (name) => {
      const [, body] = new RegExp(`interface ${name} [^{]*\\{(.*?)\n\\}`, 's').exec(types);
      return Array.from(body.matchAll(/^ {4}(?:readonly )?(\w+)\??:/gm), ([, member]) => member);
    };
    const known = [
      'server',
      'sessionId',
      'transports',
      'timeout',
      'transportOptions',
      'code',
      'reason',
      'wasClean',
    ];
    const members = beyond(SockJS.prototype, OldSockJS.prototype);
    const added = [...optionsOf('SockJSOptions'), ...optionsOf('SockJSCloseEvent'), ...members];
    const expected = new Set(added.filter((name) => !known.includes(name)));
    assert.ok(expected.size > 10);
    assert.deepEqual(namesIn('SockJS').sort(), [...expected].sort());
  });
});
