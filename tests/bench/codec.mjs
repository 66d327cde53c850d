// What the library itself takes for a message, in one process: from the event to the callback, and from `publish` to
// the socket.
import assert from 'node:assert/strict';
import * as stompjs from '@stomp/stompjs';
import * as hoofbeat from '../../dist/index.js';
import { CarefulClient } from './careful-client.mjs';
import { closeAll, connectAll, receivers } from './library.mjs';
import { publishCases, receiveCases } from './messages.mjs';
import { standInForWebSocket } from './quiet-socket.mjs';
import { pace, takeTurns } from './turns.mjs';

const careful = 'careful JS';

function assertSameContent(libraries, messages, frames) {
  const [ours, ...others] = Object.values(libraries).map((library) => library.contentOf(messages));
  assert.equal(ours.length, frames);
  for (const other of others) assert.deepEqual(other, ours);
}

function benchReceiving(libraries, { name, data, frames, goal, isTheUsual }, quick) {
  assertSameContent(libraries, [data], frames);
  const times = takeTurns(receivers(libraries, [data]), pace(quick));
  const perFrame = (values) => values.map((value) => value / frames);
  const row = (peerName, goal) => ({
    name: `receive ${name}`,
    unit: 'µs',
    ours: perFrame(times.hoofbeat),
    peer: perFrame(times[peerName]),
    peerName,
    figure: 'peer/ours',
    goal,
  });
  return [row('stompjs', goal && { least: goal }), row(careful, isTheUsual && { least: 1 })];
}

function benchPublishing(libraries, { name, params, goal }, quick) {
  const party = (library) => ({
    run: (times) => library.publish(params, times),
    take: () => library.takeSent(),
  });
  const { hoofbeat, stompjs } = libraries;
  const times = takeTurns({ hoofbeat: party(hoofbeat), stompjs: party(stompjs) }, pace(quick));
  const row = { name: `publish ${name}`, unit: 'µs', ours: times.hoofbeat, peer: times.stompjs };
  return { ...row, peerName: 'stompjs', figure: 'peer/ours', goal: goal && { least: goal } };
}

export async function bench({ quick }) {
  standInForWebSocket();
  const clients = { hoofbeat: hoofbeat.Client, stompjs: stompjs.Client, [careful]: CarefulClient };
  const libraries = await connectAll(clients);
  const received = receiveCases.flatMap((each) => benchReceiving(libraries, each, quick));
  const published = publishCases.map((each) => benchPublishing(libraries, each, quick));
  await closeAll(libraries);
  return { rows: [...received, ...published] };
}
