import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import vm from 'node:vm';
import { installPackage } from './installed-package.mjs';
import { stompScript } from './uses.mjs';

// The one file for what knows no modules, and the loaders that may take it.

const project = installPackage();
const file = 'dist/umd/hoofbeat.umd.js';

describe('a classic script', () => {
  /** Evaluates it where these globals are; returns the globals afterwards. */
  function evaluate(globals) {
    const context = vm.createContext({ ...globals });
    vm.runInContext(project.read(file), context);
    return context;
  }

  test('leaves the globals that others have set', () => {
    const [theirs, ours] = [{ StompJs: { theirs: true }, SockJS: () => {} }, evaluate({})];
    const { StompJs, SockJS, hoofbeat } = evaluate(theirs);
    assert.deepEqual([StompJs, SockJS], [theirs.StompJs, theirs.SockJS]);
    assert.equal(typeof hoofbeat.Client, 'function');
    assert.deepEqual([ours.StompJs, ours.SockJS], [ours.hoofbeat, ours.hoofbeat.SockJS]);
  });

  test('is a module of AMD where there is a loader', () => {
    const defined = [];
    const define = Object.assign((...args) => defined.push(args), { amd: {} });
    const context = evaluate({ define });
    assert.equal(defined.length, 1);
    const [dependencies, factory] = defined[0];
    assert.equal(dependencies.length, 0);
    assert.deepEqual([typeof factory().Client, typeof factory().SockJS], ['function', 'function']);
    assert.deepEqual(Object.keys(context), ['define']);
  });

  test('is a module of CommonJS where there is a loader, and exports what the others do', async () => {
    const script = `
      const { Client, ActivationState, SockJS, ...more } = require('hoofbeat/${file}');
      const exported = [...Object.keys(require('hoofbeat')), 'SockJS'].sort().join();
      console.log(Object.keys(require('hoofbeat/${file}')).sort().join() === exported, globalThis.StompJs);
      ${stompScript}`;
    assert.equal(await project.runScript('umd.cjs', script), 'true undefined\nCONNECT\nSEND\nINACTIVE');
  });
});
