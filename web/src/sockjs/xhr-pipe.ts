import { encodeText } from '../core/text.js';
import type { HttpRequest, Pipe, PipeListener } from './pipe.js';

/** A request by XMLHttpRequest, for surroundings where fetch tells nothing before the end. */
export class XhrPipe implements Pipe {
  private readonly xhr = new XMLHttpRequest();
  private hasStatus = false;
  private delivered = 0; // of responseText, in UTF-16 units

  constructor(
    { method, url, body, headers, credentials }: HttpRequest,
    private readonly listener: PipeListener,
  ) {
    const { xhr } = this;
    xhr.open(method, url, true);
    xhr.withCredentials = credentials === 'include';
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.onreadystatechange = () => this.deliver();
    xhr.onprogress = () => this.deliver();
    xhr.onload = () => {
      this.deliver();
      listener.ended({ complete: true });
    };
    xhr.onerror = xhr.onabort = xhr.ontimeout = () => listener.ended({ complete: false });
    xhr.send(body);
  }

  end(): void {
    const { xhr } = this;
    xhr.onreadystatechange = xhr.onprogress = xhr.onload = null;
    xhr.onerror = xhr.onabort = xhr.ontimeout = null;
    xhr.abort();
  }

  // The browser holds octets back that are only a part of a code point.
  private deliver(): void {
    const { xhr, listener } = this;
    if (xhr.readyState < 2 || xhr.status === 0) return;
    if (!this.hasStatus) {
      this.hasStatus = true;
      listener.response(xhr.status);
    }
    if (xhr.readyState < 3 || xhr.responseText.length === this.delivered) return;
    const piece = xhr.responseText.slice(this.delivered);
    this.delivered += piece.length;
    listener.bytes(encodeText(piece));
  }
}
