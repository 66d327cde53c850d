// A reporter of node:test: one line of JSON, how many tests there were and how they ended.
// `describe` blocks are not tests, and count only where what is around their tests fails.

import path from 'node:path';

export default async function* countReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0, filesWithoutTests: [] };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (isWholeFile(data)) countFile(counts, type, data);
    else if (data.details?.type === 'suite') counts.failed += hookFailed(data) ? 1 : 0;
    else if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else if (type === 'test:pass') counts.passed += 1;
    else counts.failed += 1;
  }
  yield `${JSON.stringify(counts)}\n`;
}

// A file is told as a test of its own where it fails as a whole, or holds no test.
function isWholeFile(data) {
  return data.nesting === 0 && data.file !== undefined && path.resolve(data.name) === data.file;
}

function countFile(counts, type, data) {
  counts.failed += 1;
  if (type === 'test:pass') counts.filesWithoutTests.push(data.name);
}

function hookFailed(data) {
  return data.details?.error?.failureType === 'hookFailed';
}
