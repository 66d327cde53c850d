// One frame of 16 MiB that arrives in pieces of 64 KiB, each a message of the socket: what is held at the peak, which is
// where the application has read the body, and what stays afterwards.
import { resultOfChild } from './child.mjs';
import { libraryNames } from './clients.mjs';

const mebibyte = 2 ** 20;

export async function bench({ quick }) {
  const rows = [];
  for (const kind of quick ? ['octets'] : ['text', 'octets']) {
    const results = { hoofbeat: [], stompjs: [] };
    for (let round = 0; round < (quick ? 1 : 3); round++) {
      for (const library of libraryNames)
        results[library].push(await resultOfChild('memory-child.mjs', [library, kind], ['--expose-gc']));
    }
    const { hoofbeat: ours, stompjs: theirs } = results;
    const row = { peerName: 'stompjs', figure: 'ours' };
    const peaks = (all) => all.map(({ peak, size }) => peak / size);
    const remains = (all) => all.map(({ remains }) => remains / mebibyte);
    rows.push({
      ...row,
      name: `16 MiB in pieces of ${kind}: peak by size`,
      unit: '×',
      ours: peaks(ours),
      peer: peaks(theirs),
      goal: { most: 2.2 },
    });
    rows.push({
      ...row,
      name: `16 MiB in pieces of ${kind}: kept afterwards`,
      unit: 'MiB',
      ours: remains(ours),
      peer: remains(theirs),
      goal: { most: 1 },
    });
  }
  return { rows };
}
