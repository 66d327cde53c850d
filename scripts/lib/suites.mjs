import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { buildFrameworks } from '../../examples/frameworks/build.mjs';
import { buildParts } from '../build.mjs';
import { cmakeBuild, jobs } from './cmake.mjs';
import { buildCounts } from './counts/callgrind.mjs';
import { buildLoadGenerator } from './load-generator.mjs';
import { installNodeModules } from './node-modules.mjs';
import { inRepository } from './paths.mjs';
import { runToEnd } from './run.mjs';

const minutes = 60_000;
// What tests/support/server.mjs starts in place of the released build. A finding of a sanitizer ends it with an error.
const sanitizedServer = {
  HOOFBEAT_SERVER: inRepository('build/sanitize/bin/hoofbeat-server'),
  ASAN_OPTIONS: 'detect_stack_use_after_return=1:strict_string_checks=1',
  UBSAN_OPTIONS: 'print_stacktrace=1',
  // See tests/sockjs-protocol: the peers of npm gain nothing by it.
  SOCKJS_TARGETS: 'hoofbeat-server',
};
const resultsDirectory = inRepository('build/results');

/** @typedef {{passed: number, failed: number, skipped: number, exitCode: number, filesWithoutTests?: string[]}} Counts */

function freshResultsFile(name) {
  mkdirSync(resultsDirectory, { recursive: true });
  const file = path.join(resultsDirectory, name);
  rmSync(file, { force: true });
  return file;
}

/** The counts that ctest put into a JUnit file. */
export function countsOfJUnit(xml) {
  const suite = /<testsuite\s[^>]*>/.exec(xml)?.[0];
  if (suite === undefined) throw new Error('ctest wrote no test suite');
  const count = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  const skipped = count('skipped') + count('disabled');
  return { passed: count('tests') - failed - skipped, failed, skipped };
}

/** @returns {Promise<Counts>} */
async function runCtest(preset) {
  const file = freshResultsFile(`ctest-${preset}.xml`);
  const args = ['--preset', preset, '--parallel', String(jobs), '--output-junit', file];
  const exitCode = await runToEnd('ctest', args, { timeout: 15 * minutes });
  const counts = existsSync(file)
    ? countsOfJUnit(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 };
  return { ...counts, exitCode };
}

function testFiles(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.mjs'))
    .filter((entry) => !entry.path.includes('node_modules'))
    .map((entry) => path.join(entry.path, entry.name))
    .sort();
}

/** @param {string[]} names directories of tests/ @returns {Promise<Counts>} */
async function runNodeTests(names, { concurrency = jobs, env = {}, except = [], preload = [] } = {}) {
  const files = names
    .flatMap((name) => testFiles(inRepository('tests', name)))
    .filter((file) => !except.includes(path.basename(file, '.test.mjs')));
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0, exitCode: 0 };
  const countsFile = freshResultsFile(`node-${names.join('-').replaceAll('/', '-')}.json`);
  const args = [
    ...preload.map((file) => `--import=${pathToFileURL(inRepository(file))}`),
    '--test',
    `--test-concurrency=${concurrency}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${inRepository('scripts/lib/count-reporter.mjs')}`,
    `--test-reporter-destination=${countsFile}`,
    ...files,
  ];
  const exitCode = await runToEnd(process.execPath, args, { timeout: 15 * minutes, env });
  const written = existsSync(countsFile) ? readFileSync(countsFile, 'utf8') : '';
  const counts = written === '' ? { passed: 0, failed: 0, skipped: 0 } : JSON.parse(written);
  return { ...counts, exitCode };
}

/**
 * All suites in the order they run. `prepare` builds what the suite needs, `run` runs it. A `long` one takes minutes, and
 * runs where it is named or all are.
 *
 * @type {Record<string, {title: string, long?: boolean, prepare: () => Promise<void>, run: () => Promise<Counts>}>}
 */
export const suites = {
  tools: {
    title: 'the tree: formatting, lengths, names',
    prepare: async () => {},
    run: () => runNodeTests(['tools']),
  },
  unit: {
    title: 'C++ tests of core and server',
    prepare: () => cmakeBuild('release', { settings: { BUILD_TESTING: 'ON' } }),
    run: () => runCtest('release'),
  },
  sanitize: {
    title: 'the same under AddressSanitizer and UndefinedBehaviorSanitizer',
    prepare: () => cmakeBuild('sanitize'),
    run: () => runCtest('sanitize'),
  },
  wasm: {
    title: 'the core as WebAssembly, in Node.js',
    prepare: () => buildParts(['package']),
    run: () => runNodeTests(['wasm']),
  },
  'no-wasm': {
    title: 'the same with the core as JavaScript, and no WebAssembly',
    prepare: () => buildParts(['package']),
    run: () =>
      runNodeTests(['wasm'], {
        preload: ['tests/wasm/support/no-wasm.mjs'],
        except: ['wasm-text', 'webassembly-refused'],
      }),
  },
  parity: {
    title: 'side by side with the packages that it replaces',
    prepare: () => buildParts(['package', 'server']),
    run: () => runNodeTests(['parity'], { concurrency: 1 }),
  },
  'server-io': {
    title: 'the server over sockets',
    prepare: () => buildParts(['server']),
    run: () => runNodeTests(['server-io'], { concurrency: 1 }),
  },
  'sockjs-protocol': {
    title: 'the SockJS protocol by raw sockets: our server and the one of npm',
    prepare: () => buildParts(['server']),
    run: () => runNodeTests(['sockjs-protocol']),
  },
  'server-io-sanitize': {
    title: 'the same two with a server built with sanitizers',
    prepare: () => cmakeBuild('sanitize', { targets: ['hoofbeat-server'] }),
    run: () => runNodeTests(['server-io', 'sockjs-protocol'], { concurrency: 1, env: sanitizedServer }),
  },
  support: {
    title: 'what the tests stand on: server, RabbitMQ, browser',
    prepare: async () => {
      await buildParts(['server']);
      await buildLoadGenerator();
    },
    run: () => runNodeTests(['support']),
  },
  interop: {
    title: 'against other brokers and clients',
    prepare: () => buildParts(['package', 'server']),
    run: () => runNodeTests(['interop'], { concurrency: 1 }),
  },
  browser: {
    title: 'in Chromium, Firefox and WebKitGTK',
    prepare: () => buildParts(['package', 'server']),
    run: () => runNodeTests(['browser'], { concurrency: 1 }),
  },
  examples: {
    title: 'the examples, with both pairs of libraries',
    prepare: () => buildParts(['package', 'server']),
    run: () => runNodeTests(['examples'], { concurrency: 1 }),
  },
  frameworks: {
    title: 'the pieces for React, Vue, Svelte and none, built by Vite, in Chromium',
    long: true,
    prepare: async () => {
      await buildParts(['package', 'server']);
      await buildFrameworks({ forTests: true });
    },
    run: () => runNodeTests(['frameworks'], { concurrency: 1 }),
  },
  docs: {
    title: 'the documentation: its code runs, its links lead somewhere',
    prepare: () => buildParts(['package', 'server']),
    run: () => runNodeTests(['docs'], { concurrency: 1 }),
  },
  package: {
    title: 'the packages as their users install them',
    prepare: () => buildParts(['server', 'server-package']),
    run: () => runNodeTests(['package']),
  },
  bundlers: {
    title: 'the package in what bundlers make of it, and in each other way to load it',
    long: true,
    prepare: async () => {
      await installNodeModules({ directory: inRepository('tests/bundlers') });
      await buildParts(['package', 'server', 'server-package']);
    },
    run: () => runNodeTests(['bundlers'], { concurrency: 1 }),
  },
  size: {
    title: 'what a page downloads, against what is recorded',
    prepare: () => buildParts(['package']),
    run: () => runNodeTests(['size']),
  },
  counts: {
    title: 'instructions of codec, session and broker, against what is recorded',
    prepare: buildCounts,
    run: () => runNodeTests(['bench/counts']),
  },
};
