// From before the import until CONNECTED, cold: in a page of a browser context of its own without a cache, and in a Node
// of its own. The broker answers at once.
import { launchChromium } from '../support/browser.mjs';
import { resultOfChild } from './child.mjs';
import { libraryNames } from './clients.mjs';
import { startFloodServer } from './flood.mjs';
import { mainThreadOf } from './main-thread.mjs';

async function inChromium(chromium, server, library) {
  const context = await chromium.browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.goto(`${server.url}/`);
    await page.bringToFront();
    // What making a page takes is over then.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    const threadTime = await mainThreadOf(page);
    const before = await threadTime();
    const milliseconds = await page.evaluate(
      async (...args) => (await import('/flood-page.mjs')).timeToConnected(...args),
      library,
      server.socketUrl,
    );
    return { milliseconds, cpu: (await threadTime()) - before };
  } finally {
    await context.close();
  }
}

function inNode(server, library) {
  return resultOfChild('start-child.mjs', [library, server.socketUrl]);
}

async function compare(name, rounds, measure) {
  const times = { hoofbeat: [], stompjs: [] };
  // The first is not counted: files are not yet in memory.
  for (let round = -1; round < rounds; round++) {
    const order = round % 2 === 0 ? libraryNames : libraryNames.toReversed();
    for (const library of order) {
      const time = await measure(library);
      if (round >= 0) times[library].push(time);
    }
  }
  const row = (title, what, goal) => ({
    name: `import to CONNECTED in ${name}${title}`,
    unit: 'ms',
    ours: times.hoofbeat.map((each) => each[what]),
    peer: times.stompjs.map((each) => each[what]),
    peerName: 'stompjs',
    figure: 'ours-peer',
    goal,
  });
  return [row('', 'milliseconds', { most: 3 }), row(', CPU time', 'cpu')];
}

export async function bench({ quick }) {
  const server = await startFloodServer();
  const chromium = await launchChromium({ networkEnabled: false });
  try {
    const page = await compare('Chromium', quick ? 3 : 25, (library) =>
      inChromium(chromium, server, library),
    );
    const node = await compare('Node', quick ? 3 : 20, (library) => inNode(server, library));
    return { rows: [...page, ...node], facts: { chromium: await chromium.version() } };
  } finally {
    await chromium.close();
    await server.stop();
  }
}
