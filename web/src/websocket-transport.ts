import { isArrayBuffer } from './array-buffer.js';
import { StompSocketState } from './enums.js';
import { report } from './errors.js';
import type { Transport, TransportListener } from './transport.js';
import type { IStompSocket } from './types.js';

// Milliseconds from when an event was stamped until it is heard.
const believableDelay = 1000;

/** A WebSocket, or what an application's factory made in its place. */
export class WebSocketTransport implements Transport {
  // Blobs are read asynchronously; what comes behind one waits for it.
  private blobs: Promise<void> | undefined;
  private opened = false;
  private abandoned = false;
  readonly carriesTextAlone: boolean;
  // What it delivers is ours to keep; sockets of other makes may use their buffers again.
  private readonly isOfBrowser: boolean;
  /** Whether events are stamped by the clock that the page has; unknown before the first. */
  private isStamped: boolean | undefined;

  constructor(
    readonly socket: IStompSocket,
    private readonly listener: TransportListener,
  ) {
    this.carriesTextAlone = isSockJS(socket);
    this.isOfBrowser = typeof WebSocket === 'function' && socket instanceof WebSocket;
  }

  /** Listens to the socket. One that opens in doing so finds the others set. */
  start(): void {
    const { socket, listener } = this;
    if (socket.readyState === StompSocketState.CLOSING || socket.readyState === StompSocketState.CLOSED) {
      throw new Error('webSocketFactory returned a socket that has closed or is about to');
    }
    if (!this.carriesTextAlone) socket.binaryType = 'arraybuffer';
    socket.onmessage = (event: MessageEvent) => this.receive(event);
    socket.onerror = (event: unknown) => listener.failed(event);
    socket.onclose = (event: unknown) => this.inOrder(() => listener.closed(event));
    socket.onopen = () => this.open();
    // The event of one that was handed over open has passed.
    if (socket.readyState === StompSocketState.OPEN) this.open();
  }

  private open(): void {
    if (this.opened) return;
    this.opened = true;
    this.listener.opened();
  }

  send(message: string | Uint8Array): void {
    this.socket.send(message);
  }

  close(code: number): void {
    // A page may close with its own codes alone; without one the socket says 1000 or nothing.
    if (code >= 3000) (this.socket as WebSocket).close(code);
    else this.socket.close();
  }

  abandon(): void {
    this.abandoned = true;
    this.ignoreAll();
    this.end();
  }

  // One that refuses to be listened to refuses this, too.
  private ignoreAll(): void {
    const { socket } = this;
    try {
      socket.onopen = socket.onmessage = socket.onclose = ignore;
      // Not null: Node's EventEmitter-like sockets throw errors that nobody listens to.
      socket.onerror = ignore;
    } catch {
      // Its attempt has ended, and listens no more.
    }
  }

  private end(): void {
    const { socket } = this;
    try {
      if (typeof socket.terminate === 'function') socket.terminate();
      else if (socket.readyState < StompSocketState.CLOSING) socket.close();
    } catch (error) {
      report(error);
    }
  }

  private receive(event: MessageEvent): void {
    const data: unknown = event.data;
    if (typeof data === 'string' && this.blobs === undefined) {
      return this.listener.message(data, this.stampOf(event));
    }
    if (this.isOfBrowser && this.blobs === undefined && isArrayBuffer(data)) {
      return this.listener.message(new Uint8Array(data), this.stampOf(event));
    }
    this.inOrder(() => this.deliver(data));
  }

  // Some surroundings stamp all events 0, or by the wall clock, and so do test doubles that take WebSocket's place.
  private stampOf({ timeStamp }: MessageEvent): number | undefined {
    this.isStamped ??=
      this.isOfBrowser && timeStamp > 0 && Math.abs(performance.now() - timeStamp) < believableDelay;
    return this.isStamped ? timeStamp : undefined;
  }

  private inOrder(deliver: () => void | Promise<void>): void {
    if (this.blobs !== undefined) {
      const last = this.blobs.then(() => (this.abandoned ? undefined : deliver()));
      this.settleAfter(last);
      return;
    }
    const reading = deliver();
    if (reading !== undefined) this.settleAfter(reading);
  }

  private settleAfter(reading: Promise<void>): void {
    const settled: Promise<void> = reading.catch(report).then(() => {
      if (this.blobs === settled) this.blobs = undefined;
    });
    this.blobs = settled;
  }

  private deliver(data: unknown): void | Promise<void> {
    if (typeof data === 'string') return this.listener.message(data);
    // Views, which a WebSocket does not deliver, may be of memory that is used again.
    if (ArrayBuffer.isView(data)) {
      return this.listener.message(new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice());
    }
    if (isBlob(data)) return this.deliverBlob(data);
    if (isArrayBuffer(data)) {
      const octets = new Uint8Array(data);
      return this.listener.message(this.isOfBrowser ? octets : octets.slice());
    }
    throw new TypeError('The socket delivered something that is neither text nor octets');
  }

  // Some sockets don't look at binaryType.
  private async deliverBlob(blob: Blob): Promise<void> {
    const octets = new Uint8Array(await blob.arrayBuffer());
    if (!this.abandoned) this.listener.message(octets);
  }
}

function ignore(): void {}

// Members that SockJS connections have from the start: this package's, sockjs-client 1, and 0.3. Sockets of other makes
// may lack binaryType too, and carry octets.
const sockJSMarks = ['expectNoHeartbeats', '_transportMessage', '_didMessage'];

function isSockJS(socket: IStompSocket): boolean {
  return !('binaryType' in socket) && sockJSMarks.some((mark) => mark in socket);
}

function isBlob(data: unknown): data is Blob {
  return typeof (data as Blob | null)?.arrayBuffer === 'function';
}
