import { partsOfBundle, partsOfWasm } from './parts.mjs';
import { readModule, Sources } from './wasm-sources.mjs';

/** The package's wasm modules: what has one loaded, and the directories that are linked into it. */
export const modules = {
  hoofbeat: {
    title: 'Client over WebSocket',
    code: "export { Client } from './web/src/index.ts';",
    rooms: ['sdk/src', 'wasm/src/common', 'wasm/src/stomp'],
  },
  'hoofbeat-sockjs': {
    title: 'SockJS alone',
    code: "export { SockJS } from './web/src/sockjs/sockjs.ts';",
    rooms: ['sdk/src', 'wasm/src/common', 'wasm/src/sockjs'],
  },
};

/** What a module's page and the module itself are made of. */
export async function partsOf(name) {
  const { title, code, rooms } = modules[name];
  const { octets, names } = readModule(name);
  return {
    title,
    page: await partsOfBundle(code),
    wasm: partsOfWasm(octets, names, Sources.ofBuild(rooms)),
  };
}
