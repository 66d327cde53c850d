import OldSockJS from 'sockjs-client';
import { WebSocket } from 'ws';
import SockJS from '../../dist/sockjs.js';

// The two SockJS clients as an application in Node 20 has them, which knows neither WebSocket nor EventSource.

export const ours = {
  name: 'our SockJS',
  SockJS,
  options: { webSocketFactory: (url) => new WebSocket(url), timeout: 10_000 },
  transports: ['websocket', 'xhr-streaming', 'xhr-polling'],
  shortcomings: {},
};

/** It brings an EventSource along. */
export const old = {
  name: 'sockjs-client',
  SockJS: OldSockJS,
  options: { timeout: 10_000 },
  transports: ['websocket', 'xhr-streaming', 'eventsource', 'xhr-polling'],
  // What it can't do, by transport.
  shortcomings: {
    'xhr-streaming': {
      'the server dies': 'the XMLHttpRequest for Node does not hear of a response that breaks off',
    },
    eventsource: { 'the server dies': 'it asks again for ever' },
  },
};
