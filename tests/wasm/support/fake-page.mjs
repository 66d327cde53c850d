import { FakePlatform } from './fake-platform.mjs';

/** Notes the listeners it has. */
class CountingTarget extends EventTarget {
  listeners = 0;
  addEventListener(...args) {
    this.listeners++;
    super.addEventListener(...args);
  }
  removeEventListener(...args) {
    this.listeners--;
    super.removeEventListener(...args);
  }
}

/** A worker whose messages a test sees, and which answers as a test says. */
class FakeWorker {
  posted = [];
  isTerminated = false;
  postMessage(message) {
    this.posted.push(message);
  }
  terminate() {
    this.isTerminated = true;
  }
}

/** A page: `document`, the events of a window, and workers. What it puts in place goes with `restore`. */
export class FakePage {
  window = new CountingTarget();
  document = Object.assign(new CountingTarget(), { visibilityState: 'visible' });
  workers = [];
  #platform = new FakePlatform();

  constructor() {
    this.#platform.set('document', this.document);
    this.#platform.set('addEventListener', (...args) => this.window.addEventListener(...args));
    this.#platform.set('removeEventListener', (...args) => this.window.removeEventListener(...args));
    this.setWorker(() => new FakeWorker());
  }
  restore() {
    this.#platform.restore();
  }

  /** `make` gives a worker, or throws. */
  setWorker(make) {
    const { workers } = this;
    this.#platform.set('Worker', function Worker() {
      const worker = make();
      workers.push(worker);
      return worker;
    });
  }
  get worker() {
    return this.workers.at(-1);
  }
  get listeners() {
    return this.window.listeners + this.document.listeners;
  }

  show() {
    this.document.visibilityState = 'visible';
    this.document.dispatchEvent(new Event('visibilitychange'));
  }
  hide() {
    this.document.visibilityState = 'hidden';
    this.document.dispatchEvent(new Event('visibilitychange'));
  }
}
