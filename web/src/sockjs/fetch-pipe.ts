import { octetsOf } from '../core/text.js';
import { giveKeepaliveBack, takeKeepalive } from './keepalive.js';
import type { HttpRequest, Pipe, PipeListener } from './pipe.js';
import { withoutUserInfo } from './user-info.js';

/** A request by fetch, whose body is read as it arrives. */
export class FetchPipe implements Pipe {
  private readonly abort = new AbortController();

  constructor(
    request: HttpRequest,
    private readonly listener: PipeListener,
  ) {
    void this.run(request);
  }

  end(): void {
    this.abort.abort();
  }

  private async run(request: HttpRequest): Promise<void> {
    try {
      const response = await fetchKeptAlive(request, this.abort.signal);
      this.listener.response(response.status);
      if (response.body !== null) await this.read(response.body.getReader());
    } catch (cause) {
      return this.listener.ended({ complete: false, cause });
    }
    this.listener.ended({ complete: true });
  }

  private async read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      this.listener.bytes(piece.value);
    }
  }
}

/** Fetches; a body that may outlive its page does. */
export async function fetchKeptAlive(request: HttpRequest, signal?: AbortSignal): Promise<Response> {
  const { method, body, credentials } = request;
  const { url, headers } = withoutUserInfo(request.url, request.headers);
  const octets = body === undefined ? 0 : octetsOf(body);
  const keepalive = octets > 0 && takeKeepalive(octets);
  try {
    return await fetch(url, {
      method,
      headers,
      credentials,
      cache: 'no-store',
      keepalive,
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
  } finally {
    if (keepalive) giveKeepaliveBack(octets);
  }
}
