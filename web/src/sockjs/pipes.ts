import type { Exchange } from '../core/sockjs/record-reader.js';
import { report } from '../errors.js';
import { ExchangeKind } from '../generated/sockjs-records.js';
import { EventSourcePipe } from './event-source-pipe.js';
import { FetchPipe } from './fetch-pipe.js';
import { sendLastWords } from './last-words.js';
import type { SockJSSettings } from './options.js';
import type { HttpRequest, Pipe, PipeListener } from './pipe.js';
import { canFetchStreams } from './surroundings.js';
import type { SockJSTransport, WebSocketLike } from './types.js';
import { WebSocketPipe } from './web-socket-pipe.js';
import { XhrPipe } from './xhr-pipe.js';

/** Of the exchanges that receive. */
export const transportOfKind: Partial<Record<ExchangeKind, SockJSTransport>> = {
  [ExchangeKind.webSocket]: 'websocket',
  [ExchangeKind.stream]: 'xhr-streaming',
  [ExchangeKind.eventSource]: 'eventsource',
  [ExchangeKind.poll]: 'xhr-polling',
};

/** Makes the pipes of one session. */
export class Pipes {
  private transport: SockJSTransport | undefined;

  constructor(private readonly settings: SockJSSettings) {}

  /** Undefined: nothing more will be heard of it. @throws whatever keeps it from beginning */
  begin(exchange: Exchange, listener: PipeListener): Pipe | undefined {
    const { kind, url } = exchange;
    const { http, webSocketFactory } = this.settings;
    this.transport = transportOfKind[kind] ?? this.transport;
    switch (kind) {
      case ExchangeKind.webSocket:
        if (webSocketFactory === undefined) throw new TypeError('There is no global WebSocket here');
        return new WebSocketPipe(socketOf(webSocketFactory(url)), listener);
      case ExchangeKind.eventSource:
        return new EventSourcePipe(url, http.credentials, listener);
      case ExchangeKind.lastWords:
        sendLastWords(this.requestOf(exchange));
        return undefined;
      case ExchangeKind.probe:
        return new FetchPipe({ ...this.requestOf(exchange), headers: {}, mode: 'no-cors' }, listener);
      default: {
        const HttpPipe = canFetchStreams() ? FetchPipe : XhrPipe;
        return new HttpPipe(this.requestOf(exchange), listener);
      }
    }
  }

  private requestOf({ kind, url, body }: Exchange): HttpRequest {
    const { http } = this.settings;
    return {
      method: kind === ExchangeKind.info || kind === ExchangeKind.probe ? 'GET' : 'POST',
      url,
      body: body === '' ? undefined : body,
      headers: http.headers(this.transport),
      credentials: http.credentials,
    };
  }
}

/** @throws TypeError: it is a promise; the socket that it is of is closed */
function socketOf(made: WebSocketLike | PromiseLike<WebSocketLike>): WebSocketLike {
  if (!('then' in made)) return made;
  const closeIt = (socket: WebSocketLike) => socket.close();
  Promise.resolve(made).then(closeIt).catch(report);
  throw new TypeError('webSocketFactory must return a socket, not a promise');
}
