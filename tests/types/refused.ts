// What must not compile, neither with @stomp/stompjs and @types/sockjs-client nor with ours.

import SockJS from 'the-sockjs-library';
import {
  Client,
  FrameImpl,
  type IFrame,
  type IMessage,
  type IStompSocket,
  type IStomptHandlerConfig,
  Parser,
  type RawHeaderType,
  type StompConfig,
  TickerStrategy,
  Versions,
} from 'the-stomp-library';

declare const client: Client;
declare const frame: IFrame;
declare const message: IMessage;
declare const parser: Parser;
declare const wrong: { [name: string]: number };

// @ts-expect-error there is no such option
new Client({ reconectDelay: 5 });
// @ts-expect-error a number is wanted
const delay: StompConfig = { reconnectDelay: '5s' };
// @ts-expect-error header values are text
const numbers: StompConfig = { connectHeaders: wrong };
// @ts-expect-error a list in a class of its own
const list: StompConfig = { stompVersions: ['1.2'] };
// @ts-expect-error not any text
const strategy: StompConfig = { heartbeatStrategy: 'thread' };
// @ts-expect-error a function is wanted
const callback: StompConfig = { onConnect: 'connected' };
// @ts-expect-error it gets a frame
const parameter: StompConfig = { onConnect: (text: string) => text };
// @ts-expect-error it gets a message
client.subscribe('/a', (text: string) => text);
// @ts-expect-error a callback is wanted
client.subscribe('/a');
// @ts-expect-error a destination is wanted
client.publish({ body: 'x' });
// @ts-expect-error text is wanted
client.publish({ destination: '/a', body: { a: 1 } });
// @ts-expect-error octets are wanted
client.publish({ destination: '/a', binaryBody: [1, 2] });
// @ts-expect-error header values are text
client.publish({ destination: '/a', headers: { priority: 9 } });
// @ts-expect-error a subscription is wanted
client.ack('m');
// @ts-expect-error a callback is wanted
client.watchForReceipt('r');
// @ts-expect-error not a flag by itself
client.deactivate(true);
// @ts-expect-error the client tells
client.connected = true;
// @ts-expect-error the client tells
client.active = false;
// @ts-expect-error the client tells
client.webSocket = undefined;
// @ts-expect-error the client tells
client.connectedVersion = '1.2';
// @ts-expect-error there may be none
client.webSocket.close();
// @ts-expect-error a promise of nothing
client.deactivate().then((result: string) => result);
// @ts-expect-error received
frame.body = 'x';
// @ts-expect-error received
frame.binaryBody = new Uint8Array(1);
// @ts-expect-error a frame has none
frame.ack();
// @ts-expect-error headers are wanted
message.ack('transaction');
// @ts-expect-error text
const length: number = message.headers['content-length'];
// @ts-expect-error a list is wanted
new Versions('1.2');
// @ts-expect-error a command is wanted
new FrameImpl({ headers: {} });
// @ts-expect-error text or octets
const text: string = FrameImpl.marshall({ command: 'SEND' });
// @ts-expect-error both callbacks are wanted
new Parser(() => {});
// @ts-expect-error text or a buffer
parser.parseChunk(5);
// @ts-expect-error name and value
const header: RawHeaderType = ['name'];
// @ts-expect-error all members are wanted
const handler: IStomptHandlerConfig = { heartbeatStrategy: TickerStrategy.Interval };
// @ts-expect-error a socket can close
const socket: IStompSocket = { url: '', readyState: 0, send() {}, onopen: null, onmessage: null };

// @ts-expect-error a URL is wanted
new SockJS();
// @ts-expect-error a number or a function
const id: SockJS.Options = { sessionId: 'abc' };
// @ts-expect-error there is no such state
const state: SockJS.State = 4;
// @ts-expect-error there is no such option
const option: SockJS.Options = { transport: 'websocket' };
// @ts-expect-error a code is a number
new SockJS('/echo').close('1000');
// @ts-expect-error the connection tells
new SockJS('/echo').url = '/other';

export {
  callback,
  delay,
  handler,
  header,
  id,
  length,
  list,
  numbers,
  option,
  parameter,
  socket,
  state,
  strategy,
  text,
};
