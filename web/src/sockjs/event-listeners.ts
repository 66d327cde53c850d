import { report } from '../errors.js';
import { PlainEvent } from './events.js';

interface Registration {
  readonly type: string;
  readonly listener: EventListenerOrEventListenerObject;
  readonly once: boolean;
  /** Takes it away when its signal aborts. */
  readonly signal: AbortSignal | undefined;
  readonly onAbort: () => void;
}

/**
 * Who listens to a target (DOM standard, section 2.7, for a target without parents, where capturing makes no
 * difference). A listener that throws is reported, and keeps nobody else from hearing.
 */
export class EventListeners {
  // Replaced, never changed: who is added or removed during a dispatch changes the next.
  private registrations: readonly Registration[] = [];

  constructor(private readonly target: EventTarget) {}

  add(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void {
    if (!listener || this.find(type, listener)) return;
    const { once = false, signal } = typeof options === 'object' ? options : {};
    if (signal?.aborted) return;
    const onAbort = () => this.remove(type, listener);
    this.registrations = [...this.registrations, { type, listener, once, signal, onAbort }];
    signal?.addEventListener('abort', onAbort);
  }

  remove(type: string, listener: EventListenerOrEventListenerObject | null): void {
    const found = listener && this.find(type, listener);
    if (found) this.drop(found);
  }

  private drop(registration: Registration): void {
    this.registrations = this.registrations.filter((each) => each !== registration);
    registration.signal?.removeEventListener('abort', registration.onAbort);
  }

  /** The handler is the target's `onX`, which hears it first. */
  dispatch(event: Event, handler: unknown): void {
    if (typeof handler === 'function') this.call(handler as (event: Event) => unknown, event);
    const { registrations } = this;
    if (registrations.length === 0) return;
    for (const registration of registrations) {
      if (event instanceof PlainEvent && event.isStopped) return;
      if (registration.type === event.type) this.tell(registration, event);
    }
  }

  private tell(registration: Registration, event: Event): void {
    if (!this.registrations.includes(registration)) return;
    const { listener, once } = registration;
    if (once) this.drop(registration);
    if (typeof listener === 'function') this.call(listener, event);
    else this.call((it) => listener.handleEvent(it), event);
  }

  private call(listener: (this: EventTarget, event: Event) => unknown, event: Event): void {
    try {
      listener.call(this.target, event);
    } catch (error) {
      report(error);
    }
  }

  private find(type: string, listener: EventListenerOrEventListenerObject): Registration | undefined {
    return this.registrations.find((each) => each.type === type && each.listener === listener);
  }
}
