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
      const response = await startFetch(request, { signal: this.abort.signal });
      this.listener.response(response.status);
      if (response.body !== null) await this.read(response.body.getReader());
    } catch (cause) {
      return this.listener.ended({ complete: false, cause: withoutHeaders(cause, request) });
    }
    this.listener.ended({ complete: true });
  }

  private async read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      this.listener.bytes(piece.value);
    }
  }
}

// Of a header that can't be sent, Node's fetch repeats the value, which may let somebody in.
function withoutHeaders(cause: unknown, { headers }: HttpRequest): unknown {
  const { message = '' } = cause as Partial<Error>;
  const isRepeated = Object.values(headers).some((value) => value !== '' && message.includes(value.trim()));
  return isRepeated ? new TypeError('A header of the request holds what no header can') : cause;
}

/** The request as `fetch` takes it. */
export function startFetch(request: HttpRequest, more: RequestInit): Promise<Response> {
  const { method, body, credentials, mode = 'cors' } = request;
  const { url, headers } = withoutUserInfo(request.url, request.headers);
  const content = body === undefined ? {} : { body };
  return fetch(url, { method, headers, credentials, mode, cache: 'no-store', ...content, ...more });
}
