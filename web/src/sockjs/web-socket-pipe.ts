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
    socket.onmessage = ({ data }: { data: unknown }) => {
      const message = messageOf(data);
      if (message !== undefined) return listener.message(message);
      this.end(1000);
      // What a Blob holds is known too late, behind the messages that follow it.
      const cause = new TypeError(`A WebSocket with binaryType 'arraybuffer' brought ${kindOf(data)}`);
      listener.ended({ complete: false, cause });
    };
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

const kindOf = (data: unknown): string => Object.prototype.toString.call(data);

/** Text or octets, of any realm; undefined: it is neither. */
function messageOf(data: unknown): string | Uint8Array | undefined {
  if (typeof data === 'string') return data;
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return kindOf(data) === '[object ArrayBuffer]' ? new Uint8Array(data as ArrayBuffer) : undefined;
}
