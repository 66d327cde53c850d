import type { OutgoingHeaders } from './core/arguments.js';
import { errorOfCode } from './errors.js';
import { type FrameContent, ReceivedFrame } from './received-frame.js';
import type { StompHeaders } from './stomp-headers.js';
import type { IMessage } from './types.js';

/** Sends ACK and NACK. */
export interface Acknowledger {
  acknowledge(kind: 'ack' | 'nack', messageId: string, subscription: string, headers: OutgoingHeaders): void;
}

/** A MESSAGE. */
export class ReceivedMessage extends ReceivedFrame implements IMessage {
  constructor(
    content: FrameContent,
    private readonly ackHeader: number,
    private readonly acknowledger: Acknowledger,
  ) {
    super('MESSAGE', content);
  }

  // Functions of their own, since they are handed around without their message.
  get ack(): (headers?: StompHeaders) => void {
    return (headers = {}) => this.acknowledge('ack', headers);
  }
  get nack(): (headers?: StompHeaders) => void {
    return (headers = {}) => this.acknowledge('nack', headers);
  }

  private acknowledge(kind: 'ack' | 'nack', headers: StompHeaders): void {
    if (this.ackHeader < 0)
      throw errorOfCode('missing_header', 'The message has none to be acknowledged by.');
    const subscription = this.headers.subscription ?? '';
    this.acknowledger.acknowledge(kind, this.headerValue(this.ackHeader), subscription, headers);
  }
}
