import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { inRepository, root } from './paths.mjs';
import { run } from './run.mjs';

const buildDirectories = {
  release: 'build',
  portable: 'build/portable',
  lint: 'build/lint',
  sanitize: 'build/sanitize',
  fuzz: 'build/fuzz',
  wasm: 'build/wasm',
};
const presetsFile = inRepository('CMakePresets.json');
// What the build directory was configured with.
const presetsCopy = 'presets-of-this-build.json';

// The files that include Beast take the compiler near 1 GB.
const memoryPerJob = 1.2e9;

/** Commands to run at once. */
export const jobs = Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / memoryPerJob)));

function cachedValue(cache, name) {
  return cache.match(new RegExp(`^${name}:[A-Z]+=(.*)$`, 'm'))?.[1];
}

function contentOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

// Undefined where nothing is to be done: Ninja itself sees to changed CMakeLists.txt.
function configureArguments(preset, settings, initially) {
  const directory = inRepository(buildDirectories[preset]);
  const cache = contentOf(`${directory}/CMakeCache.txt`);
  const wanted = { ...settings };
  for (const [name, value] of Object.entries(initially)) wanted[name] = cachedValue(cache, name) ?? value;
  const all = ['--preset', preset, ...Object.entries(wanted).map(([name, value]) => `-D${name}=${value}`)];

  const moved = cachedValue(cache, 'CMAKE_HOME_DIRECTORY') !== root;
  // Anew, since a variable that a preset no longer sets would stay in the cache.
  const presetsChanged = contentOf(`${directory}/${presetsCopy}`) !== contentOf(presetsFile);
  if (moved || presetsChanged) return ['--fresh', ...all];
  return Object.entries(wanted).some(([name, value]) => cachedValue(cache, name) !== value) ? all : undefined;
}

/**
 * Configures a preset of CMakePresets.json, unless it is.
 *
 * @param {'release' | 'portable' | 'lint' | 'sanitize' | 'fuzz' | 'wasm'} preset
 * @param {{settings?: Record<string, string>, initially?: Record<string, string>}} [options] settings: CMake variables
 *   in addition to the preset's; initially: those that hold until somebody sets them
 * @returns {Promise<string>} the build directory
 */
export async function cmakeConfigure(preset, { settings = {}, initially = {} } = {}) {
  const directory = inRepository(buildDirectories[preset]);
  const configuring = configureArguments(preset, settings, initially);
  if (configuring) {
    await run('cmake', configuring);
    writeFileSync(`${directory}/${presetsCopy}`, contentOf(presetsFile));
  }
  return directory;
}

/**
 * Builds targets of a preset; quick when nothing changed.
 *
 * @param {'release' | 'portable' | 'sanitize' | 'fuzz' | 'wasm'} preset
 * @param {object} [options] those of `cmakeConfigure`, and `targets: string[]`, all unless named
 */
export async function cmakeBuild(preset, { targets = [], ...options } = {}) {
  await cmakeConfigure(preset, options);
  const targetArguments = targets.length > 0 ? ['--target', ...targets] : [];
  await run('cmake', ['--build', '--preset', preset, '--parallel', String(jobs), ...targetArguments]);
}
