const names = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'];

/** Puts a virtual clock in the place of the platform's timers and Date. Returns what undoes it. */
export function takeOverGlobals(clock) {
  const saved = Object.fromEntries(names.map((name) => [name, globalThis[name]]));
  const { Date: SystemDate } = saved;
  // As platforms do it, for what is no number too (HTML, "Timers").
  const atLeastOne = (delay) => (delay >= 1 ? delay : 1);
  const repetitions = new Map();
  const repeat = (id, callback, delay) => {
    const again = () => {
      repeat(id, callback, delay);
      callback();
    };
    repetitions.set(id, clock.schedule(again, atLeastOne(delay)));
  };

  Object.assign(globalThis, {
    setTimeout: (callback, delay) => clock.schedule(callback, atLeastOne(delay)),
    clearTimeout: (timer) => clock.cancel(timer),
    setInterval: (callback, delay) => {
      const id = Symbol('interval');
      repeat(id, callback, delay);
      return id;
    },
    clearInterval: (id) => {
      clock.cancel(repetitions.get(id));
      repetitions.delete(id);
    },
    Date: class extends SystemDate {
      static now = () => clock.now() + (clock.wallClockOffset ?? 0);
      constructor(...args) {
        if (args.length === 0) super(Date.now());
        else super(...args);
      }
    },
  });
  return () => Object.assign(globalThis, saved);
}
