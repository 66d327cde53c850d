import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import EventSource from 'eventsource';
import { old, ours } from '../interop/sockjs-clients.mjs';
import { deviations } from './sockjs-deviations.mjs';

// Node has no EventSource of its own; the one that sockjs-client brings along stands in for it.
before(() => {
  globalThis.EventSource = EventSource;
});
after(() => {
  delete globalThis.EventSource;
});

/** sockjs-client and ours, as an application in Node has them. */
export const libraries = { theirs: old, ours };

const timeout = 30_000;

/** What `see` makes of a call's result, or the error: its message, and which of the language's it is. */
export function outcome(call, see = (result) => result) {
  try {
    return see(call());
  } catch (error) {
    const { message } = error;
    return { error: message, isSyntax: error instanceof SyntaxError, isType: error instanceof TypeError };
  }
}

/** The two may differ as the table of deviations says, and have to. */
export function compare(section, name, theirs, ours) {
  const deviation = deviations[section]?.[name];
  if (deviation === undefined) return assert.deepEqual(ours, theirs);
  assert.notDeepEqual(ours, theirs, 'no deviation any more');
  assert.deepEqual(theirs, deviation.theirs, 'theirs');
  assert.deepEqual(ours, deviation.ours, 'ours');
}

/**
 * Registers cases of one section of the deviations.
 *
 * @param {string} section
 * @param {{theirs: object, ours: object}} [pair] what a case gets of each
 * @returns {(name: string, run: (library: object) => unknown) => void} registers a test: what comes of `run` is the
 *   same with both libraries
 */
export function casesOf(section, pair = libraries) {
  const names = new Set();
  test(`${section}: each deviation is one of a case, and has its reason`, () => {
    for (const [name, { why }] of Object.entries(deviations[section] ?? {})) {
      assert.ok(names.has(name), name);
      assert.match(why, /\w+ \w+/, name);
    }
  });
  return (name, run) => {
    names.add(name);
    test(name, { timeout }, async () => compare(section, name, await run(pair.theirs), await run(pair.ours)));
  };
}

/**
 * Registers what sockjs-client falls short in: what comes of it there, and with ours, are both told, and differ.
 *
 * @param {string} name
 * @param {(library: object) => unknown} run
 * @param {{theirs: unknown, ours: unknown}} expected
 * @param {{theirs: object, ours: object}} [pair] what `run` gets of each
 */
export function shortcoming(name, run, expected, pair = libraries) {
  assert.notDeepEqual(expected.theirs, expected.ours);
  for (const [which, library] of Object.entries(pair))
    test(`${name}: ${which}`, { timeout }, async () => assert.deepEqual(await run(library), expected[which]));
}
