import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import * as stompjs from '@stomp/stompjs';
import * as hoofbeat from '../../dist/index.js';
import { CarefulClient } from '../bench/careful-client.mjs';
import { closeAll, connectAll } from '../bench/library.mjs';
import { publishCases, receiveCases } from '../bench/messages.mjs';
import { measure } from '../bench/sections.mjs';
import { figureNames, summary } from '../bench/statistics.mjs';

const clients = { hoofbeat: hoofbeat.Client, stompjs: stompjs.Client, careful: CarefulClient };

describe('the benchmark of the codec', () => {
  let rows;
  before(async () => {
    // Compares counts and sums of all parties as it goes, and throws where they differ.
    ({ rows } = await measure('codec', { quick: true }));
  });

  test('has a row for each case and peer', () => {
    assert.equal(rows.length, 2 * receiveCases.length + publishCases.length);
  });

  test('its rows are whole', () => {
    for (const row of rows) {
      assert.ok(figureNames.includes(row.figure), row.name);
      assert.equal(row.ours.length, row.peer.length);
      for (const value of [...row.ours, ...row.peer]) assert.ok(value > 0, row.name);
      assert.ok(summary(row).figure > 0);
    }
  });
});

describe('what is benchmarked does the same work', () => {
  for (const { name, data, frames } of receiveCases) {
    test(`receive ${name}`, async () => {
      const libraries = await connectAll(clients);
      const all = Object.values(libraries);
      const [ours, ...others] = all.map((library) => library.contentOf([data]));
      assert.equal(ours.length, frames);
      for (const other of others) assert.deepEqual(other, ours);
      for (const library of all) library.receive([data], 3);
      const seen = all.map((library) => library.takeSeen());
      assert.equal(seen[0].count, 3 * frames);
      assert.ok(seen[0].checksum > 0);
      for (const each of seen) assert.deepEqual(each, seen[0]);
      await closeAll(libraries);
    });
  }

  for (const { name, params } of publishCases) {
    test(`publish ${name}`, async () => {
      const { hoofbeat, stompjs } = clients;
      const libraries = await connectAll({ hoofbeat, stompjs });
      const sent = Object.values(libraries).map((library) => {
        library.publish(params, 3);
        return library.takeSent();
      });
      assert.equal(sent[0].frames, 3);
      assert.deepEqual(sent[0], sent[1]);
      await closeAll(libraries);
    });
  }
});
