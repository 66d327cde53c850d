import type { HoofbeatError } from './errors.js';
import type { frameCallbackType, messageCallbackType } from './types.js';

/** What a subscription's messages are given to. */
export class Subscription {
  active = true;

  constructor(
    readonly id: string,
    readonly callback: messageCallbackType,
  ) {}
}

/** Who waits for a RECEIPT. */
export interface ReceiptWatcher {
  readonly token: number;
  readonly id: string;
  readonly callback: frameCallbackType;
  readonly onLost: ((error: HoofbeatError) => void) | undefined;
}

/** Is told that a transaction will never be committed. */
export type TransactionWatcher = (error: HoofbeatError) => void;

/**
 * Callbacks of one connection, most by the tokens that the core names them with. By their ids those are found that came
 * too late for the core: what arrives in one piece is decoded whole before the first callback is called, which may
 * subscribe to, or watch for, what follows.
 */
export class Callbacks {
  private readonly subscriptions = new Map<number, Subscription>();
  private readonly subscriptionsById = new Map<string, Subscription>();
  private readonly receipts = new Map<number, ReceiptWatcher>();
  private readonly receiptsById = new Map<string, ReceiptWatcher>();
  /** Who wants to know that a transaction, by its id, is lost. */
  readonly transactions = new Map<string, TransactionWatcher>();

  subscribe(token: number, subscription: Subscription): void {
    this.subscriptions.set(token, subscription);
    this.subscriptionsById.set(subscription.id, subscription);
  }

  subscription(token: number): Subscription | undefined {
    return this.subscriptions.get(token);
  }

  subscriptionOf(id: string | undefined): Subscription | undefined {
    return id === undefined ? undefined : this.subscriptionsById.get(id);
  }

  endSubscription(token: number): void {
    const subscription = this.subscriptions.get(token);
    if (subscription === undefined) return;
    subscription.active = false;
    this.subscriptions.delete(token);
    this.subscriptionsById.delete(subscription.id);
  }

  watchReceipt(watcher: ReceiptWatcher): void {
    this.receipts.set(watcher.token, watcher);
    this.receiptsById.set(watcher.id, watcher);
  }

  /** Undefined where nobody waits for it, or no longer. */
  takeReceipt(token: number): ReceiptWatcher | undefined {
    const watcher = this.receipts.get(token);
    if (watcher !== undefined) this.endReceipt(watcher);
    return watcher;
  }

  takeReceiptOf(id: string | undefined): ReceiptWatcher | undefined {
    const watcher = id === undefined ? undefined : this.receiptsById.get(id);
    if (watcher !== undefined) this.endReceipt(watcher);
    return watcher;
  }

  private endReceipt({ token, id }: ReceiptWatcher): void {
    this.receipts.delete(token);
    if (this.receiptsById.get(id)?.token === token) this.receiptsById.delete(id);
  }
}
