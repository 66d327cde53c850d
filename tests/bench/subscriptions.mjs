// A message takes the same time with ten thousand subscriptions on the connection as with one.
import * as hoofbeat from '../../dist/index.js';
import { BenchedLibrary, closeAll } from './library.mjs';
import { bodyOf, flat, messageFrame } from './messages.mjs';
import { standInForWebSocket } from './quiet-socket.mjs';
import { pace, takeTurns } from './turns.mjs';

const count = 10_000;
const messages = 64; // to as many of them, since none has all to itself
const name = (i) => `sub-${String(i).padStart(5, '0')}`;
const messagesTo = (subscriptions) =>
  subscriptions.map((subscription, id) => flat(messageFrame(bodyOf(118), { id: 10 + id, subscription })));

export async function bench({ quick }) {
  standInForWebSocket();
  const names = Array.from({ length: count }, (_, i) => name(i));
  const step = Math.floor(count / messages);
  const told = Array.from({ length: messages }, (_, i) => name(i * step));
  const libraries = {
    many: await BenchedLibrary.connect(hoofbeat.Client, { subscriptions: names }),
    one: await BenchedLibrary.connect(hoofbeat.Client, { subscriptions: [name(0)] }),
  };
  const party = (library, data) => ({
    run: (times) => library.receive(data, times),
    take: () => library.takeSeen(),
  });
  const times = takeTurns(
    {
      many: party(libraries.many, messagesTo(told)),
      one: party(libraries.one, messagesTo(told.map(() => name(0)))),
    },
    pace(quick),
  );
  await closeAll(libraries);
  const perMessage = (values) => values.map((value) => value / messages);
  const row = {
    name: 'receive with 10,000 subscriptions',
    unit: 'µs',
    ours: perMessage(times.many),
    peer: perMessage(times.one),
    peerName: 'with one',
    figure: 'ours/peer',
    goal: { most: 1.1 },
  };
  return { rows: [row] };
}
