// The octets that are allocated for each delivered message, reading its body and one header included: by how much the
// heap and the buffers beside it grow while nothing is collected.
import { resultOfChild } from './child.mjs';
import { libraryNames } from './clients.mjs';

const youngGeneration = 256; // MiB
const flags = [
  '--expose-gc',
  `--min-semi-space-size=${youngGeneration}`,
  `--max-semi-space-size=${youngGeneration}`,
];

export async function bench({ quick }) {
  const [ours, theirs] = await Promise.all(
    libraryNames.map((library) => resultOfChild('garbage-child.mjs', [library, quick ? '3' : '9'], flags)),
  );
  const rows = ours.map(({ name, octets, goal }, i) => ({
    name: `garbage of ${name}`,
    unit: 'B',
    ours: octets,
    peer: theirs[i].octets,
    peerName: 'stompjs',
    figure: 'ours/peer',
    goal,
  }));
  return { rows };
}
