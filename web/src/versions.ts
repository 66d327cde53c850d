/** The STOMP versions that a client offers to its broker, most preferred first. */
export class Versions {
  /** STOMP 1.0 */
  static V1_0 = '1.0';
  /** STOMP 1.1 */
  static V1_1 = '1.1';
  /** STOMP 1.2 */
  static V1_2 = '1.2';
  /** All of them: 1.2, 1.1, 1.0. */
  static default = new Versions([Versions.V1_2, Versions.V1_1, Versions.V1_0]);

  /** @param versions - any of `'1.0'`, `'1.1'`, `'1.2'` */
  constructor(public versions: string[]) {}

  /** The value of CONNECT's `accept-version` header, e.g. `'1.2,1.1'` (STOMP 1.2, "Protocol Negotiation"). */
  supportedVersions(): string {
    return this.versions.join(',');
  }

  /** The WebSocket subprotocols to offer, e.g. `['v12.stomp', 'v11.stomp']`. */
  protocolVersions(): string[] {
    return this.versions.map((version) => `v${version.replace('.', '')}.stomp`);
  }
}
