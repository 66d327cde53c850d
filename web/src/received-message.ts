import type { OutgoingHeaders } from './core/arguments.js';
import { type FrameContent, ReceivedFrame } from './received-frame.js';
import type { StompHeaders } from './stomp-headers.js';
import type { IMessage } from './types.js';

/** Sends ACK and NACK, on the connection that it was made for alone. */
export type Acknowledge = (
  kind: 'ack' | 'nack',
  messageId: string,
  subscription: string,
  headers: OutgoingHeaders,
) => void;

/**
 * A MESSAGE. Applications freeze all that they find in one, wrap all of it in proxies, and have it written out: it leads
 * to nothing of ours that changes, and to the client through a function alone.
 */
export class ReceivedMessage extends ReceivedFrame implements IMessage {
  constructor(
    content: FrameContent,
    private readonly ackHeader: number,
    private readonly sendAcknowledgement: Acknowledge,
  ) {
    super('MESSAGE', content);
  }

  // Functions of their own, since they are handed around without their message.
  get ack(): (headers?: StompHeaders) => void {
    return (headers) => this.acknowledge('ack', headers ?? {});
  }
  set ack(ack: (headers?: StompHeaders) => void) {
    this.replace('ack', ack);
  }
  get nack(): (headers?: StompHeaders) => void {
    return (headers) => this.acknowledge('nack', headers ?? {});
  }
  set nack(nack: (headers?: StompHeaders) => void) {
    this.replace('nack', nack);
  }

  // Applications wrap them, and spy on them.
  private replace(name: 'ack' | 'nack', value: (headers?: StompHeaders) => void): void {
    Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
  }

  private acknowledge(kind: 'ack' | 'nack', headers: StompHeaders): void {
    const subscription = this.receivedHeader('subscription');
    // So are messages that nobody waits to be acknowledged, in 1.2.
    if (this.ackHeader < 0 || subscription === undefined) return;
    const messageId = this.headerValue(this.ackHeader);
    this.sendAcknowledgement(kind, messageId, subscription, headers);
  }
}
