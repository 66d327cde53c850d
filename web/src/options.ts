import type { Client } from './client.js';
import type { CoreOption, CoreSession } from './core/core-session.js';
import { ReconnectionTimeMode } from './enums.js';
import { optionRanges } from './generated/records.js';
import type { FrameLimits } from './types.js';
import { Versions } from './versions.js';

/** Options of a client that are numbers, and what the core calls them. Undefined stands for the default. */
const numbers: readonly (readonly [keyof Client & string, CoreOption, number])[] = [
  ['connectionTimeout', 'connectionTimeout', 0],
  ['connectedTimeout', 'connectedTimeout', 30_000],
  ['receiptTimeout', 'receiptTimeout', 30_000],
  ['disconnectTimeout', 'disconnectTimeout', 5_000],
  ['heartbeatOutgoing', 'heartBeatOutgoing', 10_000],
  ['heartbeatIncoming', 'heartBeatIncoming', 10_000],
  ['heartbeatToleranceMultiplier', 'heartBeatTolerance', 2],
  ['reconnectDelay', 'reconnectDelay', 5_000],
  ['maxReconnectDelay', 'reconnectMaxDelay', 900_000],
  ['reconnectTimeMode', 'reconnectGrowth', ReconnectionTimeMode.LINEAR],
  ['reconnectJitter', 'reconnectJitter', 0],
  ['maxReconnectAttempts', 'reconnectMaxAttempts', 0],
];

const limits: readonly (readonly [keyof FrameLimits, CoreOption, number])[] = [
  ['maxFrameBytes', 'maxFrameBytes', 65 * 2 ** 20],
  ['maxBodyBytes', 'maxBodyBytes', 64 * 2 ** 20],
  ['maxLineBytes', 'maxLineBytes', 64 * 2 ** 10],
  ['maxHeaders', 'maxHeaders', 1000],
];

/**
 * Tells the core the options of a client as they are now, but for connectHeaders, which are read when they are sent.
 * @throws TypeError naming an option that is of the wrong type
 * @throws RangeError naming a limit that is out of range
 */
export function applyOptions(client: Client, core: CoreSession): void {
  for (const [name, option, preset] of numbers) {
    core.setOption(option, inRange(option, numberOf(client[name], name, preset)), name);
  }
  core.setOption(
    'nulMayBeMissing',
    Number(Boolean(client.appendMissingNULLonIncoming)),
    'appendMissingNULLonIncoming',
  );
  const given = client.limits ?? {};
  for (const [name, option, preset] of limits) {
    core.setOption(option, limitFrom(given[name], `limits.${name}`, preset), `limits.${name}`);
  }
  core.setVersions((client.stompVersions ?? Versions.default).supportedVersions());
  core.setHost(hostOf(client.host));
}

/** What an option that is a number stands for: `null` and `false` are 0, and texts of numbers are numbers. */
export function numberOf(value: unknown, name: string, preset: number): number {
  if (value === undefined) return preset;
  if (value === null || value === false) return 0;
  const isText = typeof value === 'string' && value.trim() !== '';
  if (!isText && typeof value !== 'number')
    throw new TypeError(`${name} must be a number, not ${typeof value}`);
  const number = Number(value);
  if (Number.isNaN(number)) throw new TypeError(`${name} must be a number, not ${value}`);
  return number;
}

// "For ever" is as long as can be, and what is below nothing is nothing.
function inRange(option: CoreOption, value: number): number {
  const [least, most] = optionRanges[option] as readonly [number, number];
  return Math.min(Math.max(value, least), most);
}

/** A limit by its name, `limits.…`. */
export function limitOf({ limits: given }: Client, limit: string): number | undefined {
  const row = limits.find(([name]) => limit === `limits.${name}`);
  return row && (given?.[row[0]] ?? row[2]);
}

// Bounds are safety: none is guessed.
function limitFrom(value: unknown, name: string, preset: number): number {
  if (value === undefined) return preset;
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number, not ${typeof value}`);
  return value;
}

function hostOf(host: unknown): string | null {
  if (host === undefined) return '/';
  if (host !== null && typeof host !== 'string')
    throw new TypeError(`host must be a string or null, not ${typeof host}`);
  return host;
}
