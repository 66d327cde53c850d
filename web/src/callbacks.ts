import type { HoofbeatError } from './errors.js';
import type { frameCallbackType, messageCallbackType } from './types.js';

/** What a subscription's messages are given to. */
export class Subscription {
  active = true;

  constructor(readonly callback: messageCallbackType) {}
}

/** Who waits for a RECEIPT. */
export interface ReceiptWatcher {
  readonly callback: frameCallbackType;
  readonly onLost: ((error: HoofbeatError) => void) | undefined;
}

/** Is told that a transaction will never be committed. */
export type TransactionWatcher = (error: HoofbeatError) => void;

/** Callbacks of one connection, most by the tokens that the core names them with. */
export class Callbacks {
  readonly subscriptions = new Map<number, Subscription>();
  readonly receipts = new Map<number, ReceiptWatcher>();
  /** Who wants to know that a transaction, by its id, is lost. */
  readonly transactions = new Map<string, TransactionWatcher>();

  takeReceipt(token: number): ReceiptWatcher | undefined {
    const watcher = this.receipts.get(token);
    this.receipts.delete(token);
    return watcher;
  }

  endSubscription(token: number): void {
    const subscription = this.subscriptions.get(token);
    if (subscription !== undefined) subscription.active = false;
    this.subscriptions.delete(token);
  }
}
