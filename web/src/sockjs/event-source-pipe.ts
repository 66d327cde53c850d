import type { Pipe, PipeListener } from './pipe.js';

const closed = 2;

/** An EventSource (HTML standard, "Server-sent events"), up to the end of its first response. */
export class EventSourcePipe implements Pipe {
  private readonly source: EventSource;

  constructor(url: string, credentials: RequestCredentials, listener: PipeListener) {
    this.source = new EventSource(url, { withCredentials: credentials === 'include' });
    this.source.onopen = () => listener.response(200);
    this.source.onmessage = ({ data }: MessageEvent<string>) => listener.message(data);
    // A response that has ended is told as an error too, since the browser would ask again by itself.
    this.source.onerror = () => {
      const complete = this.source.readyState !== closed;
      this.end();
      listener.ended({ complete });
    };
  }

  end(): void {
    this.source.onopen = this.source.onmessage = this.source.onerror = null;
    this.source.close();
  }
}
