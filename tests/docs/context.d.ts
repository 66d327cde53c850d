// What blocks of code go on from: what the block before them on their page has, or the application.

import type { Client as TheClient } from 'hoofbeat';

declare global {
  const client: TheClient;
  /** Asks the application's server. */
  function freshToken(): Promise<string>;
  function forgetToken(): void;
  function isLoggedOut(): boolean;
  function draw(picture: Uint8Array): void;
  interface Quote {
    symbol: string;
    price: number;
  }
  /** As protobufjs generates it. */
  const QuoteMessage: {
    encode(quote: Quote): { finish(): Uint8Array };
    decode(octets: Uint8Array): Quote;
  };
  /** Of a shared worker. */
  var onconnect: ((event: MessageEvent) => void) | null;
}
