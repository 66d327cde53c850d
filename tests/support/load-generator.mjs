import { floorBinary, loadBinary } from '../../scripts/lib/load-generator.mjs';
import { startProcess } from './processes.mjs';

/**
 * Starts the broker that routes nothing, on a free port of 127.0.0.1.
 *
 * @returns {Promise<{webSocketUrl: string, pid: number, stop: () => Promise<void>}>}
 */
export async function startFloor() {
  const floor = await startProcess(floorBinary);
  const [, webSocketUrl] = await floor.waitForOutput(/^hoofbeat-floor listening websocket=(\S+)$/m);
  return { webSocketUrl, pid: floor.pid, stop: () => floor.kill() };
}

/**
 * Has the load generator measure a broker; see `hoofbeat-load --help`.
 *
 * @param {'throughput' | 'latency' | 'idle'} kind
 * @param {{webSocketUrl: string, pid: number}} broker
 * @param {Record<string, number>} [options] without their dashes
 * @returns {Promise<Record<string, number | string>>} rejects where it can't be measured, or what arrived is not
 *   what was published
 */
export async function measure(kind, { webSocketUrl, pid }, options = {}) {
  const args = Object.entries({ pid, ...options }).map(([name, value]) => `--${name}=${value}`);
  const generator = await startProcess(loadBinary, [kind, webSocketUrl, ...args]);
  const { code, signal } = await generator.ended;
  if (code !== 0) throw new Error(`hoofbeat-load ended with ${signal ?? code}: ${generator.output}`);
  return JSON.parse(generator.output);
}
