import { ActivationState, Client } from '../../../build/testing/hoofbeat.js';
import { fakeConnections, recordCallbacks } from './fake-socket.mjs';

const lifeCycle = [
  'onChangeState',
  'onConnect',
  'onDisconnect',
  'onWebSocketClose',
  'onReconnecting',
  'onError',
  'onStompError',
];

function describeArgument(name, argument) {
  if (name === 'onChangeState') return ActivationState[argument];
  if (name === 'onWebSocketClose') return argument.code;
  if (name === 'onReconnecting') return argument;
  if (name === 'onError') return argument.code;
  return argument?.command;
}

/**
 * A client over fake sockets, and what it tells of its life: `{connections, calls}`.
 *
 * @param {object} [config] of the client; reconnectDelay is 400 unless told otherwise
 */
export function startRecorded(config = {}) {
  const connections = fakeConnections(Client, { reconnectDelay: 400, ...config });
  const calls = recordCallbacks(connections.client, lifeCycle, describeArgument);
  return { connections, calls };
}
