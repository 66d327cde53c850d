import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { growthPower, quantile, straightLine, summary } from '../bench/statistics.mjs';
import { takeTurns } from '../bench/turns.mjs';

describe('what is made of measured values', () => {
  test('quantiles lie between two values where need be', () => {
    assert.equal(quantile([3, 1, 2], 0.5), 2);
    assert.equal(quantile([4, 1, 3, 2], 0.5), 2.5);
    assert.equal(quantile([1, 2, 3, 4, 5], 0.25), 2);
    assert.equal(quantile([7], 0.75), 7);
  });

  test('a figure is formed of each round by itself', () => {
    const row = { ours: [1, 2, 10], peer: [4, 6, 20], figure: 'peer/ours', goal: { least: 3 } };
    const told = { ours: 2, peer: 6, figure: 3, low: 2.5, high: 3.5, reached: true };
    assert.deepEqual(summary(row), told);
  });

  test('each kind of figure, and of goal', () => {
    const [ours, peer] = [[2], [8]];
    const told = (figure, goal) => {
      const { figure: value, reached } = summary({ ours, peer, figure, goal });
      return [value, reached];
    };
    assert.deepEqual(told('peer/ours', { least: 4 }), [4, true]);
    assert.deepEqual(told('peer/ours', { least: 4.1 }), [4, false]);
    assert.deepEqual(told('ours/peer', { most: 0.25 }), [0.25, true]);
    assert.deepEqual(told('ours-peer', { most: -7 }), [-6, false]);
    assert.deepEqual(told('ours'), [2, undefined]);
  });

  test('a row need not have a peer', () => {
    const { peer, figure } = summary({ ours: [1, 2, 3], figure: 'ours' });
    assert.equal(peer, undefined);
    assert.equal(figure, 2);
  });

  test('a straight line, and how well it fits', () => {
    const { slope, offset, fit } = straightLine([
      [1, 5],
      [2, 7],
      [4, 11],
    ]);
    assert.deepEqual([slope, offset, fit], [2, 3, 1]);
    const bent = [1, 2, 3, 4].map((x) => [x, x ** 4]);
    assert.ok(straightLine(bent).fit < 0.95);
  });

  test('the power of growth', () => {
    const points = (power) => [1, 10, 100].map((x) => [x, 3 * x ** power]);
    for (const power of [0, 1, 2]) assert.ok(Math.abs(growthPower(points(power)) - power) < 1e-9);
  });
});

describe('parties that take turns', () => {
  const pace = { rounds: 4, warmUp: 100, share: 50 };

  /** Does some work; `sum`: what it says that came of it. */
  function party(sum) {
    let done = 0;
    return {
      run(times) {
        for (let i = 0; i < times; i++) done += JSON.stringify({ i }).length > 0 ? 1 : 0;
      },
      take() {
        const did = { count: done, sum: done * sum };
        done = 0;
        return did;
      },
    };
  }

  test('have a time for each round', () => {
    const times = takeTurns({ a: party(2), b: party(2) }, pace);
    assert.deepEqual(Object.keys(times), ['a', 'b']);
    for (const each of Object.values(times)) {
      assert.equal(each.length, 4);
      for (const time of each) assert.ok(Number.isFinite(time));
    }
  });

  test('are found out where they do not do the same', () => {
    assert.throws(() => takeTurns({ a: party(2), b: party(3) }, pace), assert.AssertionError);
  });
});
