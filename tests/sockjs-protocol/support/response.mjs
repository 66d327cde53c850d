/** A response whose head has been read. Its body is read piece by piece, as the peer framed it. */
export class Response {
  #connection;
  #left;

  constructor(connection, head, method) {
    const [statusLine, ...lines] = head.split('\r\n');
    const [, version, status] = /^HTTP\/(1\.[01]) (\d{3}) /.exec(statusLine) ?? [];
    if (status === undefined) throw new Error(`no status line: ${statusLine}`);
    this.#connection = connection;
    this.version = version;
    this.status = Number(status);
    this.headers = lines.map((line) => {
      const [, name, value] = /^([!-9;-~]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
      if (name === undefined) throw new Error(`no header: ${line}`);
      return [name.toLowerCase(), value];
    });
    this.framing = this.#framing(method);
    this.#left = Number(this.header('content-length') ?? 0);
  }

  static async read(connection, method) {
    return new Response(connection, await connection.upTo('\r\n\r\n'), method);
  }

  get connection() {
    return this.#connection;
  }

  /** A header that must not be there twice; undefined where there is none. */
  header(name) {
    const values = this.headers.filter(([key]) => key === name).map(([, value]) => value);
    if (values.length > 1) throw new Error(`${values.length} headers ${name}: ${values.join(' | ')}`);
    return values[0];
  }

  /** How the body ends: 'none' (there is no body), 'chunked', 'length' or 'close'. */
  #framing(method) {
    const coding = this.header('transfer-encoding');
    if (method === 'HEAD' || this.status < 200 || this.status === 204 || this.status === 304) return 'none';
    if (coding === undefined) return this.header('content-length') === undefined ? 'close' : 'length';
    if (coding !== 'chunked') throw new Error(`unknown transfer coding ${coding}`);
    if (this.header('content-length') !== undefined) throw new Error('both chunks and a length');
    return 'chunked';
  }

  /** The next chunk as it lay in the chunked coding; undefined behind the last. */
  async chunk() {
    if (this.framing !== 'chunked') throw new Error(`no chunks: the body is framed by ${this.framing}`);
    const size = await this.#connection.upTo('\r\n');
    if (!/^[0-9a-f]+$/i.test(size)) throw new Error(`no size of a chunk: ${size}`);
    const octets = await this.#connection.octets(Number.parseInt(size, 16) + 2);
    if (octets.toString('latin1', octets.length - 2) !== '\r\n') throw new Error('a chunk without its end');
    return octets.length === 2 ? undefined : octets.toString('utf8', 0, octets.length - 2);
  }

  /** The next `length` characters of a body that ends with the connection; they must be ASCII. */
  async text(length) {
    if (this.framing !== 'close') throw new Error(`the body is framed by ${this.framing}`);
    return (await this.#connection.octets(length)).toString();
  }

  /** The rest of the body. */
  async body() {
    if (this.framing === 'none') return '';
    if (this.framing === 'close') return (await this.#connection.rest()).toString();
    if (this.framing === 'length') return (await this.#connection.octets(this.#left)).toString();
    return (await this.chunks()).join('');
  }

  /** The chunks that are left. */
  async chunks() {
    const chunks = [];
    for (let chunk = await this.chunk(); chunk !== undefined; chunk = await this.chunk()) chunks.push(chunk);
    return chunks;
  }
}
