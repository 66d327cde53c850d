import { cmakeBuild } from './cmake.mjs';
import { inRepository } from './paths.mjs';

/** What measures a STOMP broker, and the broker that routes nothing; see tests/bench/load. */
export const loadBinary = inRepository('build/bin/hoofbeat-load');
export const floorBinary = inRepository('build/bin/hoofbeat-floor');

/** Builds both; quick when nothing changed. */
export function buildLoadGenerator() {
  return cmakeBuild('release', {
    settings: { HOOFBEAT_BENCH: 'ON' },
    initially: { BUILD_TESTING: 'OFF' },
    targets: ['hoofbeat-load', 'hoofbeat-floor'],
  });
}
