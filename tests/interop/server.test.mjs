import { after, before, describe } from 'node:test';
import * as stompjs from '@stomp/stompjs';
import * as hoofbeat from '../../dist/index.js';
import { startServer } from '../support/server.mjs';
import { testScenarios } from './run-scenarios.mjs';

for (const [name, library, without] of [
  ['our client', hoofbeat, {}],
  ['@stomp/stompjs', stompjs, { 'headers go there and back': 'names are not escaped by it' }],
]) {
  describe(`${name} in Node, our server`, () => {
    let server;
    before(async () => {
      server = await startServer();
    });
    after(() => server?.stop());
    testScenarios(() => server, library, { without });
  });
}
