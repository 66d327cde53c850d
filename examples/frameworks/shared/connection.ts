import { type BodyCodec, Client, type StompConfig } from 'hoofbeat';
import { Subscription } from './subscription';

export type Status = 'disconnected' | 'connecting' | 'connected' | 'reconnecting';

/** What a page shows of the connection. A new object for each change, so that `===` tells whether there was one. */
export interface Snapshot {
  readonly status: Status;
  /** Why the connection is not there; gone when it is. */
  readonly error: string | undefined;
}

/**
 * One client for all of a page. It is connected while somebody uses it, and subscriptions outlive its connections.
 */
export class Connection {
  #client: Client;
  #snapshot: Snapshot = { status: 'disconnected', error: undefined };
  #listeners = new Set<() => void>();
  #subscriptions = new Set<Subscription<unknown>>();
  #uses = 0;

  constructor(config: StompConfig) {
    this.#client = new Client({
      reconnectDelay: 1000,
      ...config,
      onConnect: () => {
        // Of a copy: whoever subscribes from a callback below is connected already, and begins by itself.
        for (const subscription of [...this.#subscriptions]) subscription.begin(this.#client);
        this.#show({ status: 'connected', error: undefined });
      },
      onWebSocketClose: () => {
        for (const subscription of this.#subscriptions) subscription.lose();
      },
      onReconnecting: () => this.#show({ status: 'reconnecting' }),
      onStompError: ({ headers }) => this.#show({ error: headers.message ?? 'the broker refused' }),
      onError: ({ message }) => this.#show({ error: message }),
    });
  }

  /** The same object until something changes. */
  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** @returns what ends it */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /**
   * Connects where nobody used the connection before.
   * @returns what ends this use; the last one disconnects
   */
  use(): () => void {
    this.#uses += 1;
    this.#settle();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#uses -= 1;
      // Later, since one component often goes as the next comes: React's StrictMode does so with each.
      queueMicrotask(() => this.#settle());
    };
  }

  /**
   * Subscribes now and after each reconnection, and uses the connection meanwhile.
   * @param onError - takes what the codec can't decode, and why there is no subscription
   * @returns what ends it: neither callback is called after that
   */
  subscribe<T>(
    destination: string,
    codec: BodyCodec<T>,
    onContent: (content: T) => void,
    onError: (error: Error) => void,
  ): () => void {
    const subscription = new Subscription(destination, codec, onContent, onError);
    this.#subscriptions.add(subscription as Subscription<unknown>);
    if (this.#client.connected && this.#client.active) subscription.begin(this.#client);
    const endUse = this.use();
    return () => {
      this.#subscriptions.delete(subscription as Subscription<unknown>);
      subscription.end(this.#client);
      endUse();
    };
  }

  /** @throws TypeError without a connection; what the codec throws */
  publish<T>(destination: string, codec: BodyCodec<T>, content: T): void {
    this.#client.publish({ destination, codec, content });
  }

  #settle(): void {
    if (this.#uses > 0 === this.#client.active) return;
    if (this.#uses > 0) this.#activate();
    else this.#deactivate();
  }

  #activate(): void {
    this.#show({ status: 'connecting', error: undefined });
    addEventListener('pagehide', this.#leave);
    addEventListener('pageshow', this.#comeBack);
    try {
      this.#client.activate();
    } catch (error) {
      // Of the configuration, or of a Content-Security-Policy.
      this.#show({ status: 'disconnected', error: error instanceof Error ? error.message : String(error) });
    }
  }

  #deactivate(): void {
    removeEventListener('pagehide', this.#leave);
    removeEventListener('pageshow', this.#comeBack);
    void this.#client.deactivate();
    this.#show({ status: 'disconnected', error: undefined });
  }

  // The broker is told, and need not find out by a heartbeat that is missing.
  #leave = (): void => {
    void this.#client.deactivate();
    this.#show({ status: 'disconnected' });
  };

  // A page that was kept for the Back button goes on where it was.
  #comeBack = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.#settle();
  };

  #show(change: Partial<Snapshot>): void {
    const next = { ...this.#snapshot, ...change };
    if (next.status === this.#snapshot.status && next.error === this.#snapshot.error) return;
    this.#snapshot = next;
    for (const listener of [...this.#listeners]) listener();
  }
}
