import type { HttpHeaders, SockJSTransport } from './types.js';

/** What an application wants of the HTTP requests. */
export class HttpSettings {
  constructor(
    readonly credentials: RequestCredentials,
    private readonly general: HttpHeaders | undefined,
    private readonly ofTransport: ReadonlyMap<string, HttpHeaders>,
  ) {}

  hasHeaders(transport: SockJSTransport): boolean {
    return this.general !== undefined || this.ofTransport.has(transport);
  }

  /** Asked anew for each request. `transport` undefined: none has begun. @throws what the application's function throws */
  headers(transport: SockJSTransport | undefined): Record<string, string> {
    const own = transport === undefined ? undefined : this.ofTransport.get(transport);
    return { ...present(this.general), ...present(own) };
  }
}

function present(headers: HttpHeaders | undefined): Readonly<Record<string, string>> | undefined {
  return typeof headers === 'function' ? headers() : headers;
}
