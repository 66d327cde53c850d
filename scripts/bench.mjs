// npm run bench [-- --quick]: how fast the package is, against @stomp/stompjs.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
if (!existsSync(new URL('../dist/index.js', import.meta.url))) {
  console.error('dist/index.js is missing: run `npm run build` first');
  process.exit(1);
}
const { benchCodec } = await import('../tests/bench/codec.mjs');

function print(title, results) {
  console.log(
    `\n${title}\n${''.padEnd(28)}${'hoofbeat'.padStart(12)}${'stompjs'.padStart(12)}   ratio (spread)`,
  );
  for (const { name, ours, theirs, ratio, least, most } of results) {
    const times = [ours, theirs].map((time) => `${time.toFixed(2)} µs`.padStart(12)).join('');
    console.log(
      `${name.padEnd(28)}${times}   ${ratio.toFixed(1)} (${least.toFixed(1)} … ${most.toFixed(1)})`,
    );
  }
}

const { received, published } = await benchCodec(options);
print('From the socket to the callback, which reads the body and one header', received);
print('From publish to the socket', published);
