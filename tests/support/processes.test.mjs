import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { until } from './condition.mjs';
import { familyMembers, isRunning } from './process-family.mjs';
import { startProcess } from './processes.mjs';

const shell = (script) => startProcess('sh', ['-c', script]);

test('the output is kept, and can be waited for', async () => {
  const program = await shell('echo one; echo two >&2; exec sleep 1000');
  const [, word] = await program.waitForOutput(/^(tw\w)$/m);
  assert.equal(word, 'two');
  await program.waitForOutput(/one/);
  assert.deepEqual(await program.end(), { code: null, signal: 'SIGTERM' });
  assert.equal(isRunning(program.pid), false);
});

test('waiting for output fails when the program ends, telling what it said', async () => {
  const program = await shell('echo something else; exit 3');
  await assert.rejects(program.waitForOutput(/ready/), /ended before .*\n.*something else/s);
  assert.deepEqual(await program.ended, { code: 3, signal: null });
  await program.end();
});

test('waiting for output fails when the time is over', async () => {
  const program = await shell('exec sleep 1000');
  await assert.rejects(program.waitForOutput(/ready/, { timeout: 20 }), /within 20 ms/);
  await program.kill();
});

test('a program that is suspended does nothing, nor does what it started, until it is resumed', async () => {
  const program = await shell(
    '(while true; do sleep 0.01; echo child; done) & while true; do sleep 0.01; echo parent; done',
  );
  await program.waitForOutput(/child/);
  await program.waitForOutput(/parent/);
  program.suspend();
  const stateOf = (pid) => readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1][0];
  const family = familyMembers(program.pid, program.mark);
  assert.ok(family.length >= 2);
  await until(() => family.every((pid) => !isRunning(pid) || stateOf(pid) === 'T'));
  const { length } = program.output;
  program.resume();
  await until(() => program.output.length > length);
  await program.kill();
});

test('a program that ignores the signal is killed, and told of', async () => {
  const program = await shell('trap "" TERM; echo ready; while true; do sleep 1000; done');
  await program.waitForOutput(/ready/);
  await assert.rejects(program.end({ grace: 50 }), /ignored SIGTERM/);
  assert.equal(isRunning(program.pid), false);
});

test('what a program leaves behind in a session of its own is killed, and told of', async () => {
  const program = await shell('setsid sleep 1000 </dev/null >/dev/null 2>&1 & echo "child $!"; wait');
  const [, child] = await program.waitForOutput(/^child (\d+)$/m);
  await assert.rejects(program.end(), /left processes behind: \d+/);
  await until(() => !isRunning(Number(child)));
});

test('kill ends the program and its children at once', async () => {
  const program = await shell('setsid sleep 1000 & echo "child $!"; wait');
  const [, child] = await program.waitForOutput(/^child (\d+)$/m);
  assert.deepEqual(await program.kill(), { code: null, signal: 'SIGKILL' });
  await until(() => !isRunning(Number(child)));
});

test('a program that does not exist is an error', async () => {
  await assert.rejects(startProcess('no-such-program'), { code: 'ENOENT' });
});

test('programs end with the process that started them', async () => {
  const source = `
    import { startProcess } from ${JSON.stringify(new URL('processes.mjs', import.meta.url))};
    const program = await startProcess('sleep', ['1000']);
    console.log('started ' + program.pid);
  `;
  const parent = await startProcess(process.execPath, ['--input-type=module', '--eval', source]);
  const [, pid] = await parent.waitForOutput(/^started (\d+)$/m);
  assert.equal(isRunning(Number(pid)), true);
  await parent.end();
  await until(() => !isRunning(Number(pid)));
});
