// Takes [id, delay in milliseconds], or [id] to forget it; tells the ids of those that are due.
const source = `const timers = new Map();
onmessage = ({ data: [id, delay] }) => {
  clearTimeout(timers.get(id));
  timers.delete(id);
  if (delay === undefined) return;
  timers.set(id, setTimeout(() => { timers.delete(id); postMessage(id); }, delay));
};`;

/** Timers in a worker, which is there while one of them runs and until `end`. Where there can be none, nothing fires. */
export class WorkerTimers {
  private worker: Worker | undefined;
  private readonly running = new Set<number>();
  // There is one Blob for the page: what it takes doesn't grow with the workers that come and go.
  private url: string | undefined;
  private isRefused = false;

  constructor(private readonly onDue: (id: number) => void) {}

  set(id: number, delay: number): void {
    this.worker ??= this.start();
    if (this.worker === undefined) return;
    this.running.add(id);
    this.worker.postMessage([id, delay]);
  }

  clear(id: number): void {
    if (this.running.delete(id)) this.worker?.postMessage([id]);
  }

  end(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.running.clear();
  }

  private start(): Worker | undefined {
    if (this.isRefused || typeof Worker !== 'function' || typeof URL.createObjectURL !== 'function')
      return undefined;
    try {
      this.url ??= URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
      const worker = new Worker(this.url);
      worker.onmessage = ({ data }) => this.tell(data as number);
      // A policy's refusal is an exception in some browsers, and an event in others.
      worker.onerror = (event) => {
        event.preventDefault();
        this.refuse();
      };
      return worker;
    } catch {
      this.refuse();
      return undefined;
    }
  }

  private tell(id: number): void {
    if (this.running.delete(id)) this.onDue(id);
  }

  private refuse(): void {
    this.isRefused = true;
    this.end();
  }
}
