import type { Pipe, PipeListener } from './pipe.js';
import type { WebSocketLike } from './types.js';

const nothing = (): void => {};

/** A WebSocket, or what an application's factory made in its place. */
export class WebSocketPipe implements Pipe {
  constructor(
    private readonly socket: WebSocketLike,
    listener: PipeListener,
  ) {
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => listener.response(101);
    socket.onmessage = ({ data }: { data: string | ArrayBuffer }) =>
      listener.message(typeof data === 'string' ? data : new Uint8Array(data));
    // `close` follows. Not null: Node's EventEmitter-like sockets throw errors that nobody listens to.
    socket.onerror = nothing;
    socket.onclose = ({ wasClean, code, reason }: { wasClean: boolean; code: number; reason: string }) =>
      listener.ended({ complete: wasClean, code, reason });
  }

  get bufferedAmount(): number {
    return this.socket.bufferedAmount ?? 0;
  }

  send(text: string): void {
    this.socket.send(text);
  }

  end(code: number): void {
    const { socket } = this;
    socket.onopen = socket.onmessage = socket.onclose = nothing;
    // A page may close with its own codes alone.
    if (code === 1000 || code >= 3000) socket.close(code);
    else socket.close();
  }
}
