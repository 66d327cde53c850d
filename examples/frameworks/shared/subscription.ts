import type { BodyCodec, Client, ContentMessage, StompSubscription } from 'hoofbeat';

/** What a component subscribed to, over all the connections that come and go meanwhile. */
export class Subscription<T> {
  // Of the connection at hand: it ends with it.
  #current: StompSubscription | undefined;
  #isOver = false;

  constructor(
    readonly destination: string,
    readonly codec: BodyCodec<T>,
    readonly onContent: (content: T) => void,
    readonly onError: (error: Error) => void,
  ) {}

  begin(client: Client): void {
    if (this.#isOver) return;
    const take = (message: ContentMessage<T>): void => this.#take(message);
    try {
      this.#current = client.subscribe<unknown>(
        this.destination,
        take as (message: ContentMessage<unknown>) => void,
        {},
        this.codec as BodyCodec<unknown>,
      );
    } catch (error) {
      this.onError(error as Error);
    }
  }

  /** The connection is gone, and the broker's side of it. */
  lose(): void {
    this.#current = undefined;
  }

  end(client: Client): void {
    this.#isOver = true;
    if (client.connected) this.#current?.unsubscribe();
  }

  #take(message: ContentMessage<T>): void {
    // What was under way when the component went.
    if (this.#isOver) return;
    let content: T;
    try {
      content = message.content;
    } catch (error) {
      this.onError(error as Error);
      return;
    }
    this.onContent(content);
  }
}
