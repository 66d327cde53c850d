import type { BodyCodec } from 'hoofbeat';
import { createSubscriber } from 'svelte/reactivity';
import type { Connection, Snapshot } from '../shared/connection';

/** What the connection is like, for effects and templates; it is kept while one of them reads it. */
export class ConnectionState {
  #connection: Connection;
  #track: () => void;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#track = createSubscriber((update) => {
      const endListening = connection.onChange(update);
      const endUse = connection.use();
      return () => {
        endListening();
        endUse();
      };
    });
  }

  get current(): Snapshot {
    this.#track();
    return this.#connection.snapshot;
  }
}

/**
 * Calls `onContent` for each message until the component goes: to be called while it is set up.
 * @param destination - where what it reads changes, so does the subscription
 */
export function subscription<T>(
  connection: Connection,
  destination: () => string,
  codec: BodyCodec<T>,
  onContent: (content: T) => void,
  onError: (error: Error) => void,
): void {
  $effect(() => connection.subscribe(destination(), codec, onContent, onError));
}
