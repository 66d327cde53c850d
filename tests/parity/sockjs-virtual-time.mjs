import { mock } from 'node:test';
import { WebSocket } from 'ws';
import { SockJS } from '../../build/testing/hoofbeat.js';
import { settled, VirtualClock } from '../wasm/support/virtual-clock.mjs';
import { libraries } from './sockjs-pair.mjs';

/** Time for sockjs-client, which asks the platform for it. */
class MockedTimers {
  #now = 0;

  constructor() {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  }
  now() {
    return this.#now;
  }
  /** Whole milliseconds. */
  async advance(milliseconds) {
    for (let passed = 0; passed < milliseconds; ++passed) {
      this.#now += 1;
      mock.timers.tick(1);
    }
    await settled();
  }
  restore() {
    mock.timers.reset();
  }
}

/** Both libraries, each with what begins time that passes when a test says so. */
export const librariesInVirtualTime = {
  // It asks for /info in a task of its own.
  theirs: { ...libraries.theirs, options: {}, untilAsking: 1, beginTime: () => new MockedTimers() },
  ours: {
    ...libraries.ours,
    SockJS,
    options: { webSocketFactory: (url) => new WebSocket(url) },
    untilAsking: 0,
    beginTime: () => new VirtualClock(),
  },
};
