import type { HoofbeatError } from '../errors.js';
import type { PassedOverTransport, SockJSCloseEvent, SockJSMessageEvent } from './types.js';

/**
 * An event with the members that the platform's have. Not one of them, as sockjs-client's are not: to make and to
 * dispatch one of the platform's takes longer than all else that is done for a message.
 */
export class PlainEvent implements Event {
  declare readonly NONE: 0;
  declare readonly CAPTURING_PHASE: 1;
  declare readonly AT_TARGET: 2;
  declare readonly BUBBLING_PHASE: 3;
  declare readonly bubbles: boolean;
  declare readonly cancelable: boolean;
  declare readonly composed: boolean;
  declare readonly defaultPrevented: boolean;
  declare readonly isTrusted: boolean;
  declare readonly returnValue: boolean;
  declare readonly eventPhase: number;
  /** Stops nothing: there is nobody behind the target. */
  declare cancelBubble: boolean;
  declare isStopped: boolean;
  declare readonly type: string;
  declare readonly target: EventTarget;
  declare readonly timeStamp: number;

  // By assignments, which engines make quicker than fields.
  constructor(type: string, target: EventTarget) {
    this.type = type;
    this.target = target;
    this.timeStamp = performance.now();
    this.isStopped = false;
  }

  get currentTarget(): EventTarget {
    return this.target;
  }
  get srcElement(): EventTarget {
    return this.target;
  }
  composedPath(): EventTarget[] {
    return [this.target];
  }
  preventDefault(): void {}
  stopPropagation(): void {}
  stopImmediatePropagation(): void {
    this.isStopped = true;
  }
  /** Does nothing: it is made already. */
  initEvent(): void {}
}

Object.assign(PlainEvent.prototype, {
  NONE: 0,
  CAPTURING_PHASE: 1,
  AT_TARGET: 2,
  BUBBLING_PHASE: 3,
  bubbles: false,
  cancelable: false,
  composed: false,
  defaultPrevented: false,
  isTrusted: false,
  returnValue: true,
  eventPhase: 2,
  cancelBubble: false,
});

export class PlainMessageEvent extends PlainEvent implements SockJSMessageEvent {
  declare readonly data: string;

  constructor(target: EventTarget, data: string) {
    super('message', target);
    this.data = data;
  }
}

/** Members of a close event. */
export interface CloseDetails {
  code: number;
  reason: string;
  wasClean: boolean;
  unconfirmed: number;
  passedOver: readonly PassedOverTransport[];
  error?: HoofbeatError | undefined;
}

export class PlainCloseEvent extends PlainEvent implements SockJSCloseEvent {
  declare readonly code: number;
  declare readonly reason: string;
  declare readonly wasClean: boolean;
  declare readonly unconfirmed: number;
  declare readonly passedOver: readonly PassedOverTransport[];
  declare readonly error: HoofbeatError | undefined;

  constructor(target: EventTarget, details: CloseDetails) {
    super('close', target);
    this.code = details.code;
    this.reason = details.reason;
    this.wasClean = details.wasClean;
    this.unconfirmed = details.unconfirmed;
    this.passedOver = details.passedOver;
    this.error = details.error;
  }
}
