import { existsSync } from 'node:fs';
import { buildParts } from '../../scripts/build.mjs';
import { inRepository } from '../../scripts/lib/paths.mjs';

/**
 * What is measured, in this order. Each module of this directory has `bench({quick})`, a promise of `{rows, series?,
 * facts?}`: `Row` of statistics.mjs, `Series` of growth-chart.mjs, what is to be told of the machine.
 *
 * @type {Record<string, {title: string, module: string, parts: string[], needsLoad?: boolean}>} `parts`: of
 *   scripts/build.mjs; `needsLoad`: the load generator
 */
export const sections = {
  codec: { title: 'The library alone, in Node', module: 'codec.mjs', parts: ['package'] },
  garbage: { title: 'What is allocated for each message', module: 'garbage.mjs', parts: ['package'] },
  memory: { title: 'A large frame in pieces', module: 'memory.mjs', parts: ['package'] },
  subscriptions: { title: 'Many subscriptions', module: 'subscriptions.mjs', parts: ['package'] },
  growth: { title: 'How time grows', module: 'growth.mjs', parts: ['package'] },
  page: { title: 'Into a page of Chromium', module: 'page.mjs', parts: ['package'] },
  start: { title: 'From import to CONNECTED', module: 'start.mjs', parts: ['package'] },
  sockjs: { title: 'SockJS in Chromium', module: 'sockjs.mjs', parts: ['package', 'server'] },
  server: {
    title: 'The server, against a broker that routes nothing',
    module: 'server.mjs',
    parts: ['server'],
    needsLoad: true,
  },
};

for (const [name, { module }] of Object.entries(sections))
  if (!existsSync(inRepository('tests/bench', module))) delete sections[name];

/** Builds what they need. */
export async function prepare(names) {
  await buildParts(names.flatMap((name) => sections[name].parts));
  if (!names.some((name) => sections[name].needsLoad)) return;
  const { buildLoadGenerator } = await import('../../scripts/lib/load-generator.mjs');
  await buildLoadGenerator();
}

/** @returns {Promise<{rows: object[], series?: object[], facts?: object}>} */
export async function measure(name, { quick }) {
  const { bench, benchServer } = await import(`./${sections[name].module}`);
  if (bench !== undefined) return bench({ quick });
  return { rows: serverRows(await benchServer({ quick })) };
}

/** The server's rows have the floor that nothing can be below, in place of a peer. */
export function serverRows(rows) {
  return rows.map(({ floor, goal, ...row }) => ({
    ...row,
    peer: floor,
    peerName: floor && 'routes nothing',
    figure: 'ratio' in (goal ?? {}) ? 'ours/peer' : 'ours',
    goal: goal && ('ratio' in goal ? { most: goal.ratio } : goal),
  }));
}
