// npm run bench [-- --quick] [codec] [sockjs]: how fast the package is, against @stomp/stompjs and sockjs-client.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildParts } from './build.mjs';
import { setUp } from './setup.mjs';

const { values: options, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const wanted = positionals.length > 0 ? positionals : ['codec', 'sockjs'];
const unknown = wanted.filter((name) => !['codec', 'sockjs'].includes(name));
if (unknown.length > 0) {
  console.error(`there is no benchmark ${unknown.join(', ')}: codec, sockjs`);
  process.exit(2);
}
await setUp(['build', 'test']);
await buildParts(['package', 'server']);

function print(title, peer, unit, results) {
  console.log(`\n${title}\n${''.padEnd(28)}${'hoofbeat'.padStart(12)}${peer.padStart(15)}   ratio (spread)`);
  for (const { name, ours, theirs, ratio, least, most } of results) {
    const times = `${`${ours.toFixed(2)} ${unit}`.padStart(12)}${`${theirs.toFixed(2)} ${unit}`.padStart(15)}`;
    console.log(
      `${name.padEnd(28)}${times}   ${ratio.toFixed(1)} (${least.toFixed(1)} … ${most.toFixed(1)})`,
    );
  }
}

if (wanted.includes('codec')) {
  const { benchCodec } = await import('../tests/bench/codec.mjs');
  const { received, published } = await benchCodec(options);
  print('From the socket to the callback, which reads the body and one header', 'stompjs', 'µs', received);
  print('From publish to the socket', 'stompjs', 'µs', published);
}
if (wanted.includes('sockjs')) {
  const { benchSockJS } = await import('../tests/bench/sockjs.mjs');
  const { opening, streaming, memory } = await benchSockJS(options);
  print('SockJS in Chromium: from the constructor to open', 'sockjs-client', 'ms', opening);
  print('SockJS in Chromium: a message over xhr-streaming', 'sockjs-client', 'µs', streaming);
  console.log('\nSockJS in Chromium: what a page has grown by after 100 MB over one stream');
  for (const [library, size] of Object.entries(memory))
    console.log(`${library.padEnd(28)}${size.toFixed(0)} MiB`);
}
